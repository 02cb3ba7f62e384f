/** The worker thread of the search index: follows the change log, builds and merges segments, writes the base file. */
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { parentPort, workerData } from "node:worker_threads"
import { listenForChanges } from "../../platform/changes/index.ts"
import { openDb } from "../../platform/db.ts"
import { giveWay } from "../../platform/give-way.ts"
import { createLog } from "../../platform/log.ts"
import { readSegmentFile, writeSegmentFile } from "../segment/segment-file.ts"
import { databaseSource } from "./database-source.ts"
import { Indexer, type Levels } from "./indexer.ts"
import type { LevelsMessage, WorkerSettings } from "./messages.ts"

// Changes come in bursts; a short wait makes one batch of them. While a harvest runs the wait is as long as the work on the last
// batch, so that half of a core stays with the visitors and batches grow.
const gatherMs = 40
const longestGatherMs = 500

giveWay()

const settings = workerData as WorkerSettings
const port = parentPort!
const log = createLog({ level: settings.logLevel, name: "search-worker" })
const db = openDb({ url: settings.databaseUrl, maxConnections: 2, applicationName: "fihrist-search" })
const file = join(settings.dir, "base.segment")

const indexer = new Indexer({
  source: databaseSource(db, log),
  store: { read: () => readSegmentFile(file), write: (base) => writeSegmentFile(file, base.buffer) },
  publish: send,
  log,
})

let sentBase: SharedArrayBuffer | undefined
let opened = false
let running = false
let again = false
let closing = false

function send({ base, baseDead, fresh, epoch, position, generation }: Levels, caughtUp: boolean): void {
  const message: LevelsMessage = {
    ...(base.buffer === sentBase ? {} : { base: base.buffer }),
    baseDead: Uint32Array.from(baseDead),
    ...(fresh ? { fresh: fresh.buffer } : {}),
    epoch,
    position,
    generation,
    caughtUp,
  }
  sentBase = base.buffer
  port.postMessage(message)
}

async function follow(): Promise<void> {
  again = true
  if (running || closing) return
  running = true
  try {
    for (let waitMs = gatherMs; again; ) {
      await sleep(waitMs)
      again = false
      const startedAt = performance.now()
      if (!opened) await indexer.open()
      opened = true
      await indexer.catchUp()
      waitMs = Math.min(longestGatherMs, Math.max(gatherMs, performance.now() - startedAt))
    }
  } catch (error) {
    if (closing) return
    // The database may be away; the bell rings again when it is back, and every five seconds.
    log.warn({ error: String(error) }, "search index could not be brought up to date; trying again")
  } finally {
    running = false
  }
}

const bell = listenForChanges(settings.databaseUrl, () => void follow(), log)

port.on("message", async () => {
  closing = true
  await bell.close()
  await db.destroy()
  port.close()
})
