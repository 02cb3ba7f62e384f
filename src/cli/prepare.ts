import { join } from "node:path"
import { seedCountry } from "../catalogue/index.ts"
import { type Config, root } from "../config.ts"
import { systemClock } from "../platform/clock.ts"
import { type Db, openDb } from "../platform/db.ts"
import { newId } from "../platform/ids.ts"
import { joinInstance } from "../platform/instance/index.ts"
import { migrateJobs } from "../platform/jobs/index.ts"
import { type InstanceKind, prepareDb } from "../platform/prepared-db.ts"
import type { CommandRun } from "./command.ts"
import { told } from "./told.ts"
import { migrationsFolder } from "./with-database.ts"

/** Run by `start` and `demo` in a process of its own: what it loads is gone from memory when the portal runs. */
export const prepare: CommandRun = async ({ config, options }) => {
  const { dataDir, databaseUrl } = config
  const instance = await joinInstance({ dataDir, databaseUrl, command: "prepare" })
  const db = openDb({ url: instance.databaseUrl, maxConnections: 2 })
  try {
    await prepareDb(db, migrationsFolder, options.kind as InstanceKind)
    await migrateJobs(instance.databaseUrl)
    const country = options.country === "none" ? "none" : "tn"
    await seedCountry(db, country, { seedsDir: join(root, "seeds"), clock: systemClock, newId })
    await makeFirstAdministrator(db, config)
  } finally {
    await db.destroy()
    await instance.close()
  }
  return 0
}

async function makeFirstAdministrator(db: Db, { adminEmail, adminPassword }: Config): Promise<void> {
  if (adminEmail === undefined || adminPassword === undefined) return
  // Only where it is asked for: every start waits for what is loaded here.
  const { ensureFirstAdministrator } = await import("../accounts/index.ts")
  const making = { db, clock: systemClock, newId }
  const made = await told(() => ensureFirstAdministrator(making, { email: adminEmail, password: adminPassword }))
  if (made) process.stderr.write("The first administrator was made from the settings; take the password out of them.\n")
}
