import type { AnswerValue, QueryEngine } from "../engine/query-engine.ts"
import type { Column } from "../table/column.ts"
import { whereOf } from "./compile-page.ts"
import { conditionsOf } from "./compile-question.ts"
import { named, sql } from "./fragment.ts"
import type { QueryableTable } from "./queryable-table.ts"
import type { Question } from "./question.ts"

export interface Facet {
  readonly column: Column
  readonly values: readonly { readonly value: AnswerValue; readonly count: number; readonly selected: boolean }[]
  /** There are more values. */
  readonly more: boolean
}

const mostValues = 50

/** The most frequent values of each facet among what the question finds, not counting the choice in the facet itself. */
export async function readFacets(
  engine: Pick<QueryEngine, "ask">,
  table: QueryableTable,
  { question, timeoutMs = 5000, signal }: { question: Question; timeoutMs?: number; signal?: AbortSignal },
): Promise<Facet[]> {
  const facets: Facet[] = []
  for (const column of question.facets) {
    const name = named(column.name)
    const { text, params } = sql`select ${name}, count(*) from this
      ${whereOf([...conditionsOf(table, question, column), sql`${name} is not null`])}
      group by 1 order by 2 desc, 1 limit ${BigInt(mostValues + 1)}`
    const query = { sql: text, params, tables: { this: table.parquet.sha256 } }
    const answer = await engine.ask(query, { maxRows: mostValues, maxBytes: 1_000_000, timeoutMs, signal })
    const chosen = question.refine.find((refinement) => refinement.column.name === column.name)?.values ?? []
    const values = answer.rows.map(([value, count]) => {
      return { value: value!, count: Number(count), selected: chosen.includes(String(value)) }
    })
    facets.push({ column, values, more: answer.truncated })
  }
  return facets
}
