import {
  answerSql,
  defaultSqlLimits,
  QueryMistake,
  QueryTookTooLong,
  QueryTooLarge,
  type SqlAnswer,
} from "../../../tabular/index.ts"
import type { ApiDeps } from "../../deps.ts"
import { tablesFor } from "../../tables/ask-sql.ts"
import type { Call } from "../action.ts"
import { CkanRefusal, notFound } from "../errors.ts"
import { type Params, requiredText } from "../params.ts"
import { mostRecords } from "./datastore-question.ts"
import { fieldFromColumn } from "./fields.ts"
import { textOfMistake } from "./mistakes.ts"

/** `select … from "RESOURCE"`. */
export async function datastoreSearchSql(params: Params, deps: ApiDeps, { caller }: Call) {
  const sql = requiredText(params, "sql")
  const { columns, rows, truncated } = await answerOf(() =>
    answerSql({
      ...{ engine: deps.engine, sql, find: tablesFor(caller, deps.db) },
      limits: { ...defaultSqlLimits, maxRows: mostRecords },
    }),
  )
  return { sql, records: rows, fields: columns.map(fieldFromColumn), ...(truncated ? { records_truncated: true } : {}) }
}

async function answerOf(ask: () => Promise<SqlAnswer>): Promise<SqlAnswer> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof QueryTookTooLong) throw sqlRefusal("Query took too long", {})
    if (error instanceof QueryTooLarge) throw sqlRefusal("Query needs too much memory", {})
    if (!(error instanceof QueryMistake)) throw error
    const { code, values, place } = error
    const message = textOfMistake(error)
    if (code === "unknown-table") throw notFound(`Resource "${values.table}" was not found.`)
    if (code === "query-not-read-only") throw sqlRefusal("Query is not a single statement.", { statement: [message] })
    throw sqlRefusal(message, {
      code: [code],
      ...(place.position === undefined ? {} : { position: [`${place.position}`] }),
    })
  }
}

function sqlRefusal(message: string, info: Readonly<Record<string, readonly string[]>>): CkanRefusal {
  return new CkanRefusal("Validation Error", message, { query: [message], info })
}
