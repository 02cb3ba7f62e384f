/** The worker thread of the search index: follows the change log, builds and merges segments, writes the base file. */
import { join } from "node:path"
import { parentPort, workerData } from "node:worker_threads"
import { listenForChanges } from "../../platform/changes/index.ts"
import { openDb } from "../../platform/db.ts"
import { createLog } from "../../platform/log.ts"
import { readSegmentFile, writeSegmentFile } from "../segment/segment-file.ts"
import { databaseSource } from "./database-source.ts"
import { Indexer, type Levels } from "./indexer.ts"
import type { LevelsMessage, WorkerSettings } from "./messages.ts"

// Changes come in bursts; a short wait makes one batch of them.
const gatherMs = 40

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
    while (again) {
      await new Promise((resolve) => setTimeout(resolve, gatherMs))
      again = false
      if (!opened) await indexer.open()
      opened = true
      await indexer.catchUp()
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
