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

// Shutting down or starting up (57P0x), connection failures (08…).
const serverCodes = /^(?:57P0\w|08\w{3})$/
const socketCodes = /^(?:connect (?:ECONNREFUSED|ENOENT|ETIMEDOUT|ECONNRESET)|read ECONNRESET|write EPIPE)$/
// The driver's own errors have no code.
const driverMessages =
  /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying)/

/** The server, or our connection to it, is gone: the same statement may succeed a moment later. */
export function isConnectionLost(error: unknown): boolean {
  const { code, syscall, message } = (error ?? {}) as { code?: unknown; syscall?: unknown; message?: unknown }
  if (typeof code === "string") return serverCodes.test(code) || socketCodes.test(`${syscall} ${code}`)
  return typeof message === "string" && driverMessages.test(message)
}

// Two gave one name at once, or waited for each other: the whole is simply done again.
const worthRetrying = new Set(["23505", "40001", "40P01"])

/** A transaction of its own, or the caller's: a use case may be part of a larger work. */
export async function inTransaction<Answer>(db: Db, work: (tx: Tx) => Promise<Answer>): Promise<Answer> {
  if (db.isTransaction) return work(db as Tx)
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      const code = (error as { code?: string }).code ?? ""
      if (attempt === 3 || !worthRetrying.has(code)) throw error
    }
  }
}

/** The bare pool: for LISTEN, the job runner and COPY. */
export function openPool(options: DbOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections ?? 10,
    // To open one costs 20 ms and more while the machine is busy, which is when visitors need a second one again and again.
    idleTimeoutMillis: 60_000,
    application_name: options.applicationName ?? "fihrist",
  })
  // A connection that breaks while idle is replaced at its next use; one that breaks between two statements of a
  // transaction fails the next statement. Without these listeners Node would exit instead.
  pool.on("error", () => {})
  pool.on("connect", (client) => client.on("error", () => {}))
  return pool
}
