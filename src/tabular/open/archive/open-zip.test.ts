import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { gzipSync } from "node:zlib"
import { opened, refusalOf } from "../../../../tests/support/opened-tables.ts"
import { zipBytes } from "../../../../tests/support/zip-bytes.ts"

const csv = "الولاية;n\nقفصة;1\nباجة;2\n"
const rows = [
  ["الولاية", "n"],
  ["قفصة", "1"],
  ["باجة", "2"],
]

describe("archives", () => {
  it("give the table of their only member without a name", async () => {
    const [table, ...more] = await opened(zipBytes([{ name: "x/بيانات.csv", bytes: csv }]))
    assert.deepEqual([table!.name, table!.rows, more], ["", rows, []])
  })

  it("give every member that is a table, by its name, and pass over letters and pictures", async () => {
    const tables = await opened(
      zipBytes([
        { name: "lisez-moi.txt", bytes: "Bonjour." },
        { name: "__MACOSX/._a.csv", bytes: "x" },
        { name: "logo.png", bytes: "\u0089PNG" },
        { name: "سنة 2020.csv", bytes: csv },
        { name: "b.json", bytes: '[{"الولاية":"قفصة","n":1}]' },
        { name: "c.csv.gz", bytes: gzipSync(csv) },
      ]),
    )
    assert.deepEqual(
      tables.map(({ name }) => name),
      ["سنة 2020.csv", "b.json", "c.csv.gz"],
    )
    assert.deepEqual(tables[2]!.rows, rows)
  })

  it("keep names as texts: none leads out of our folder", async () => {
    const tables = await opened(
      zipBytes([
        { name: "../../../etc/a.csv", bytes: csv },
        { name: "C:\\b.csv", bytes: csv },
      ]),
    )
    assert.deepEqual(
      tables.map(({ name }) => name),
      ["etc/a.csv", "C:/b.csv"],
    )
  })

  it("packed by gzip are unpacked, also twice, and in several parts", async () => {
    for (const bytes of [
      gzipSync(csv),
      gzipSync(gzipSync(csv)),
      Buffer.concat([gzipSync("الولاية;n\n"), gzipSync("قفصة;1\nباجة;2\n")]),
    ])
      assert.deepEqual((await opened(bytes))[0]!.rows, rows)
  })

  it("are refused for what they are", async () => {
    const member = { name: "a.csv", bytes: csv }
    assert.equal(await refusalOf(zipBytes([{ ...member, flags: 1 }])), "encrypted")
    assert.equal(await refusalOf(zipBytes([member]).subarray(0, 60)), "damaged")
    assert.equal(await refusalOf(gzipSync(csv.repeat(1000)).subarray(0, 50)), "damaged")
    assert.equal(await refusalOf(zipBytes([{ name: "b.zip", bytes: zipBytes([member]) }])), "bomb")
    assert.equal(await refusalOf(gzipSync(gzipSync(gzipSync(csv)))), "bomb")
    assert.equal(await refusalOf(zipBytes([{ name: "a.pdf", bytes: "%PDF-1.4" }])), "not-tabular")
    assert.equal(await refusalOf(zipBytes([{ name: "xl/workbook.bin", bytes: "x" }])), "unknown-format")
    assert.equal(await refusalOf(zipBytes([{ name: "a.txt", bytes: "" }])), "empty-file")
    assert.equal(await refusalOf(zipBytes([])), "empty-file")
  })

  it("that say less than they hold are broken, and bombs stop early", async () => {
    const large = Buffer.alloc(80 * 2 ** 20, "a")
    assert.equal(await refusalOf(zipBytes([{ name: "a.csv", bytes: large, declaredBytes: 1000 }])), "damaged")
    assert.equal(await refusalOf(zipBytes([{ name: "a.csv", bytes: large }])), "bomb")
    assert.equal(await refusalOf(gzipSync(large)), "bomb")
    assert.equal(await refusalOf(gzipSync(large), { limits: { maxUnpackedBytes: 10_000 } }), "too-large")
  })

  it("with more tables than the limit are too large", async () => {
    const members = Array.from({ length: 5 }, (_, n) => ({ name: `${n}.csv`, bytes: csv }))
    assert.equal(await refusalOf(zipBytes(members), { limits: { maxTables: 3 } }), "too-large")
  })

  it("of Parquet are known by both their marks", async () => {
    const footer = Buffer.alloc(4)
    footer.writeUInt32LE(4)
    const whole = Buffer.concat([Buffer.from("PAR1xxxx1234"), footer, Buffer.from("PAR1")])
    assert.equal((await opened(whole))[0]!.table.kind, "parquet")
    assert.equal(await refusalOf(whole.subarray(0, 15)), "damaged")
  })
})
