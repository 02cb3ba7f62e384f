import { sql } from "kysely"
import type { Db } from "./db.ts"
import { PostgresUnusable } from "./postgres/index.ts"

const oldestVersion = 150_000

/** Refuses a server that would lose Arabic, or lacks what our SQL uses. Cheap: run at every start. */
export async function checkServer(db: Db): Promise<void> {
  const { rows } = await sql<ServerFacts>`
    select
      current_setting('server_version_num')::int as version_number,
      current_setting('server_version') as version,
      current_setting('server_encoding') as encoding,
      lower('É') = 'é' and 'مدرسة' ~ '^[[:alpha:]]+$' as knows_letters,
      exists (select from pg_extension where extname = 'pg_trgm') as has_trigrams
  `.execute(db)
  const facts = rows[0]!
  if (facts.version_number < oldestVersion) {
    throw new PostgresUnusable(
      "too-old",
      `The database server is PostgreSQL ${facts.version}: Fihrist needs version 15 or later.`,
    )
  }
  if (facts.encoding !== "UTF8") {
    throw new PostgresUnusable("wrong-encoding", `The database has the encoding ${facts.encoding}: ${remedy}`)
  }
  if (!facts.knows_letters || (facts.has_trigrams && !(await findsArabicTrigrams(db)))) {
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
  knows_letters: boolean
  has_trigrams: boolean
}

async function findsArabicTrigrams(db: Db): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select cardinality(show_trgm('مدرسة')) > 0 as found`.execute(db)
  return rows[0]!.found
}
