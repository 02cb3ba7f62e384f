/** The worker process as the portal runs it, for tests that kill it. Arguments: database URL, data folder. */
import { runWorker } from "../../src/app.ts"
import { readConfig } from "../../src/config.ts"

const [databaseUrl = "", dataDir = ""] = process.argv.slice(2)
const settings = { FIHRIST_DATA: dataDir, FIHRIST_FETCH_ALLOW: "127.0.0.0/8", FIHRIST_LOG_LEVEL: "error" }
const worker = await runWorker(readConfig(settings), { databaseUrl })
process.once("SIGTERM", () => void worker.close())
