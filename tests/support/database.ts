import { randomBytes } from "node:crypto"
import { fileURLToPath } from "node:url"
import { sql } from "kysely"
import { type Db, openDb } from "../../src/platform/db.ts"
import { migrate } from "../../src/platform/migrate.ts"

export const migrationsFolder = fileURLToPath(new URL("../../migrations", import.meta.url))

export interface TestDatabase {
  readonly db: Db
  readonly url: string
  drop(): Promise<void>
}

/**
 * A fresh, migrated database of this test alone, on the server named by FIHRIST_TEST_DATABASE_URL (the test command sets
 * it; never DATABASE_URL, so that an exported variable cannot wipe a country). Call `drop` in `after`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env.FIHRIST_TEST_DATABASE_URL
  if (!serverUrl) throw new Error("FIHRIST_TEST_DATABASE_URL is not set: run the tests with ./fihrist test")
  const name = `fihrist_test_${randomBytes(6).toString("hex")}`
  const server = openDb({ url: serverUrl, maxConnections: 1 })
  await sql`create database ${sql.raw(name)} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`.execute(server)
  const address = new URL(serverUrl)
  address.pathname = `/${name}`
  const url = address.toString()
  const db = openDb({ url, maxConnections: 5 })
  await migrate(db, migrationsFolder)
  return {
    db,
    url,
    async drop() {
      await db.destroy()
      await sql`drop database if exists ${sql.raw(name)} with (force)`.execute(server)
      await server.destroy()
    },
  }
}
