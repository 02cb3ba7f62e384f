/** What was corrected here of a source's records: the report that its publisher can take over. */
import { type RawBuilder, sql } from "kysely"
import { byteOrderMark, csvLine } from "../catalogue/index.ts"
import type { Db } from "../platform/db.ts"
import type { LocalisedText } from "../texts/index.ts"

export interface Correction {
  readonly datasetId: string
  readonly slug: string
  readonly title: LocalisedText
  readonly remoteId: string
  readonly field: string
  /** Where it is one language of a text. */
  readonly language?: string
  /** What the source says; absent where it says nothing. */
  readonly theirs?: unknown
  /** What is shown here; absent where it was taken away. */
  readonly ours?: unknown
  readonly at: Date
}

export interface CorrectionCursor {
  readonly remoteId: string
  readonly field: string
  readonly language: string
}

/** By record and field; a correction that its source has taken over meanwhile is none any more. */
export async function correctionsOfSource(
  db: Db,
  asked: { sourceId: string; limit: number; after?: CorrectionCursor | undefined },
): Promise<{ corrections: Correction[]; next?: CorrectionCursor }> {
  const { sourceId, limit, after } = asked
  const { rows } = await sql<CorrectionRow>`
    select dataset.id as dataset_id, dataset.slug, dataset.facts -> 'title' as title, remote_id, field, language,
      value as ours, theirs, at
    from source_record
    join dataset on dataset.id = source_record.entity_id and dataset.state = 'published'
    join field_edit on field_edit.entity = 'dataset' and field_edit.entity_id = dataset.id
    cross join lateral (
      select case language when '' then snapshot -> field else snapshot -> field -> language end as theirs
    ) as said
    where source_id = ${sourceId} and gone_at is null and field not in ('organizationId', 'seriesId', 'distributions')
      and ${meant("value")} is distinct from ${meant("theirs")}
      ${after ? sql`and (remote_id, field, language) > (${after.remoteId}, ${after.field}, ${after.language})` : sql``}
    order by remote_id, field, language
    limit ${limit + 1}
  `.execute(db)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const next = last && { remoteId: last.remote_id, field: last.field, language: last.language }
  return { corrections: page.map(correctionFrom), ...(rows.length > limit && next ? { next } : {}) }
}

/** Where a code of our lists is known, the source's own word for it makes no difference. */
function meant(column: "value" | "theirs"): RawBuilder<unknown> {
  return sql`(
    select jsonb_agg(case when jsonb_typeof(one) = 'object' and one ? 'code' then one - 'raw' else one end)
    from jsonb_path_query(coalesce(${sql.ref(column)}, 'null'), 'lax $[*]') as one
  )`
}

interface CorrectionRow {
  dataset_id: string
  slug: string
  title: LocalisedText
  remote_id: string
  field: string
  language: string
  ours: unknown
  theirs: unknown
  at: Date
}

function correctionFrom({ dataset_id, remote_id, language, ours, theirs, ...row }: CorrectionRow): Correction {
  return {
    ...row,
    datasetId: dataset_id,
    remoteId: remote_id,
    ...(language ? { language } : {}),
    ...(theirs === null ? {} : { theirs }),
    ...(ours === null ? {} : { ours }),
  }
}

const batchSize = 500

/** How the file says things: the names of its columns, fields and values, and where a dataset is read. */
export interface CorrectionWords {
  readonly columns: readonly string[]
  readonly field: (correction: Correction) => string
  readonly value: (correction: Correction, value: unknown) => string
  readonly title: (correction: Correction) => string
  readonly address: (correction: Correction) => string
}

/** All of them as a CSV file that spreadsheets open, a batch at a time. */
export async function* correctionsTable(db: Db, sourceId: string, words: CorrectionWords): AsyncIterable<string> {
  yield byteOrderMark + csvLine(words.columns)
  let after: CorrectionCursor | undefined
  do {
    const page = await correctionsOfSource(db, { sourceId, limit: batchSize, after })
    if (page.corrections.length > 0) yield page.corrections.map((one) => csvLine(cellsOf(one, words))).join("")
    after = page.next
  } while (after)
}

function cellsOf(one: Correction, { field, value, title, address }: CorrectionWords): string[] {
  const said = [one.theirs, one.ours].map((each) => (each === undefined ? "" : value(one, each)))
  return [one.remoteId, title(one), field(one), one.language ?? "", ...said, one.at.toISOString(), address(one)]
}
