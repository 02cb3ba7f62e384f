import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { seedCountry } from "../../../src/catalogue/index.ts"
import { systemClock } from "../../../src/platform/clock.ts"
import type { Db } from "../../../src/platform/db.ts"
import { freePort } from "../../../src/platform/free-port.ts"
import { newId } from "../../../src/platform/ids.ts"
import { prepareDb } from "../../../src/platform/prepared-db.ts"
import { supervise } from "../../../src/platform/supervisor/index.ts"
import { migrationsFolder, testDatabase } from "../../support/database.ts"
import { temporaryFolder } from "../../support/folder.ts"
import { typescript } from "../../support/typescript.ts"

const checkout = fileURLToPath(new URL("../../..", import.meta.url))
const program = [...typescript, join(checkout, "src/main.ts")]

/** A real portal of Tunisia: its web and worker processes under their supervisor, on a database and a folder of their own. */
export interface LivePortal {
  readonly url: string
  readonly db: Db
  readonly dataDir: string
  /** Where mails are written, there being no mail server. */
  readonly mailFolder: string
  /** What the two processes printed on trouble. */
  readonly said: readonly string[]
  /** Kills the web process like a power cut; its supervisor starts it again. */
  killWeb(): void
  close(): Promise<void>
}

export async function openLivePortal(): Promise<LivePortal> {
  const database = await testDatabase()
  const folder = temporaryFolder()
  const { db } = database
  await prepareDb(db, migrationsFolder, "real")
  await seedCountry(db, "tn", { seedsDir: join(checkout, "seeds"), clock: systemClock, newId })
  const port = await freePort("127.0.0.1")
  const env = () => ({
    ...process.env,
    DATABASE_URL: database.url,
    FIHRIST_DATA: folder.path,
    FIHRIST_FETCH_ALLOW: "127.0.0.1/32",
    FIHRIST_LOG_LEVEL: "error",
    PORT: String(port),
  })
  const said: string[] = []
  const start = (name: string) => supervise({ name, args: [...program, name], env }, { say: (line) => said.push(line) })
  const [web, worker] = await Promise.all([start("web"), start("worker")])
  return {
    url: web.url,
    db,
    dataDir: folder.path,
    mailFolder: join(folder.path, "mail"),
    said,
    killWeb: () => void process.kill(web.pid(), "SIGKILL"),
    async close() {
      await worker.stop()
      await web.stop()
      await database.drop()
      folder.remove()
    },
  }
}
