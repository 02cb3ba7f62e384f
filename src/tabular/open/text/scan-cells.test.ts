import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { CellScan } from "./scan-cells.ts"

const rules = { separator: 44, quote: 34 }

function scanned(text: string, chunkBytes = 1 << 20) {
  const scan = new CellScan(rules)
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += chunkBytes) scan.take(bytes.subarray(at, at + chunkBytes))
  return scan.end()
}

const cell = fc
  .string({ unit: fc.constantFrom("a", "é", "ص", '"', ",", "\n", "\r", " "), maxLength: 6 })
  .map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 })

describe("the scan of a text of cells", () => {
  it("property: counts what was written by the book, wherever chunks end and however lines do", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom("\n", "\r\n"), fc.integer({ min: 1, max: 9 }), (table, lineEnd, chunkBytes) => {
        const facts = scanned(table.map((row) => row.join(",") + lineEnd).join(""), chunkBytes)
        const cells = table.flatMap((row) =>
          row.map((one, at) => one + (at === row.length - 1 ? lineEnd.slice(0, -1) : "")),
        )
        assert.deepEqual(facts, {
          records: table.length,
          columns: Math.max(...table.map((row) => row.length)),
          longestCell: Math.max(...cells.map((one) => Buffer.byteLength(one))),
          brokenQuotes: false,
        })
      }),
    )
  })

  it("property: says the same of any text, wherever chunks end", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "ص", '"', ",", "\n", "\r"), maxLength: 30 })
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), (written, chunkBytes) => {
        assert.deepEqual(scanned(written, chunkBytes), scanned(written))
      }),
    )
  })

  for (const broken of ['5" pipe,b\n', '"a"b,c\n', 'a,"b\n', '"a" ,b\n', 'a"\n', '"a"\rb,c\n', '"a""b'])
    it(`sees that quotes are broken in ${JSON.stringify(broken)}`, () => {
      for (const chunkBytes of [1, 2, 3, 100]) assert.equal(scanned(broken, chunkBytes).brokenQuotes, true)
    })
})
