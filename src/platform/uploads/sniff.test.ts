import assert from "node:assert/strict"
import { test } from "node:test"
import fc from "fast-check"
import { cleanFileName } from "./file-name.ts"
import { sniffMediaType } from "./sniff.ts"

const typeOf = (bytes: string | Uint8Array, name: string) => {
  const head = typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes
  return sniffMediaType({ head, tail: head }, name)
}

test("the first bytes say what a file is, whatever its name says", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["%PDF-1.7\n", "a.csv", "application/pdf"],
    ["\x89PNG\r\n\x1a\n", "a.svg", "image/png"],
    ["PAR1....", "a.txt", "application/vnd.apache.parquet"],
    ["\x1f\x8b\x08", "a.csv.gz", "application/gzip"],
    ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.XLS", "application/vnd.ms-excel"],
    ["PK\x03\x04....xl/workbook.xml", "a", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    [
      "PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK",
      "a",
      "application/vnd.oasis.opendocument.spreadsheet",
    ],
    ["PK\x03\x04....data.csv", "a.zip", "application/zip"],
    ["a;b\n1;2\n", "a.CSV", "text/csv"],
    ["a\tb\n", "a.tsv", "text/tab-separated-values"],
    ['{"type": "FeatureCollection"}', "a.geojson", "application/geo+json"],
    ['[{"a": 1}]', "data", "application/json"],
    ["[note]\ntext", "read.me", "text/plain"],
    ["", "a.csv", "text/csv"],
    ["<?xml version='1.0'?><kml/>", "a.kml", "application/xml"],
    ["\0\x01\x02", "a.csv", "application/octet-stream"],
    ["\xd8\xa3\xd8\xb3;\xd8\xb9\n", "أسعار.csv", "text/csv"],
  ]
  for (const [bytes, name, type] of cases) assert.equal(typeOf(bytes, name), type, JSON.stringify([bytes, name]))
})

test("a table with tags in its cells stays a table", () => {
  assert.equal(typeOf('id,description\n1,"<p>Prix</p><script>x</script>"\n', "a.csv"), "text/csv")
})

test("a cleaned name is short, visible, and no path; cleaning it again changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (raw) => {
      const name = cleanFileName(raw)
      assert.ok(name.length > 0 && [...name].length <= 120)
      assert.doesNotMatch(name, /[/\\"<>:|?*\p{Cc}\p{Cf}]|^\.|\.$/u)
      assert.ok(name.isWellFormed())
      assert.equal(cleanFileName(name), name)
    }),
    { numRuns: 2000 },
  )
})

test("a long name keeps its extension", () => {
  assert.equal(cleanFileName(`${"أ".repeat(300)}.geojson`), `${"أ".repeat(112)}.geojson`)
})
