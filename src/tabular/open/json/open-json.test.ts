import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { opened, refusalOf } from "../../../../tests/support/opened-tables.ts"

const table = async (value: unknown) => {
  const [first, ...more] = await opened(typeof value === "string" ? value : JSON.stringify(value))
  assert.deepEqual(more, [])
  return first!
}

describe("JSON becomes a table", () => {
  it("of a list of records, with every name that any of them has", async () => {
    const { rows, table: raw } = await table([{ الولاية: "قفصة", n: 1 }, { n: 2.5, note: 'a,"b"' }, { الولاية: null }])
    assert.deepEqual(rows, [
      ["الولاية", "n", "note"],
      ["قفصة", "1", ""],
      ["", "2.5", 'a,"b"'],
      ["", "", ""],
    ])
    assert.equal(raw.kind === "grid" && raw.header, "first-row")
  })

  it("also where a name turns up after thousands of records", async () => {
    const records: Record<string, number>[] = Array.from({ length: 3000 }, (_, a) => ({ a }))
    const { rows } = await table([...records, { b: 7 }])
    assert.deepEqual([rows[0], rows[1], rows.at(-1), rows.length], [["a", "b"], ["0", ""], ["", "7"], 3002])
  })

  it("of one record on every line, the last without a line break", async () => {
    const { rows } = await table('{"a":1,"b":"x\\ny"}\n\n{"a":2,"b":"z"}\r\n{"a":3}')
    assert.deepEqual(rows, [
      ["a", "b"],
      ["1", "x\ny"],
      ["2", "z"],
      ["3", ""],
    ])
  })

  it("of the largest list inside", async () => {
    const rows = Array.from({ length: 5 }, (_, id) => ({ id, parts: [{ p: 1 }, { p: 2 }] }))
    const found = await table({ help: "x[{", meta: { fields: [{ id: "a" }] }, result: { 're"cords': rows }, total: 5 })
    assert.deepEqual(found.rows[1], ["0", '[{"p":1},{"p":2}]'])
    assert.deepEqual(found.codes, ["nested-flattened"])
  })

  it("with names inside names joined, and short lists in one cell", async () => {
    const { rows, codes } = await table([
      { "a.b": 1, a: { b: 2, c: { d: "x" } }, tags: ["ص", 3, null, true], none: [], empty: {} },
    ])
    assert.deepEqual(rows, [
      ["a.b", "a.b", "a.c.d", "tags", "none"],
      ["1", "2", "x", "ص; 3; true", ""],
    ])
    assert.deepEqual(codes, ["nested-flattened"])
  })

  it("with all digits of long numbers, and numbers that are none as nothing", async () => {
    const { rows } = await table('[{"id":12345678901234567890,"x":0.1,"y":NaN,"z":-Infinity,"t":"NaN"},{"id":1}]')
    assert.deepEqual(rows[1], ["12345678901234567890", "0.1", "", "", "NaN"])
  })

  it("of lists of cells, with the names that stand beside them", async () => {
    const { rows } = await table({
      fields: [{ id: "المعرف" }, { id: "b" }],
      records: [
        [1, "x"],
        [2, null],
      ],
    })
    assert.deepEqual(rows, [
      ["المعرف", "b"],
      ["1", "x"],
      ["2", ""],
    ])
    const unnamed = await table([
      ["a", "b"],
      [1, 2],
    ])
    assert.equal(unnamed.table.kind === "grid" && unnamed.table.header, "unknown")
  })

  it("in UTF-16 and Windows-1256 too", async () => {
    const text = JSON.stringify([{ a: "x" }, { a: "y" }])
    const [wide] = await opened(Buffer.from(`\ufeff${text}`, "utf16le"))
    assert.deepEqual(wide!.rows, [["a"], ["x"], ["y"]])
  })

  it("property: what records say is what cells say, wherever the file is cut into pieces", async () => {
    const text = fc.string({ unit: fc.constantFrom("a", "ق", '"', "\\", "{", "]", "\n", ",", "😀"), maxLength: 8 })
    const record = fc.record({ k: text, n: fc.integer(), '"\\': text }, { requiredKeys: ["k"] })
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 20 }), fc.boolean(), async (records, wrapped) => {
        const { rows } = await table(wrapped ? { 'a\\"': { list: records } } : records)
        const header = rows[0]!
        const read = rows.slice(1).map((row) => row[header.indexOf("k")])
        assert.deepEqual(
          read,
          records.map(({ k }) => k),
        )
      }),
      { numRuns: 60 },
    )
  })

  it("longer than one reading, with letters and escapes at every seam", async () => {
    const records = Array.from({ length: 30_000 }, (_, n) => ({ n, t: `ق\\"${"ص".repeat(n % 40)}` }))
    const { rows } = await table({ x: records })
    assert.deepEqual(
      rows.slice(1).map(([, t]) => t),
      records.map(({ t }) => t),
    )
  })

  it("or is refused for a reason", async () => {
    assert.equal(await refusalOf("{}"), "no-table")
    assert.equal(await refusalOf('{"a":{"b":[1,2,3]}}'), "no-table")
    assert.equal(await refusalOf('[{"a":1},{"a":'), "damaged")
    assert.equal(await refusalOf('{"x":[{"a":1},{"a":2}]'), "damaged")
    assert.equal(await refusalOf('[{"a":1},{"a" 2}]'), "damaged")
    assert.equal(await refusalOf(`${'{"a":['.repeat(100_000)}`), "damaged")
    assert.equal(await refusalOf(`[${"[".repeat(100_000)}${"]".repeat(100_000)}]`), "damaged")
    const wide = Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`k${n}`, n]))
    assert.equal(await refusalOf(JSON.stringify([wide])), "too-many-columns")
    assert.equal(
      await refusalOf(JSON.stringify(Array.from({ length: 50 }, (_, a) => ({ a }))), { limits: { maxRows: 20 } }),
      "too-many-rows",
    )
  })
})
