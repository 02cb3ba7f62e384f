/** Every statement about how far files got on their way to tables. */
import { type RawBuilder, sql } from "kysely"
import type { Db, Tx } from "../../platform/db.ts"
import { enqueueJob } from "../../platform/jobs/index.ts"
import type { RefusalValues } from "../../platform/refusal.ts"
import { type Candidate, type IngestionState, type LastReading, maker, type Validators } from "./wanted-files.ts"

export const ingestFileJob = "ingest-file"

/** How far the file of a distribution got, as its page tells. */
export interface Ingestion {
  readonly state: IngestionState
  /** Of `refused` and `failed`. */
  readonly reason?: string
  readonly detail: RefusalValues
  readonly askedAt: Date
  readonly finishedAt?: Date
}

interface CandidateRow {
  readonly id: string
  readonly format: string | null
  readonly real_format: string | null
  readonly verdict: string | null
  readonly last_modified: string | null
  readonly byte_size: string | null
  readonly file_id: string | null
  readonly sha256: string | null
  readonly name: string | null
  readonly address: string | null
  readonly is_download: boolean
  readonly state: IngestionState | null
  readonly reason: string | null
  readonly read_sha256: string | null
  readonly read_address: string | null
  readonly validators: Validators | null
  readonly maker: number | null
}

export interface Known {
  readonly candidate: Candidate
  readonly last?: LastReading
}

/** Files of published datasets, with what was read of them last. At most `limit` of one call, by distribution. */
export function candidatesOfDatasets(db: Db, datasetIds: readonly string[], limit: number): Promise<Known[]> {
  return candidates(db, sql`dataset.id = any(${datasetIds}::uuid[])`, limit)
}

export async function candidateOf(db: Db, distributionId: string): Promise<Known | undefined> {
  return (await candidates(db, sql`distribution.id = ${distributionId}`, 1))[0]
}

async function candidates(db: Db, which: RawBuilder<unknown>, limit: number): Promise<Known[]> {
  const { rows } = await sql<CandidateRow>`
    select distribution.id, distribution.facts ->> 'format' as format, measured ->> 'format' as real_format,
      measured ->> 'verdict' as verdict, measured ->> 'lastModified' as last_modified,
      measured ->> 'byteSize' as byte_size, stored_file.id as file_id, stored_file.sha256,
      distribution.facts -> 'file' ->> 'name' as name,
      coalesce(distribution.facts ->> 'downloadUrl', distribution.facts ->> 'accessUrl') as address,
      distribution.facts ? 'downloadUrl' as is_download,
      ingestion.state, ingestion.reason, ingestion.file_sha256 as read_sha256, ingestion.address as read_address,
      ingestion.validators, ingestion.maker
    from distribution
    join dataset on dataset.id = distribution.dataset_id
    left join stored_file on stored_file.id::text = distribution.facts -> 'file' ->> 'id'
    left join table_ingestion as ingestion on ingestion.distribution_id = distribution.id
    where ${which} and dataset.state = 'published' and dataset.joined_to is null
      and distribution.vanished_at is null and not coalesce((distribution.facts ->> 'documentation')::boolean, false)
    order by distribution.dataset_id, distribution.position, distribution.id
    limit ${limit}
  `.execute(db)
  return rows.flatMap((row) => knownFromRow(row) ?? [])
}

function knownFromRow(row: CandidateRow): Known | undefined {
  const origin: Candidate["origin"] | undefined =
    row.file_id && row.sha256
      ? { kind: "own", fileId: row.file_id, sha256: row.sha256, name: row.name ?? "" }
      : row.name === null && row.address
        ? { kind: "remote", address: row.address, isDownload: row.is_download }
        : undefined
  if (!origin) return undefined
  const candidate: Candidate = {
    distributionId: row.id,
    origin,
    ...given("format", row.format),
    ...given("realFormat", row.real_format),
    ...given("verdict", row.verdict),
    ...given("lastModified", row.last_modified),
    ...(row.byte_size === null ? {} : { byteSize: Number(row.byte_size) }),
  }
  return row.state === null ? { candidate } : { candidate, last: lastFromRow(row, row.state) }
}

function lastFromRow(row: CandidateRow, state: IngestionState): LastReading {
  return {
    state,
    maker: row.maker ?? 0,
    ...given("reason", row.reason),
    ...given("fileSha256", row.read_sha256),
    ...given("address", row.read_address),
    ...(row.validators ? { validators: row.validators } : {}),
  }
}

function given<Name extends string>(name: Name, value: string | null): { readonly [Key in Name]?: string } {
  return (value === null ? {} : { [name]: value }) as { readonly [Key in Name]?: string }
}

/**
 * Asks for a reading: files kept here and those of elsewhere wait in queues of their own. One that is wanted `again`, though
 * nothing changed at its host, is a job of its own: no other wish for the same file takes its place.
 */
export async function wantIngestion(
  tx: Tx,
  wanted: readonly Candidate[],
  { at, again = false }: { readonly at: Date; readonly again?: boolean },
): Promise<void> {
  if (wanted.length === 0) return
  await sql`
    insert into table_ingestion (distribution_id, state, asked_at)
    select id, 'waiting', ${at} from unnest(${wanted.map(({ distributionId }) => distributionId)}::uuid[]) as id
    on conflict (distribution_id) do update set state = 'waiting', asked_at = excluded.asked_at
  `.execute(tx)
  for (const { distributionId, origin } of wanted) {
    await enqueueJob(tx, {
      name: ingestFileJob,
      payload: { distributionId, ...(again ? { again } : {}) },
      key: `${ingestFileJob}:${distributionId}${again ? ":again" : ""}`,
      queue: `tables-${origin.kind}`,
      attempts: 3,
    })
  }
}

export async function beginIngestion(db: Db, distributionId: string, at: Date): Promise<void> {
  await sql`
    update table_ingestion set state = 'running', started_at = ${at} where distribution_id = ${distributionId}
  `.execute(db)
}

export interface Ended {
  readonly distributionId: string
  readonly state: "done" | "refused" | "failed"
  readonly reason?: string
  readonly detail?: RefusalValues
  readonly fileSha256?: string
  readonly address?: string
  readonly validators?: Validators
}

export async function endIngestion(db: Db, ended: Ended, at: Date): Promise<void> {
  await sql`
    update table_ingestion set state = ${ended.state}, reason = ${ended.reason ?? null},
      detail = ${JSON.stringify(ended.detail ?? {})}, file_sha256 = coalesce(${ended.fileSha256 ?? null}, file_sha256),
      address = ${ended.address ?? null}, validators = ${ended.validators ? JSON.stringify(ended.validators) : null},
      maker = ${maker}, finished_at = ${at}
    where distribution_id = ${ended.distributionId}
  `.execute(db)
}

/**
 * Readings that nobody will do any more: their job is gone or was tried as often as it may. Those under way brought their
 * worker down each time and have failed; those that were not begun (their queue was lost) are answered, to be wanted anew.
 */
export async function settleIngestions(tx: Tx, at: Date, limit: number): Promise<{ failed: number; lost: string[] }> {
  const { rows } = await sql<{ id: string; was: IngestionState }>`
    with stuck as (
      select distribution_id, state
      from table_ingestion
      where state in ('waiting', 'running') and not exists (
        select from graphile_worker.jobs
        where key in (${ingestFileJob} || ':' || distribution_id, ${ingestFileJob} || ':' || distribution_id || ':again')
          and (attempts < max_attempts or locked_at is not null)
      )
      order by distribution_id
      limit ${limit}
      for update skip locked
    )
    update table_ingestion set state = 'failed', reason = 'internal', finished_at = ${at}
    from stuck
    where stuck.distribution_id = table_ingestion.distribution_id
    returning table_ingestion.distribution_id as id, stuck.state as was
  `.execute(tx)
  const lost = rows.filter(({ was }) => was === "waiting").map(({ id }) => id)
  return { failed: rows.length - lost.length, lost }
}

/** By distribution; those whose file nobody wanted to read are not there. */
export async function ingestionsOf(db: Db, distributionIds: readonly string[]): Promise<Map<string, Ingestion>> {
  const { rows } = await sql<{
    id: string
    state: IngestionState
    reason: string | null
    detail: RefusalValues
    asked_at: Date
    finished_at: Date | null
  }>`
    select distribution_id as id, state, reason, detail, asked_at, finished_at
    from table_ingestion
    where distribution_id = any(${distributionIds}::uuid[])
    order by distribution_id
  `.execute(db)
  return new Map(
    rows.map(({ id, state, reason, detail, asked_at, finished_at }) => [
      id,
      {
        ...{ state, detail, askedAt: asked_at },
        ...(reason === null ? {} : { reason }),
        ...(finished_at === null ? {} : { finishedAt: finished_at }),
      },
    ]),
  )
}

export async function datasetOf(db: Db, distributionId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select dataset_id as id from distribution where id = ${distributionId}
  `.execute(db)
  return rows[0]?.id
}
