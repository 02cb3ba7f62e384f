import { sql } from "kysely"
import type { Db } from "../../src/platform/db.ts"

/** What one record of a source has become here; ids of ours are left out, as they differ from run to run. */
export interface RecordState {
  readonly remoteId: string
  readonly gone: boolean
  readonly hash: string
  readonly snapshot: unknown
  readonly state: string
  readonly facts: unknown
  readonly organization: string
  readonly distributions: readonly unknown[]
  /** Kinds of change of its dataset, oldest first. */
  readonly changes: readonly string[]
}

/**
 * All that a source has led to, by remote id. Sources of one test give their records a prefix of their own, which `prefix`
 * takes out again: so the outcome of a disturbed source can be compared with that of an undisturbed one.
 */
export async function stateOfSource(db: Db, sourceId: string, prefix = ""): Promise<readonly RecordState[]> {
  const { rows } = await sql<RecordState>`
    select
      remote_id as "remoteId", gone_at is not null as gone, encode(hash, 'hex') as hash, snapshot, dataset.state,
      dataset.facts, organization.slug as organization,
      array(
        select jsonb_build_object('facts', distribution.facts, 'vanished', vanished_at is not null)
        from distribution where dataset_id = dataset.id order by distribution.facts::text
      ) as distributions,
      array(
        select kind from change where entity = 'dataset' and entity_id = dataset.id order by position
      ) as changes
    from source_record
    left join dataset on dataset.id = entity_id
    left join organization on organization.id = dataset.organization_id
    where source_id = ${sourceId}
    order by remote_id
  `.execute(db)
  return prefix === "" ? rows : rows.map((row) => withoutPrefix(row, prefix))
}

function withoutPrefix({ hash: _differs, ...row }: RecordState, prefix: string): RecordState {
  return { ...JSON.parse(JSON.stringify(row).replaceAll(prefix, "")), hash: "" }
}
