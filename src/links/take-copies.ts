/**
 * Keeps the last good version of files whose source is archived. One after another: a copy is never urgent, and hosts are
 * asked for whole files here.
 */
import { basename } from "node:path"
import { tellCopies } from "../catalogue/index.ts"
import { systemActor } from "../platform/actor.ts"
import type { Clock } from "../platform/clock.ts"
import type { Db, Tx } from "../platform/db.ts"
import { FetchRefused, type FetchStreamed, type StreamedResponse } from "../platform/fetch/index.ts"
import { type Blob, type BlobStore, FileTooLarge } from "../platform/files/index.ts"
import type { NewId } from "../platform/ids.ts"
import type { Log } from "../platform/log.ts"
import { cleanFileName, keepFile } from "../platform/uploads/index.ts"
import {
  dropCopies,
  dropExcess,
  keptCopies,
  rememberTry,
  saveCopy,
  type WantedCopy,
  wantedCopies,
} from "./archive-store.ts"
import { judgeAnswer } from "./judge-answer.ts"

export interface ArchiveDeps {
  readonly db: Db
  readonly stream: FetchStreamed
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Log
  /** Of one copy. */
  readonly maxBytes: number
  /** Of all together. */
  readonly totalBytes: number
}

const atOnce = 50
const timeoutMs = 10 * 60_000
const headBytes = 16 * 1024

/** Answers how many copies were taken. */
export async function takeCopies(deps: ArchiveDeps, forMs: number, signal: AbortSignal): Promise<number> {
  const until = performance.now() + forMs
  let taken = 0
  for (;;) {
    const roomBytes = await roomIn(deps)
    const wanted = await wantedCopies(deps.db, {
      ...{ now: deps.clock.now(), maxBytes: deps.maxBytes, roomBytes, limit: atOnce },
    })
    for (const one of wanted) {
      if (performance.now() > until) return taken
      signal.throwIfAborted()
      if (await takeCopy(one, deps, signal)) taken += 1
    }
    if (wanted.length < atOnce) return taken
  }
}

async function roomIn({ db, totalBytes }: ArchiveDeps): Promise<number> {
  return totalBytes - (await keptCopies(db)).bytes
}

/** Remembered as tried before it is: a file that brings the worker down does so once a day. */
async function takeCopy(wanted: WantedCopy, deps: ArchiveDeps, signal: AbortSignal): Promise<boolean> {
  const { db, stream, log, clock } = deps
  const maxBytes = Math.min(deps.maxBytes, (await roomIn(deps)) + wanted.formerBytes)
  if (maxBytes <= 0) return false
  await rememberTry(db, wanted.id, clock.now())
  try {
    const headers = { "accept-encoding": "identity" }
    const options = { headers, maxBytes, timeoutMs, signal }
    const got = await stream(wanted.declared.url, options, (response) =>
      keepBytes(wanted, response, { ...deps, maxBytes }),
    )
    if (got) await keepCopy(wanted, got, deps)
    return got !== undefined
  } catch (error) {
    if (signal.aborted || !(error instanceof FetchRefused || error instanceof FileTooLarge)) throw error
    log.info({ distribution: wanted.id, code: error.code }, "no copy was taken")
    return false
  }
}

interface Got extends Blob {
  readonly name: string
}

/** What is not the file, whatever the check of the link said a while ago, takes no good copy's place. */
async function keepBytes(
  { declared }: WantedCopy,
  response: StreamedResponse,
  { blobs, maxBytes }: ArchiveDeps,
): Promise<Got | undefined> {
  if (response.status !== 200) return undefined
  const head: Uint8Array[] = []
  const blob = await blobs.put(remembering(response.body, head), { maxBytes })
  const { code } = judgeAnswer(declared, { url: response.url, head: Buffer.concat(head).subarray(0, headBytes) })
  return code === undefined ? { ...blob, name: nameOf(declared.url) } : undefined
}

async function* remembering(body: AsyncIterable<Uint8Array>, head: Uint8Array[]) {
  let size = 0
  for await (const piece of body) {
    if (size < headBytes) head.push(piece)
    size += piece.length
    yield piece
  }
}

function nameOf(url: string): string {
  const last = basename(new URL(url).pathname)
  try {
    return cleanFileName(decodeURIComponent(last))
  } catch {
    return cleanFileName(last)
  }
}

async function keepCopy({ id, seen }: WantedCopy, { name, ...blob }: Got, deps: ArchiveDeps): Promise<void> {
  const { db, blobs, clock, newId } = deps
  const at = clock.now()
  const file = await keepFile({ db, blobs, at }, { id: newId(), owner: systemActor.id, name, isCopy: true }, blob)
  await db.transaction().execute(async (tx) => {
    await saveCopy(tx, { id, fileId: file.id, seen, takenAt: at })
    await tellCopies(tx, [id], systemActor, at)
  })
}

/** Copies that are not to be kept any more, or find no room; their bytes go with the next sweep of files. */
export async function sweepCopies(deps: Pick<ArchiveDeps, "db" | "clock" | "totalBytes">): Promise<number> {
  const unwanted = await dropAll(deps, dropCopies)
  return unwanted + (await dropAll(deps, (tx, limit) => dropExcess(tx, { totalBytes: deps.totalBytes, limit })))
}

async function dropAll(
  { db, clock }: Pick<ArchiveDeps, "db" | "clock">,
  drop: (tx: Tx, limit: number) => Promise<string[]>,
): Promise<number> {
  for (let dropped = 0; ; ) {
    const some = await db.transaction().execute(async (tx) => {
      const ids = await drop(tx, 500)
      await tellCopies(tx, ids, systemActor, clock.now())
      return ids.length
    })
    dropped += some
    if (some < 500) return dropped
  }
}
