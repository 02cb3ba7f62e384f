import { join } from "node:path"
import { type Config, root } from "../config.ts"
import type { Db } from "../platform/db.ts"
import { joinInstance } from "../platform/instance/index.ts"
import { openPreparedDb } from "../platform/prepared-db.ts"

export const migrationsFolder = join(root, "migrations")

/**
 * Runs a command's work on the prepared database of its instance: the running one, or one started for the occasion. Refuses
 * a folder without a portal and a database of another version.
 */
export async function withDatabase<Result>(
  config: Config,
  command: string,
  work: (db: Db, databaseUrl: string) => Promise<Result>,
): Promise<Result> {
  const { dataDir, databaseUrl } = config
  const instance = await joinInstance({ dataDir, databaseUrl, command, say: (line) => console.error(line) })
  try {
    const db = await openPreparedDb(instance.databaseUrl, migrationsFolder)
    try {
      return await work(db, instance.databaseUrl)
    } finally {
      await db.destroy()
    }
  } finally {
    await instance.close()
  }
}
