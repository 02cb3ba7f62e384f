/**
 * One file into tables: brought here, opened, understood, written, compared with what was, and put in force all at once. What
 * was in force serves until then, whatever happens on the way. Safe to run twice.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises"
import { join } from "node:path"
import { isDeepStrictEqual } from "node:util"
import { systemActor } from "../../platform/actor.ts"
import { appendChanges, type NewChange } from "../../platform/changes/index.ts"
import type { Clock } from "../../platform/clock.ts"
import type { Db, Tx } from "../../platform/db.ts"
import type { FetchStreamed } from "../../platform/fetch/index.ts"
import { type BlobStore, StorageFull } from "../../platform/files/index.ts"
import type { NewId } from "../../platform/ids.ts"
import type { Log } from "../../platform/log.ts"
import { holdBlobs } from "../../platform/uploads/index.ts"
import { openTables } from "../open/open-tables.ts"
import type { OpenLimits } from "../open/raw-table.ts"
import { CannotBeTable } from "../open/table-refusal.ts"
import type { TableVersion } from "../table/data-table.ts"
import type { MadeTable } from "../typing/made-table.ts"
import { makeTable } from "../typing/make-table.ts"
import type { PlaceFrom } from "../typing/places.ts"
import { openTypingDb, type TypingDb } from "../typing/typing-db.ts"
import { compareVersions } from "../versions/compare-versions.ts"
import { type FileVersion, lossOf, type TableLoss } from "../versions/losses.ts"
import {
  type DataTable,
  forgetOldVersions,
  knownTables,
  retireTables,
  saveTable,
  saveVersion,
  tablesOfDistributions,
} from "../versions/table-store.ts"
import { withWords } from "../versions/with-words.ts"
import { beginIngestion, candidateOf, datasetOf, type Ended, endIngestion, type Known } from "./ingestion-store.ts"
import { type Obtained, obtainFile } from "./obtain-file.ts"
import { maker, mayHoldTable } from "./wanted-files.ts"

export interface IngestDeps {
  readonly db: Db
  readonly blobs: Pick<BlobStore, "localPath" | "adopt" | "has">
  readonly stream: FetchStreamed
  /** Where work lies while it is done; emptied at the start of the worker. */
  readonly folder: string
  readonly limits: OpenLimits
  readonly placeFrom: PlaceFrom
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Log
}

interface Making extends IngestDeps {
  readonly signal: AbortSignal
  readonly workFolder: string
  readonly typing: TypingDb
}

/** Versions of a table that stay; older ones are let go. */
const versionsKept = 10

/** With `again` what was read before is no reason to leave it: the publisher decided something about its tables. */
export async function ingestFile(
  { distributionId, again }: { readonly distributionId: string; readonly again: boolean },
  deps: IngestDeps & { readonly signal: AbortSignal },
): Promise<void> {
  const { db, clock, log } = deps
  const known = await candidateOf(db, distributionId)
  if (!known || !mayHoldTable(known.candidate)) {
    return endIngestion(db, { distributionId, state: "refused", reason: "not-tabular" }, clock.now())
  }
  await beginIngestion(db, distributionId, clock.now())
  await mkdir(deps.folder, { recursive: true, mode: 0o700 })
  const workFolder = await mkdtemp(join(deps.folder, "work-"))
  const typing = await openTypingDb({ folder: workFolder })
  try {
    await readFile(known, { again, ...deps, workFolder, typing })
  } catch (error) {
    const ended = endOf(error, known, deps.signal)
    log.info({ distribution: distributionId, reason: ended.reason }, "no table was made")
    await endIngestion(db, ended, clock.now())
    // The queue tries it again.
    if (ended.state === "failed") throw error
  } finally {
    typing.close()
    await rm(workFolder, { recursive: true, force: true })
  }
}

/** Refused: the same file would end so again. Failed: it is none of the file's fault. Throws when the worker is stopping. */
function endOf(error: unknown, { candidate, last }: Known, signal: AbortSignal): Ended {
  const { distributionId, origin } = candidate
  const about = origin.kind === "own" ? { fileSha256: origin.sha256 } : { address: origin.address }
  if (isTimeout(signal.reason)) return { distributionId, state: "refused", reason: "took-too-long", ...about }
  signal.throwIfAborted()
  const isRefusal = error instanceof CannotBeTable
  if (error instanceof StorageFull || (isRefusal && error.code === "disk-full"))
    return { distributionId, state: "failed", reason: "disk-full" }
  if (!isRefusal) return { distributionId, state: "failed", reason: "internal" }
  const validators = error.code === "unreachable" ? last?.validators : undefined
  return {
    ...{ distributionId, state: "refused", reason: error.code, detail: error.values, ...about },
    ...(validators ? { validators } : {}),
  }
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof Error && reason.name === "TimeoutError"
}

async function readFile({ candidate, last }: Known, making: Making & { readonly again: boolean }): Promise<void> {
  const { db, clock, again, workFolder, limits, blobs, stream, signal } = making
  const { distributionId, origin } = candidate
  const isCurrent = !again && last?.maker === maker && last.reason === undefined
  const known = isCurrent ? last.validators : undefined
  const obtained = await obtainFile(origin, {
    ...{ folder: workFolder, known, maxBytes: limits.maxBytes },
    ...{ blobs, stream, signal },
  })
  const about = origin.kind === "own" ? {} : { address: origin.address }
  const done = { distributionId, state: "done", ...about } as const
  if (obtained === "unchanged") {
    return endIngestion(db, { ...done, ...(known ? { validators: known } : {}) }, clock.now())
  }
  const ended = {
    ...done,
    fileSha256: obtained.sha256,
    ...(obtained.validators ? { validators: obtained.validators } : {}),
  }
  if (isCurrent && last.fileSha256 === obtained.sha256) return endIngestion(db, ended, clock.now())
  const versions = await makeVersions(distributionId, obtained, making)
  await putInForce({ distributionId, versions, ended }, making)
}

interface Prepared {
  readonly id: string
  readonly name: string
  readonly position: number
  /** None: the same table as before. */
  readonly version?: TableVersion
  /** What another file has less of; a publisher knows what her own decisions change. */
  readonly loss?: TableLoss
}

/** A table that cannot be made is left out while others of the file can; when none can, the first reason is the file's. */
async function makeVersions(distributionId: string, obtained: Obtained, making: Making): Promise<Prepared[]> {
  const { db, newId, workFolder, limits, signal, typing, placeFrom } = making
  const known = await knownTables(db, distributionId)
  const current = new Map((await tablesOfDistributions(db, [distributionId])).map((table) => [table.name, table]))
  const prepared: Prepared[] = []
  let reason: CannotBeTable | undefined
  for await (const raw of openTables(obtained.file, { folder: workFolder, limits, signal })) {
    const { id = newId(), choice = {}, lastNumber = 0 } = known.get(raw.name) ?? {}
    try {
      const made = await makeTable(raw, { db: typing, choice, folder: workFolder, placeFrom, signal, limits })
      const numbered = { tableId: id, number: lastNumber + 1, fileSha256: obtained.sha256 }
      const before = current.get(raw.name)
      const version = await versionOf(made, { ...numbered, current: before }, making)
      const isOther = before?.version.fileSha256 !== obtained.sha256
      const loss = version && isOther ? lossOf(version, raw.name) : undefined
      const added = { ...(version ? { version } : {}), ...(loss ? { loss } : {}) }
      prepared.push({ id, name: raw.name, position: prepared.length, ...added })
    } catch (error) {
      if (!(error instanceof CannotBeTable)) throw error
      reason ??= error
    }
  }
  if (prepared.length === 0) throw reason ?? new CannotBeTable("no-table")
  return prepared
}

interface Numbered {
  readonly tableId: string
  readonly number: number
  readonly fileSha256: string
  readonly current: DataTable | undefined
}

async function versionOf(
  { parquetPath, rows, columns, profile, layout, notes }: MadeTable,
  { current, ...numbered }: Numbered,
  { blobs, typing, signal, clock }: Making,
): Promise<TableVersion | undefined> {
  const blob = await blobs.adopt(parquetPath)
  const before = current?.version
  const told = withWords(columns, current?.choice ?? {})
  if (before && isSame(before, { hash: blob.hash, columns: told })) return undefined
  const difference = before
    ? await compareVersions(
        { ...before, path: await blobs.localPath(before.parquet.sha256) },
        { path: parquetPath, rows, columns, profile },
        (statement) => typing.withConnection(signal, async (sql) => (await sql.rows(statement))[0] ?? {}),
      )
    : null
  return {
    ...numbered,
    ...{ rows, columns, profile, layout, notes, difference },
    parquet: { sha256: blob.hash, byteSize: blob.size },
    madeAt: clock.now(),
  }
}

function isSame(before: TableVersion, { hash, columns }: { hash: string; columns: TableVersion["columns"] }): boolean {
  return before.parquet.sha256 === hash && isDeepStrictEqual(before.columns, columns)
}

interface InForce {
  readonly distributionId: string
  readonly versions: readonly Prepared[]
  readonly ended: Ended
}

async function putInForce(
  { distributionId, versions, ended }: InForce,
  { db, clock }: Pick<IngestDeps, "db" | "clock">,
): Promise<void> {
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    // No sweep takes a blob between its arrival and its name here.
    await holdBlobs(tx)
    for (const { id, name, position } of versions) await saveTable(tx, { id, distributionId, position, name, at })
    const gone = await retireTables(
      tx,
      distributionId,
      versions.map(({ name }) => name),
    )
    for (const { version } of versions) {
      if (!version) continue
      await saveVersion(tx, version)
      await forgetOldVersions(tx, version.tableId, versionsKept)
    }
    await endIngestion(tx, ended, at)
    await appendChanges(tx, await changesOf(tx, { distributionId, versions, gone }), systemActor, at)
  })
}

/**
 * Each new version is a change of its table. Its dataset was measured, so that its pages are made anew; where there were
 * tables before, what they became is part of its history.
 */
async function changesOf(
  tx: Tx,
  { distributionId, versions, gone }: Omit<InForce, "ended"> & { readonly gone: readonly string[] },
): Promise<NewChange[]> {
  const made = versions.flatMap(({ version }) => version ?? [])
  const dataset = await datasetOf(tx, distributionId)
  if ((made.length === 0 && gone.length === 0) || !dataset) return []
  const tables = made.filter(({ difference }) => difference).map(({ tableId: id, number }) => ({ id, number }))
  const losses = versions.flatMap(({ loss }) => loss ?? [])
  const became: FileVersion = { distributionId, tables, losses, gone }
  const kind = losses.length > 0 || gone.length > 0 ? "table-reduced" : "table-versioned"
  return [
    ...made.map(({ tableId, difference }) => ({
      ...{ entity: "table", entityId: tableId, kind: "versioned" },
      ...(difference ? { diff: difference } : {}),
    })),
    tables.length > 0 || gone.length > 0
      ? { entity: "dataset", entityId: dataset, kind, diff: became }
      : { entity: "dataset", entityId: dataset, kind: "measured" },
  ]
}
