import { sql } from "kysely"
import type { Db } from "./db.ts"
import { PostgresUnusable } from "./postgres/index.ts"

const oldestVersion = 150_000

/** Refuses a server that would lose Arabic, or lacks what our SQL uses. Cheap: run at every start. */
export async function checkServer(db: Db): Promise<void> {
  const facts = await readFacts(db)
  if (facts.version_number < oldestVersion) {
    throw new PostgresUnusable(
      "too-old",
      `The database server is PostgreSQL ${facts.version}: Fihrist needs version 15 or later.`,
    )
  }
  if (facts.encoding !== "UTF8") {
    throw new PostgresUnusable("wrong-encoding", `The database has the encoding ${facts.encoding}: ${remedy}`)
  }
  if (!(await knowsLetters(db))) {
    throw new PostgresUnusable(
      "wrong-locale",
      `The database does not know Arabic and accented letters (its lc_ctype is C): ${remedy}`,
    )
  }
}

const remedy =
  "create it with: create database fihrist template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'."

interface ServerFacts {
  version_number: number
  version: string
  encoding: string
}

async function readFacts(db: Db): Promise<ServerFacts> {
  try {
    const { rows } = await sql<ServerFacts>`
      select
        current_setting('server_version_num')::int as version_number,
        current_setting('server_version') as version,
        current_setting('server_encoding') as encoding
    `.execute(db)
    return rows[0]!
  } catch (error) {
    throw new PostgresUnusable(
      "unreachable",
      `The database cannot be used: ${saidBy(error)}. Check DATABASE_URL and the server.`,
    )
  }
}

/** A host with several addresses fails once for each. */
function saidBy(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(saidBy).join("; ")
  return error instanceof Error ? error.message : String(error)
}

/** Asked after the encoding: another than UTF-8 could not even take the question. */
async function knowsLetters(db: Db): Promise<boolean> {
  const { rows } = await sql<{ letters: boolean; trigrams: boolean }>`
    select
      lower('É') = 'é' and 'مدرسة' ~ '^[[:alpha:]]+$' as letters,
      exists (select from pg_extension where extname = 'pg_trgm') as trigrams
  `.execute(db)
  const { letters, trigrams } = rows[0]!
  return letters && (!trigrams || (await findsArabicTrigrams(db)))
}

async function findsArabicTrigrams(db: Db): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select cardinality(show_trgm('مدرسة')) > 0 as found`.execute(db)
  return rows[0]!.found
}
