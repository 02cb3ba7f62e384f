/** Whatever stands in a column of text, the typed value or the text kept beside it says the same. */
import assert from "node:assert/strict"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import fc from "fast-check"
import type { TableChoice } from "../../src/tabular/table/data-table.ts"
import type { MadeTable } from "../../src/tabular/typing/made-table.ts"
import { makeTable } from "../../src/tabular/typing/make-table.ts"
import { gapWords, missingWords, plain } from "../../src/tabular/typing/shapes.ts"
import { openTypingDb, type TypingDb } from "../../src/tabular/typing/typing-db.ts"

const folder = mkdtempSync(join(tmpdir(), "lossless-"))
let db: TypingDb
let count = 0

before(async () => {
  db = await openTypingDb({ folder })
})

after(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

interface Made {
  readonly table: MadeTable
  /** Values, and what was kept as written, in the order of the rows. */
  readonly values: readonly (readonly [value: string | null, written: string | null])[]
}

/** One column beside a number that keeps the rows apart. */
async function made(cells: readonly string[], choice: TableChoice = {}): Promise<Made> {
  const path = join(folder, `${count++}.csv`)
  const lines = cells.map((cell, index) => `${index},"${cell.replaceAll('"', '""')}"`)
  writeFileSync(path, ["n,x", ...lines].join("\n"))
  const table = await makeTable(
    {
      ...{ kind: "grid", path, name: "", separator: ",", quote: '"', notes: [] },
      ...{ header: "first-row", rightToLeft: false, hidden: false },
    },
    { db, folder, choice, placeFrom: () => undefined, limits: { maxRows: 1e6, maxColumns: 100 } },
  )
  const written = table.columns[1]!.notFitting ? "x__written" : "null"
  const rows = await db.withConnection(undefined, (sql) =>
    sql.rows(`select x::varchar as x, ${written}::varchar as w from read_parquet('${table.parquetPath}')`),
  )
  return { table, values: rows.map(({ x, w }) => [x as string | null, w as string | null]) }
}

const digits = (most: number) => fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: most })
const number = fc
  .tuple(fc.constantFrom("", "-", "+", "- "), digits(22), fc.constantFrom("", ".", ","), digits(19))
  .map(([sign, whole, mark, fraction]) => sign + whole + (mark === "" ? "" : mark + fraction))
const two = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((n) => String(n).padStart(2, "0"))
const date = fc.tuple(two(0, 32), two(0, 13), fc.constantFrom("2019", "2020", "1850")).map((parts) => parts.join("/"))
const odd = fc.constantFrom(
  "-",
  "n.d.",
  "غ م",
  "12 %",
  "١٢",
  "1 234,5",
  "1.234.567",
  "1,234.5",
  "5.0",
  "007",
  "1e5",
  "x",
  " a ",
  "نعم",
)
const cell = fc.oneof(number, number, digits(6), date, odd, fc.string({ maxLength: 8 }))
/** Columns of one kind with slips, as columns are. */
const column = fc
  .tuple(fc.constantFrom(number, digits(6), date, odd, cell), fc.integer({ min: 1, max: 40 }))
  .chain(([kind, length]) =>
    fc.array(fc.oneof({ weight: 19, arbitrary: kind }, { weight: 1, arbitrary: cell }), {
      ...{ minLength: length, maxLength: length },
    }),
  )

describe("no value is lost", () => {
  it("what is written can be told from what is kept, for any column", async () => {
    await fc.assert(
      fc.asyncProperty(column, async (cells) => {
        const { table, values } = await made(cells)
        const { type, dateFormat } = table.columns[1]!
        assert.equal(values.length, cells.length)
        for (const [index, cell] of cells.entries())
          assert.ok(
            isKept(cell, values[index]!, { type, dateFormat }),
            JSON.stringify({ cell, type, kept: values[index] }),
          )
      }),
      { numRuns: 150 },
    )
  })

  it("nor where the publisher insists on a type", async () => {
    const type = fc.constantFrom("integer", "decimal", "date", "datetime", "boolean", "time")
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 12 }), type, async (cells, wanted) => {
        const { table, values } = await made(cells, { columns: [{ header: "x", type: wanted as "integer" }] })
        const { dateFormat } = table.columns[1]!
        for (const [index, cell] of cells.entries())
          assert.ok(
            isKept(cell, values[index]!, { type: wanted, dateFormat }),
            JSON.stringify({ cell, wanted, kept: values[index] }),
          )
      }),
      { numRuns: 60 },
    )
  })

  it("days and months never change places", async () => {
    const day = fc.tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }))
    await fc.assert(
      fc.asyncProperty(fc.array(day, { minLength: 2, maxLength: 30 }), fc.boolean(), async (days, monthFirst) => {
        const cells = days.map(([d, m]) => (monthFirst ? `${m}/${d}/2021` : `${d}/${m}/2021`))
        const { table, values } = await made(cells)
        const isProven = days.some(([d]) => d > 12)
        if (!isProven && monthFirst) return
        assert.equal(table.columns[1]!.dateFormat, monthFirst ? "MM/DD/YYYY" : "DD/MM/YYYY")
        const iso = days.map(([d, m]) => `2021-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`)
        assert.deepEqual(
          values.map(([value]) => value),
          iso,
        )
      }),
      { numRuns: 40 },
    )
  })

  it("leading zeros are kept", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(digits(6), { minLength: 1, maxLength: 30 }), async (cells) => {
        const { table, values } = await made([...cells, "0123"])
        assert.equal(table.columns[1]!.meaning, "code")
        assert.deepEqual(
          values.map(([value]) => value),
          [...cells, "0123"],
        )
      }),
      { numRuns: 30 },
    )
  })
})

const missing = new Set(missingWords)
const gaps = new Set([...gapWords, ...gapWords.map((word) => word.toUpperCase())])

function isKept(
  cell: string,
  [value, written]: readonly [string | null, string | null],
  { type, dateFormat }: { type: string; dateFormat: string | undefined },
): boolean {
  if (written !== null) return value === null && written === cell
  if (type === "text")
    return value === null ? /^ *$/.test(cell) || gaps.has(cell) : value === cell.replace(/^ +| +$/g, "")
  if (value === null) return cell.trim() === "" || plain(cell) === "" || missing.has(plain(cell).toLowerCase())
  return saysTheSame(plain(cell), value, { type, dateFormat })
}

function saysTheSame(
  cell: string,
  value: string,
  { type, dateFormat = "" }: { type: string; dateFormat: string | undefined },
) {
  if (type === "date" && /^\d+\/\d+\/\d{4}$/.test(cell)) {
    const [first, second, year] = cell.split("/").map(Number)
    const [month, day] = dateFormat.startsWith("M") ? [first, second] : [second, first]
    return value === `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`
  }
  if (type !== "integer" && type !== "decimal") return true
  const readings = [cell.replace(/[ ',+%]/g, ""), cell.replace(/[ '.+%]/g, "").replace(",", ".")]
  return readings.some((reading) => isSameNumber(reading, value))
}

/** To the last digit, however a double is printed; a number of 17 digits that a double prints is one. */
function isSameNumber(reading: string, value: string): boolean {
  if (!/^-?\d*(?:\.\d+)?(?:e\d+)?$/i.test(reading)) return false
  if (digitsAndPlace(reading) === digitsAndPlace(value)) return true
  return (
    Number(reading) === Number(value) &&
    reading.replace(/\D/g, "").replace(/^0+/, "").length <= 17 &&
    /[.e]/.test(value)
  )
}

function digitsAndPlace(text: string): string {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e")
  const negative = mantissa.startsWith("-")
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".")
  const all = (whole + fraction).replace(/^0+/, "")
  const trimmed = all.replace(/0+$/, "")
  const place = all.length - fraction.length + Number(exponent)
  return trimmed === "" ? "0" : `${negative ? "-" : ""}${trimmed}@${place}`
}
