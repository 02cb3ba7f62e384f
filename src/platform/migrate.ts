import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { sql } from "kysely"
import type { Db } from "./db.ts"

const migrationName = /^\d{4}_[a-z0-9-]+\.sql$/

export type SchemaState =
  | { readonly kind: "current" }
  | { readonly kind: "empty" }
  | { readonly kind: "behind"; readonly missing: readonly string[] }
  | { readonly kind: "ahead"; readonly unknown: readonly string[] }

/** Compares the migrations of this version with those the database has seen. */
export async function schemaState(db: Db, folder: string): Promise<SchemaState> {
  const known = await migrationsIn(folder)
  const applied = await appliedMigrations(db)
  const unknown = applied.filter((name) => !known.includes(name))
  if (unknown.length > 0) return { kind: "ahead", unknown }
  const missing = known.filter((name) => !applied.includes(name))
  if (missing.length === 0) return { kind: "current" }
  return applied.length === 0 ? { kind: "empty" } : { kind: "behind", missing }
}

/** Brings the schema up to date, one transaction for all; forward only. Answers the names applied. */
export async function migrate(db: Db, folder: string): Promise<readonly string[]> {
  return db.transaction().execute(async (tx) => {
    // Two processes that start together take turns.
    await sql`select pg_advisory_xact_lock(7236401)`.execute(tx)
    await sql`
      create table if not exists schema_migration (name text primary key, applied_at timestamptz not null default now())
    `.execute(tx)
    const applied = await appliedMigrations(tx)
    const missing = (await migrationsIn(folder)).filter((name) => !applied.includes(name))
    for (const name of missing) {
      await sql.raw(await readFile(join(folder, name), "utf8")).execute(tx)
      await sql`insert into schema_migration (name) values (${name})`.execute(tx)
    }
    return missing
  })
}

async function migrationsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => migrationName.test(name)).sort()
}

async function appliedMigrations(db: Db): Promise<string[]> {
  const exists = await sql<{ found: boolean }>`select to_regclass('schema_migration') is not null as found`.execute(db)
  if (!exists.rows[0]?.found) return []
  const { rows } = await sql<{ name: string }>`select name from schema_migration order by name`.execute(db)
  return rows.map((row) => row.name)
}
