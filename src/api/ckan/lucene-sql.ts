import { type RawBuilder, sql } from "kysely"
import { momentFromSolr } from "./date-math.ts"
import { CkanRefusal } from "./errors.ts"
import type { LuceneQuery, LuceneRange } from "./lucene.ts"
import { type SearchField, searchField, textField } from "./search-fields.ts"

type Condition = RawBuilder<unknown>

/** The condition on `dataset` joined with `organization` that a query means; every value is bound. */
export function conditionFromLucene(query: LuceneQuery, now: Date): Condition {
  switch (query.kind) {
    case "all":
      return sql`true`
    case "and":
      return sql`(${sql.join(
        query.parts.map((part) => conditionFromLucene(part, now)),
        sql` and `,
      )})`
    case "or":
      return sql`(${sql.join(
        query.parts.map((part) => conditionFromLucene(part, now)),
        sql` or `,
      )})`
    case "not":
      return sql`not ${conditionFromLucene(query.part, now)}`
    case "range":
      return rangeCondition(query, now)
    default:
      return valueCondition(query, now)
  }
}

function fieldOf(name: string | undefined): SearchField {
  const field = name === undefined ? textField : searchField(name)
  if (!field) throw new CkanRefusal("Search Query Error", `Search Query is invalid: undefined field ${name}`)
  return field
}

function valueCondition(query: { kind: "term" | "phrase"; field?: string; text: string }, now: Date): Condition {
  const field = fieldOf(query.field)
  const anything = query.kind === "term" && query.text === "*"
  if (field.kind === "moment") {
    return anything ? sql`true` : sql`${field.expression} = ${momentOrRefuse(query.text, now)}::timestamptz`
  }
  if (anything) return some(field, sql`value <> ''`)
  const pattern = query.kind === "term" ? likePattern(query.text) : likeLiteral(query.text)
  return some(field, sql`lower(value) like lower(${field.kind === "words" ? `%${pattern}%` : pattern})`)
}

function rangeCondition(range: LuceneRange, now: Date): Condition {
  const field = fieldOf(range.field)
  const above = range.withFrom ? sql`>=` : sql`>`
  const below = range.withTo ? sql`<=` : sql`<`
  const conditions: Condition[] = []
  if (field.kind === "moment") {
    const { expression } = field
    if (range.from) conditions.push(sql`${expression} ${above} ${momentOrRefuse(range.from, now)}::timestamptz`)
    if (range.to) conditions.push(sql`${expression} ${below} ${momentOrRefuse(range.to, now)}::timestamptz`)
    return conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`
  }
  if (range.from) conditions.push(sql`value collate "C" ${above} ${range.from}`)
  if (range.to) conditions.push(sql`value collate "C" ${below} ${range.to}`)
  return some(field, conditions.length === 0 ? sql`value <> ''` : sql.join(conditions, sql` and `))
}

function some(field: Exclude<SearchField, { kind: "moment" }>, condition: Condition): Condition {
  return sql`exists (select from (${field.values}) as field (value) where ${condition})`
}

function momentOrRefuse(text: string, now: Date): string {
  const moment = momentFromSolr(text, now)
  if (!moment) throw new CkanRefusal("Search Query Error", `Search Query is invalid: Invalid Date String: '${text}'`)
  return moment
}

function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&")
}

/** `*` and `?` stand for any characters and for one; behind a backslash they stand for themselves. */
function likePattern(text: string): string {
  return text.replace(/\\([*?\\])|[*?%_\\]/g, (found, escaped: string | undefined) => {
    if (escaped !== undefined) return likeLiteral(escaped)
    return found === "*" ? "%" : found === "?" ? "_" : likeLiteral(found)
  })
}
