/** Warns of what is here already: the same identifier, the same address of a file, nearly the same title. */
import { sql } from "kysely"
import type { Actor } from "../../platform/actor.ts"
import { type Db, inTransaction } from "../../platform/db.ts"
import type { LocalisedText } from "../../texts/index.ts"
import type { DatasetId } from "../dataset.ts"
import type { DatasetDocument } from "../document.ts"
import type { WorkflowState } from "./office-dataset.ts"
import { maySeeOffice } from "./office-store.ts"

export interface SimilarDataset {
  readonly id: DatasetId
  readonly slug: string
  readonly title: LocalisedText
  readonly organizationId: string
  readonly state: WorkflowState
  readonly because: "identifier" | "address" | "title"
}

export interface SimilarQuery {
  readonly actor: Actor
  /** The dataset itself. */
  readonly exceptId?: string
}

const most = 5
const mostAddresses = 50
/** Of a yearly series titles are alike by the thousand: the best of some of them will do. */
const mostCompared = 200
/** Share of the shorter title’s letters in threes that the other one has, in order. */
const leastSimilarity = 0.7
const shortestTitle = 8

/** Among what is public, and what the actor may see the work on; the strongest sign first. */
export async function similarDatasets(
  db: Db,
  { facts, distributions }: DatasetDocument,
  { actor, exceptId }: SimilarQuery,
): Promise<SimilarDataset[]> {
  const titles = Object.values(facts.title).filter((title) => title.trim().length >= shortestTitle)
  const addresses = distributions.flatMap(({ downloadUrl, accessUrl }) => downloadUrl ?? accessUrl ?? [])
  const { rows } = await inTransaction(db, async (tx) => {
    await sql`set local pg_trgm.word_similarity_threshold = ${sql.lit(leastSimilarity)}`.execute(tx)
    return sql<Omit<SimilarDataset, "because"> & { rank: number }>`
      with wanted as materialized (
        select folded(title) as title from unnest(${titles}::text[]) as given (title)
      ), found as (
        select id, 0 as rank from dataset where identifier = ${facts.identifier ?? null}
        union all
        select dataset_id, 1 from distribution
        where coalesce(facts ->> 'downloadUrl', facts ->> 'accessUrl') = any(${addresses.slice(0, mostAddresses)}::text[])
          and vanished_at is null
        union all
        select id, 2 from wanted cross join lateral (
          select id, word_similarity(wanted.title, folded_names) as likeness
          from (
            select id, folded_names from dataset where wanted.title <% folded_names limit ${mostCompared}
          ) as alike
          order by likeness desc, id
          limit ${most * 4}
        ) as likely
        union all
        select dataset_id, 2 from wanted cross join lateral (
          select dataset_id from draft where wanted.title <% folded_title order by dataset_id limit ${most * 4}
        ) as likely
      )
      select dataset.id, dataset.slug, dataset.organization_id as "organizationId", case when ${maySeeOffice(actor)} then coalesce(dataset.draft_state, dataset.state) else dataset.state end as state,
        coalesce(
          case when ${maySeeOffice(actor)} then draft.document -> 'facts' -> 'title' end, dataset.facts -> 'title'
        ) as title,
        min(found.rank) as rank
      from found
      join dataset on dataset.id = found.id
      left join draft on draft.dataset_id = dataset.id
      where dataset.id is distinct from ${exceptId ?? null}::uuid and dataset.trashed_at is null
        and dataset.purged_at is null
        and ((dataset.state = 'published' and dataset.visibility = 'public') or ${maySeeOffice(actor)})
      group by dataset.id, draft.dataset_id
      order by min(found.rank), dataset.id
      limit ${most}
    `.execute(tx)
  })
  return rows.map(({ rank, ...row }) => ({ ...row, because: signs[rank]! }))
}

const signs = ["identifier", "address", "title"] as const
