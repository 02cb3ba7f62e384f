/**
 * Harvests one source in a process of its own, by the built program and without more of it than that needs, and tells its parent
 * what came of it and what it took. Arguments: database URL, data folder, source id, mode.
 */
import { fileURLToPath, pathToFileURL } from "node:url"

const dist = pathToFileURL(process.env.BENCH_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url)))
const { openHarvester, runHarvest } = (await import(
  `${dist}/harvest/index.js`
)) as typeof import("../../src/harvest/index.ts")
const { openDb } = (await import(`${dist}/platform/db.js`)) as typeof import("../../src/platform/db.ts")
const { silentLog } = (await import(`${dist}/platform/log.js`)) as typeof import("../../src/platform/log.ts")

const [url = "", dataDir = "", sourceId = "", mode = "full"] = process.argv.slice(2)
const db = openDb({ url })
const options = { db, dataDir, fetchAllow: ["127.0.0.1/32"], baseUrl: "http://bench.example", log: silentLog }
const harvester = await openHarvester(options)
const started = performance.now()
const { counts, status, reason } = await runHarvest(sourceId, harvester, {
  mode: mode === "changes" ? "changes" : "full",
  sparesRecords: true,
})
const ms = performance.now() - started
await harvester.close()
await db.destroy()
process.send?.({ counts, status, reason, ms, peakRssMb: process.resourceUsage().maxRSS / 1024 })
process.disconnect()
