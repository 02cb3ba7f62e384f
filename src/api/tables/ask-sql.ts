import type { FastifyReply } from "fastify"
import type { Actor } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { answerSql, defaultSqlLimits, type QueryableTable, readableTable } from "../../tabular/index.ts"
import { assertReadable, readBody } from "../rest/write-body.ts"
import { type Exchange, sendJson } from "./exchange.ts"
import { sqlQuestion } from "./shapes.ts"
import { answerColumnToJson } from "./show-rows.ts"

/** One SELECT over this table and over others that the caller may read. */
export async function askSql(exchange: Exchange): Promise<FastifyReply> {
  const { request, reply, deps, table, caller, gone } = exchange
  assertReadable(request.body)
  const { sql } = readBody(sqlQuestion, request.body)
  const limits = { ...defaultSqlLimits, signal: gone }
  const find = tablesFor(caller, deps.db)
  const { columns, rows, truncated } = await answerSql({ engine: deps.engine, sql, self: table.version, find, limits })
  reply.header("cache-control", "no-store")
  return sendJson(exchange, { columns: columns.map(answerColumnToJson), rows, truncated })
}

/** Tables by their own id or by that of their distribution; of those that the caller may not read, nothing. */
export function tablesFor(caller: Actor, db: Db): (name: string) => Promise<QueryableTable | undefined> {
  return async (name) => {
    const found = await readableTable(db, name, caller)
    return found.kind === "found" ? found.table.version : undefined
  }
}
