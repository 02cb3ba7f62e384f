/** What CKAN's clients ask of a resource, as a question to its table. */
import {
  type Parameters,
  type QueryableTable,
  QueryMistake,
  type Question,
  readQuestion,
} from "../../../tabular/index.ts"
import { invalid } from "../errors.ts"
import { booleanOf, integerOf, type Params, textOf } from "../params.ts"
import { rowNumber } from "./fields.ts"
import { ckanMistake } from "./mistakes.ts"

export const mostRecords = 32_000

export interface DatastoreQuestion {
  readonly question: Question
  readonly limit: number
  readonly offset: number
  readonly filters: Readonly<Record<string, unknown>> | undefined
}

type Output = NonNullable<Question["select"]>[number]
type Expression = Output["item"]

/** Rows are counted from 1. */
const numberOfRow: Expression = {
  kind: "arithmetic",
  operator: "+",
  left: { kind: "column", column: { name: "__row", header: rowNumber, type: "integer" } },
  right: { kind: "literal", type: "integer", text: "1" },
}

export function readDatastoreQuestion(table: QueryableTable, params: Params): DatastoreQuestion {
  const limit = Math.min(integerOf(params, "limit", 100), mostRecords)
  const offset = integerOf(params, "offset", 0)
  const filters = objectOf(params, "filters")
  const distinct = booleanOf(params, "distinct", false)
  const conditions = [
    ...inParameter("filters", () => read(table, filterParameters(filters ?? {}))).where,
    ...numbersOfRows(filters).map(isRow),
    ...inParameter("q", () => read(table, wordsPerField(params))).where,
  ]
  const fields = fieldsIn(params)
  const select = fields === undefined ? everyField(table, distinct) : outputs(table, fields)
  const question: Question = {
    ...read(table, []),
    where: conditions,
    words: wordsOf(params),
    select,
    groupBy: distinct ? select : [],
    orderBy: inParameter("sort", () => ordering(table, textOf(params, "sort") ?? "")),
    ...{ limit, offset },
  }
  return { question, limit, offset, filters }
}

function read(table: QueryableTable, parameters: Parameters): Question {
  return readQuestion(table, parameters)
}

/** CKAN names the parameter, and every client shows that. */
function inParameter<T>(name: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof QueryMistake ? ckanMistake(name, error) : error
  }
}

function objectOf(params: Params, name: string): Readonly<Record<string, unknown>> | undefined {
  const given = params[name]
  if (given === undefined || given === null || given === "") return undefined
  const value: unknown = typeof given === "string" ? parsed(given) : given
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw invalid(name, "Not a json object")
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const comparisons: Readonly<Record<string, string>> = { eq: "exact", lt: "lt", lte: "lte", gt: "gt", gte: "gte" }

/** Of several values any; of several fields all; `{"gte": 5}` as in CKAN 2.12. */
function filterParameters(filters: Readonly<Record<string, unknown>>): (readonly [string, string])[] {
  return Object.entries(filters)
    .filter(([name]) => name !== rowNumber)
    .flatMap(([name, wanted]) => {
      if (wanted === null) return [[`${name}__isnull`, "true"] as const]
      if (Array.isArray(wanted) && wanted.length === 0) throw invalid("filters", `no values for field "${name}"`)
      if (typeof wanted === "object" && !Array.isArray(wanted)) return compared(name, wanted)
      return [wanted].flat().map((value) => [`${name}__exact`, plain(value)] as const)
    })
}

function compared(name: string, wanted: object): (readonly [string, string])[] {
  return Object.entries(wanted).map(([operator, value]) => {
    if (!Object.hasOwn(comparisons, operator)) throw invalid("filters", `unknown operator "${operator.slice(0, 50)}"`)
    return [`${name}__${comparisons[operator]}`, plain(value)] as const
  })
}

function plain(value: unknown): string {
  if (typeof value === "string") return value
  if (typeof value === "number" || typeof value === "boolean") return String(value)
  throw invalid("filters", "Must be a string, a number or a boolean")
}

function numbersOfRows(filters: Readonly<Record<string, unknown>> | undefined): readonly string[][] {
  if (!filters || !Object.hasOwn(filters, rowNumber)) return []
  const numbers = [filters[rowNumber]].flat().map(plain)
  if (numbers.length > mostNumbers) throw invalid("filters", `at most ${mostNumbers} values for "${rowNumber}"`)
  if (!numbers.every((number) => /^\d{1,15}$/.test(number)))
    throw invalid("filters", `invalid value for "${rowNumber}"`)
  return [numbers]
}

const mostNumbers = 1000

function isRow(numbers: readonly string[]): Expression {
  const options = numbers.map((text): Expression => ({ kind: "literal", type: "integer", text }))
  return { kind: "in", item: numberOfRow, options }
}

function wordsOf(params: Params): string {
  const { q } = params
  const words = typeof q === "string" && !q.trim().startsWith("{") ? q : ""
  return [words, textOf(params, "full_text") ?? ""]
    .map((text) => plainWords(text, params))
    .join(" ")
    .trim()
}

/** Without the signs of PostgreSQL's own language of words, where the client speaks it. */
function plainWords(text: string, params: Params): string {
  return booleanOf(params, "plain", true) ? text : text.replaceAll(/[&|!:*()<>']/g, " ")
}

/** `q={"field": "words"}`: every word in its field. */
function wordsPerField(params: Params): (readonly [string, string])[] {
  const { q } = params
  const isObject = typeof q === "object" || (typeof q === "string" && q.trim().startsWith("{"))
  if (!isObject) return []
  return Object.entries(objectOf(params, "q") ?? {}).flatMap(([name, text]) =>
    plainWords(plain(text), params)
      .split(/\s+/)
      .filter((word) => word !== "")
      .map((word) => [`${name}__contains`, word] as const),
  )
}

function fieldsIn(params: Params): readonly string[] | undefined {
  const given = params.fields
  const wanted = typeof given === "string" ? namesIn(given) : Array.isArray(given) ? given.map(String) : []
  return wanted.length > 0 ? [...new Set(wanted)] : undefined
}

function everyField({ columns }: QueryableTable, distinct: boolean): Output[] {
  const all = columns.map((column): Output => ({ name: column.name, item: { kind: "column", column } }))
  return distinct ? all : [rowOutput, ...all]
}

/** Names between commas, one with a comma in it in double quotes. */
function namesIn(text: string): string[] {
  const names = [...text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]+))\s*(?:,|$)/g)]
  return names.map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare!.trim()).filter((name) => name !== "")
}

const rowOutput: Output = { name: rowNumber, item: numberOfRow }

/** All looked up at once: to know the names of a wide table costs more than to find one. */
function outputs(table: QueryableTable, names: readonly string[]): Output[] {
  const columns = inParameter("fields", () => columnsNamed(table, names))
  return names.map((name) => (name === rowNumber ? rowOutput : columns.get(name)!))
}

function columnsNamed(table: QueryableTable, names: readonly string[]): Map<string, Output> {
  const wanted = [...new Set(names.filter((name) => name !== rowNumber))]
  const list = wanted.map((name) => `"${name.replaceAll('"', '""')}"`).join(",")
  const found = read(table, [["columns", list]]).select ?? []
  return new Map(wanted.map((name, at) => [name, found[at]!]))
}

/** `a, "b c" desc nulls last`; where nothing is said, no value is more than any value, as in PostgreSQL. */
function ordering(table: QueryableTable, text: string): Question["orderBy"] {
  const parts = orderingParts(text).filter((words) => words.length > 0)
  const sorted = parts.map((words) => {
    const [, last = ""] = /^nulls (first|last)$/i.exec(words.slice(-2).join(" ")) ?? []
    const left = last === "" ? words : words.slice(0, -2)
    const direction = left.length > 1 && /^(?:asc|desc)$/i.test(left.at(-1)!) ? left.at(-1)!.toLowerCase() : undefined
    const descending = direction === "desc"
    const nullsFirst = last === "" ? descending : last.toLowerCase() === "first"
    return { name: nameIn(direction ? left.slice(0, -1) : left), descending, nullsFirst }
  })
  const columns = columnsNamed(
    table,
    sorted.map(({ name }) => name),
  )
  return sorted.map(({ name, ...order }) => ({
    item: name === rowNumber ? numberOfRow : columns.get(name)!.item,
    ...order,
  }))
}

/** The words between commas; a name in double quotes is one word, with its quotes. */
function orderingParts(text: string): string[][] {
  const parts: string[][] = [[]]
  for (const [word] of text.matchAll(/"(?:[^"]|"")*"|,|[^\s",]+|"/g)) {
    if (word === ",") parts.push([])
    else parts.at(-1)!.push(word)
  }
  return parts
}

function nameIn(words: readonly string[]): string {
  const [word = ""] = words
  if (words.length === 1 && word.length > 2 && word.startsWith('"')) return word.slice(1, -1).replaceAll('""', '"')
  if (words.length === 0 || words.some((one) => one.startsWith('"'))) throw invalid("sort", "cannot be read")
  return words.join(" ")
}
