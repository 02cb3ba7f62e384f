/** The web process of a benchmark: the same wiring as the product's. Arguments: database URL, data folder. */
import { runWeb } from "../../src/app.ts"
import { readConfig } from "../../src/config.ts"

const [databaseUrl = "", dataDir = ""] = process.argv.slice(2)
const config = readConfig({ PORT: "0", FIHRIST_DATA: dataDir, FIHRIST_LOG_LEVEL: "error" })
const served = await runWeb(config, { databaseUrl })
process.send?.(served.url)
process.once("disconnect", () => process.exit())
