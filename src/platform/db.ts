import { Kysely, PostgresDialect, type Transaction } from "kysely"
import pg from "pg"

/** A connection to the truth. Stores take it as their first argument, so that a use case owns its transaction. */
export type Db = Kysely<unknown>
export type Tx = Transaction<unknown>

const int8 = 20
const date = 1082
pg.types.setTypeParser(int8, (text) => Number(text))
pg.types.setTypeParser(date, (text) => text)

export interface DbOptions {
  url: string
  maxConnections?: number
  applicationName?: string
}

/**
 * Opens a pool on PostgreSQL. `url` is a usual connection string; a Unix socket is given as
 * `postgres://user:password@/database?host=/path`. Timestamps come back as `Date`, bigint as `number`.
 */
export function openDb(options: DbOptions): Db {
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool: openPool(options) }) })
}

/** The bare pool: for LISTEN, the job runner and COPY. */
export function openPool(options: DbOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections ?? 10,
    application_name: options.applicationName ?? "fihrist",
  })
  // A connection that breaks while idle is replaced at its next use; one that breaks between two statements of a
  // transaction fails the next statement. Without these listeners Node would exit instead.
  pool.on("error", () => {})
  pool.on("connect", (client) => {
    client.on("error", () => {})
    // Compiling costs our short questions far more than running them (419 of 488 ms in one facet query).
    client.query("set jit = off").catch(() => {})
  })
  return pool
}
