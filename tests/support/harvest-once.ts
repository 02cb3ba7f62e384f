/** Harvests one source in a process of its own, so that a test can kill it. Arguments: database URL, source id, folder. */
import { openHarvester, runHarvest } from "../../src/harvest/index.ts"
import { openDb } from "../../src/platform/db.ts"
import { silentLog } from "../../src/platform/log.ts"

const [url = "", sourceId = "", dataDir = ""] = process.argv.slice(2)
const db = openDb({ url })
const harvester = await openHarvester({
  db,
  dataDir,
  fetchAllow: ["127.0.0.1/32"],
  baseUrl: "http://test.example",
  log: silentLog,
})
await runHarvest(sourceId, { ...harvester, checkLinks: async () => {} })
await harvester.close()
await db.destroy()
