import assert from "node:assert/strict"
import { join } from "node:path"
import { after, before, test } from "node:test"
import fc from "fast-check"
import { silentLog } from "../../src/platform/log.ts"
import { createQueryEngine, type RunningEngine } from "../../src/tabular/engine/create-query-engine.ts"
import type { QueryableTable } from "../../src/tabular/query/queryable-table.ts"
import { readQuestion } from "../../src/tabular/query/read-question.ts"
import { readRows } from "../../src/tabular/query/read-rows.ts"
import type { FilterOperator } from "../../src/tabular/query/simple-filters.ts"
import { type ParquetBlobs, parquetBlobs } from "../support/parquet-blob.ts"

interface Row {
  readonly n: number | null
  readonly d: number | null
  readonly t: string | null
  readonly day: string | null
}

const texts = ["a", "A", "é", "ab", "مدرسة", "مدرسه", "إلى", "الي", "٣", "x,y", "%", "_", "\\", " ", "école neuve"]
const days = ["2024-01-01", "2024-02-29", "1999-12-31"]
const rows: readonly Row[] = Array.from({ length: 120 }, (_, at) => ({
  n: at % 7 === 0 ? null : (at % 11) - 4,
  d: at % 5 === 0 ? null : (at % 9) / 4,
  t: at % 6 === 0 ? null : texts[at % texts.length]!,
  day: at % 4 === 0 ? null : days[at % days.length]!,
}))

let store: ParquetBlobs
let engine: RunningEngine
let table: QueryableTable

before(async () => {
  store = await parquetBlobs()
  engine = createQueryEngine({ blobs: store.blobs, folder: join(store.folder, "query"), log: silentLog })
  const quote = (value: string | null) => (value === null ? "null" : `'${value.replaceAll("'", "''")}'`)
  const values = rows.map(
    ({ n, d, t, day }, at) => `(${at}, ${n}::bigint, ${d}::double, ${quote(t)}, ${quote(day)}::date)`,
  )
  table = {
    tableId: "t",
    number: 1,
    parquet: { sha256: await store.add(`select * from (values ${values}) t(i, n, d, t, day)`), byteSize: 0 },
    rows: rows.length,
    columns: [
      { name: "i", header: "i", type: "integer" },
      { name: "n", header: "n", type: "integer" },
      { name: "d", header: "d", type: "decimal" },
      { name: "t", header: "t", type: "text" },
      { name: "day", header: "day", type: "date" },
    ],
  }
})

after(async () => {
  await engine.close()
  await store.remove()
})

type Name = keyof Row
type Value = string | number

const fold = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .normalize("NFC")
    .toLowerCase()
    .replaceAll("ة", "ه")
    .replaceAll("ى", "ي")
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))

const compare = (a: Value, b: Value) => (a < b ? -1 : a > b ? 1 : 0)

function holds(value: Value | null, operator: FilterOperator, wanted: readonly Value[]): boolean {
  const is = (test: (value: Value) => boolean) => value !== null && test(value)
  const part = fold(String(wanted[0]))
  switch (operator) {
    case "exact":
    case "in":
      return is((it) => wanted.includes(it))
    case "not":
    case "notin":
      return !is((it) => wanted.includes(it))
    case "contains":
      return is((it) => fold(String(it)).includes(part))
    case "notcontains":
      return !is((it) => fold(String(it)).includes(part))
    case "startswith":
      return is((it) => fold(String(it)).startsWith(part))
    case "endswith":
      return is((it) => fold(String(it)).endsWith(part))
    case "gt":
      return is((it) => compare(it, wanted[0]!) > 0)
    case "gte":
      return is((it) => compare(it, wanted[0]!) >= 0)
    case "lt":
      return is((it) => compare(it, wanted[0]!) < 0)
    case "lte":
      return is((it) => compare(it, wanted[0]!) <= 0)
    case "between":
      return is((it) => compare(it, wanted[0]!) >= 0 && compare(it, wanted[1]!) <= 0)
    case "isnull":
      return value === null
    case "notnull":
      return value !== null
  }
}

const operators = {
  n: ["exact", "not", "in", "notin", "gt", "gte", "lt", "lte", "between", "isnull", "notnull"],
  d: ["exact", "not", "in", "notin", "gt", "gte", "lt", "lte", "between", "isnull", "notnull"],
  day: ["exact", "not", "in", "notin", "gt", "gte", "lt", "lte", "between", "isnull", "notnull"],
  t: ["exact", "not", "in", "notin", "contains", "notcontains", "startswith", "endswith", "isnull", "notnull"],
} as const satisfies Record<Name, readonly FilterOperator[]>

const valuesOf: Record<Name, fc.Arbitrary<Value>> = {
  n: fc.integer({ min: -5, max: 8 }),
  d: fc.constantFrom(0, 0.25, 0.5, 1, 1.75, 2, 3),
  day: fc.constantFrom(...days, "2024-01-15"),
  t: fc.constantFrom(...texts, "e", "مدر", "ه", "3"),
}

const filter = fc.constantFrom<Name>("n", "d", "t", "day").chain((name) =>
  fc.record({
    name: fc.constant(name),
    operator: fc.constantFrom<FilterOperator>(...operators[name]),
    wanted: fc.array(valuesOf[name], { minLength: 2, maxLength: 4 }),
  }),
)
type Filter = { readonly name: Name; readonly operator: FilterOperator; readonly wanted: readonly Value[] }

const manyValued = new Set<FilterOperator>(["in", "notin"])
const written = (value: Value) =>
  /[",]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value)

/** As many of the values as the operator takes. */
function taken({ operator, wanted }: Filter): readonly Value[] {
  if (manyValued.has(operator)) return wanted
  return operator === "between" ? wanted.slice(0, 2) : wanted.slice(0, 1)
}

function parameter(it: Filter): readonly [string, string] {
  const values = taken(it)
  const isList = manyValued.has(it.operator) || it.operator === "between"
  const isTest = it.operator === "isnull" || it.operator === "notnull"
  return [`${it.name}__${it.operator}`, isTest ? "1" : isList ? values.map(written).join(",") : String(values[0])]
}

async function found(parameters: readonly (readonly [string, string])[]): Promise<unknown[]> {
  const question = readQuestion(table, [...parameters, ["limit", "1000"], ["columns", "i"]])
  const page = await readRows({ engine, table, question })
  assert.equal(page.total, page.rows.length)
  return page.rows.map(({ values }) => values.i)
}

test("filters find what a plain loop over the rows finds", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(filter, { minLength: 1, maxLength: 3 }), async (filters) => {
      // Said twice, `exact` means either; that has its own test.
      const once = filters.filter(
        (it, at) =>
          it.operator !== "exact" || filters.findIndex((f) => f.name === it.name && f.operator === "exact") === at,
      )
      const expected = rows.flatMap((row, at) =>
        once.every((it) => holds(row[it.name], it.operator, taken(it))) ? [at] : [],
      )
      assert.deepEqual(await found(once.map(parameter)), expected)
    }),
    { seed: 11, numRuns: 400 },
  )
})

test("groups of alternatives find what a plain loop finds", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(filter, { minLength: 1, maxLength: 3 }), filter, async (either, also) => {
      const expected = rows.flatMap((row, at) => {
        const isEither = either.some((it) => holds(row[it.name], it.operator, taken(it)))
        return isEither && holds(row[also.name], also.operator, taken(also)) ? [at] : []
      })
      const group = new URLSearchParams(either.map((it) => [...parameter(it)]))
      assert.deepEqual(await found([["_or", String(group)], parameter(also)]), expected)
    }),
    { seed: 12, numRuns: 200 },
  )
})

test("pages of any size, in any order, are the whole once cut in pieces", async () => {
  const order = fc.array(fc.constantFrom("n", "-n", "d", "-d", "t", "-t", "day", "-day"), { maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(order, fc.integer({ min: 7, max: 60 }), async (sort, limit) => {
      const base: [string, string][] = sort.length > 0 ? [["sort", sort.join(",")]] : []
      const ask = (more: [string, string][]) =>
        readRows({ engine, table, question: readQuestion(table, [...base, ...more]) })
      const whole = await ask([["limit", "1000"]])
      const pieces: unknown[] = []
      let next: string | undefined
      do {
        const page = await ask([["limit", String(limit)], ...(next ? [["cursor", next] as [string, string]] : [])])
        pieces.push(...page.rows)
        next = page.next
      } while (next)
      assert.deepEqual(pieces, whole.rows)
    }),
    { seed: 13, numRuns: 40 },
  )
})
