import { createHash, randomBytes } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { sql } from "kysely"
import { type Db, openDb } from "../../src/platform/db.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
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
  return openNew(copyTemplate)
}

/** An empty database, in the given locale where it matters; for tests of migration and of the check of servers. */
export async function emptyDatabase(locale = "C.UTF-8", encoding = "UTF8"): Promise<TestDatabase> {
  return openNew((server, name) => createEmpty(server, name, { locale, encoding }))
}

async function openNew(create: (server: Db, name: string) => Promise<void>): Promise<TestDatabase> {
  const serverUrl = testServerUrl()
  const server = openDb({ url: serverUrl, maxConnections: 1 })
  const name = `fihrist_test_${randomBytes(6).toString("hex")}`
  await create(server, name)
  const url = urlOf(serverUrl, name)
  const db = openDb({ url, maxConnections: 5 })
  return {
    db,
    url,
    async drop() {
      await db.destroy()
      await dropDatabase(server, name)
      await server.destroy()
    },
  }
}

function testServerUrl(): string {
  const url = process.env.FIHRIST_TEST_DATABASE_URL
  if (!url) throw new Error("FIHRIST_TEST_DATABASE_URL is not set: run the tests with ./fihrist test")
  return url
}

/** Migrating takes much longer than copying: one template per server and state of the migrations, made by the first. */
async function copyTemplate(server: Db, name: string): Promise<void> {
  const template = `fihrist_template_${migrationsHash()}`
  await server.connection().execute(async (connection) => {
    // Two copies of one template at once disturb each other, and so do two that make it.
    await sql`select pg_advisory_lock(7236402)`.execute(connection)
    try {
      if (!(await exists(connection, template))) await makeTemplate(connection, template)
      await sql`create database ${sql.raw(name)} template ${sql.raw(template)}`.execute(connection)
    } finally {
      await sql`select pg_advisory_unlock(7236402)`.execute(connection)
    }
  })
}

/** Appears finished under its name: an interrupted one is made again. */
async function makeTemplate(server: Db, template: string): Promise<void> {
  const fresh = `${template}_new`
  await dropDatabase(server, fresh)
  await createEmpty(server, fresh, { locale: "C.UTF-8", encoding: "UTF8" })
  const db = openDb({ url: urlOf(testServerUrl(), fresh), maxConnections: 1 })
  await migrate(db, migrationsFolder)
  await migrateJobs(urlOf(testServerUrl(), fresh))
  await db.destroy()
  await sql`alter database ${sql.raw(fresh)} rename to ${sql.raw(template)}`.execute(server)
}

/**
 * Ends what tests left open, then drops. `with (force)` would fail where autovacuum is at work just then: only a superuser
 * may end the server's own processes that way, while a plain drop sends them away for anybody.
 */
async function dropDatabase(server: Db, name: string): Promise<void> {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and usename = current_user
  `.execute(server)
  await sql`drop database if exists ${sql.raw(name)}`.execute(server)
}

async function createEmpty(
  server: Db,
  name: string,
  { locale, encoding }: { locale: string; encoding: string },
): Promise<void> {
  const { rows } = await sql<{
    major: number
  }>`select current_setting('server_version_num')::int / 10000 as major`.execute(server)
  // The embedded server's own default would win over the locale asked for.
  const provider = rows[0]!.major >= 17 ? "locale_provider libc" : ""
  await sql`
    create database ${sql.raw(name)} template template0 encoding ${sql.lit(encoding)} ${sql.raw(provider)}
    lc_collate ${sql.lit(locale)} lc_ctype ${sql.lit(locale)}
  `.execute(server)
}

async function exists(server: Db, name: string): Promise<boolean> {
  const { rows } = await sql`select from pg_database where datname = ${name}`.execute(server)
  return rows.length > 0
}

function migrationsHash(): string {
  const hash = createHash("sha256")
  for (const file of readdirSync(migrationsFolder).sort())
    hash.update(file).update(readFileSync(join(migrationsFolder, file)))
  return hash.digest("hex").slice(0, 12)
}

function urlOf(serverUrl: string, database: string): string {
  const address = new URL(serverUrl)
  address.pathname = `/${database}`
  return address.toString()
}
