import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { type CsvPreview, csvPreview } from "./csv-preview.ts"

const utf8 = (text: string) => new TextEncoder().encode(text)

function tableOf(preview: CsvPreview) {
  assert.equal(preview.kind, "table")
  return preview as Extract<CsvPreview, { kind: "table" }>
}

describe("the first rows of a CSV file", () => {
  it("keep what is written: leading zeros, dates, empty cells", () => {
    const table = tableOf(csvPreview(utf8("code;date;note\n0071;03/04/2024;\n0072;05/04/2024;vu\n")))

    assert.deepEqual(table.header, ["code", "date", "note"])
    assert.deepEqual(table.rows, [
      ["0071", "03/04/2024", ""],
      ["0072", "05/04/2024", "vu"],
    ])
    assert.equal(table.separator, ";")
  })

  for (const separator of [",", ";", "\t", "|"] as const) {
    it(`find the separator ${JSON.stringify(separator)}, also with the others inside quotes`, () => {
      const lines = `${["a", "b", "c"].join(separator)}\n"1,;|\t2"${separator}x${separator}y\n`
      const table = tableOf(csvPreview(utf8(lines + lines)))
      assert.equal(table.separator, separator)
      assert.equal(table.columns, 3)
    })
  }

  it("read Windows-1256, UTF-16 with and without mark, and UTF-8 with mark", () => {
    const text = "الولاية;عدد العائلات;عدد الأطفال\nالقصرين;12;30\nسيدي بوزيد;14;35\nالقيروان;9;20\n"
    const encodings: [string, Uint8Array][] = [
      ["windows-1256", windows1256(text)],
      ["utf-16le", new Uint8Array([0xff, 0xfe, ...Buffer.from(text, "utf16le")])],
      ["utf-16le", new Uint8Array(Buffer.from(text, "utf16le"))],
      ["utf-8", utf8(`\ufeff${text}`)],
    ]
    for (const [encoding, bytes] of encodings) {
      const table = tableOf(csvPreview(bytes))
      assert.deepEqual(table.header, ["الولاية", "عدد العائلات", "عدد الأطفال"], encoding)
      assert.equal(table.encoding, encoding)
      assert.equal(table.dir, "rtl")
    }
  })

  it("read French of Windows-1252", () => {
    const bytes = Buffer.from("gouvernorat;été;déclaré\nBéja;1;à vérifier\nGabès;2;contrôlé\n", "latin1")
    assert.deepEqual(tableOf(csvPreview(bytes)).header, ["gouvernorat", "été", "déclaré"])
  })

  it("begin at the header, not at the titles above it", () => {
    const table = tableOf(csvPreview(utf8("Ministère X;;\n;;\nnom;ville;âge\na;b;1\nc;d;2\n")))
    assert.deepEqual(table.header, ["nom", "ville", "âge"])
    assert.equal(table.rows.length, 2)
  })

  it("are at most ten rows of thirty columns, and say how many columns there are", () => {
    const line = Array.from({ length: 40 }, (_, index) => index).join(",")
    const table = tableOf(csvPreview(utf8(`${line}\n`.repeat(50))))
    assert.deepEqual([table.header.length, table.rows.length, table.columns], [30, 10, 40])
  })

  it("leave out the last line of a file that was cut", () => {
    const table = tableOf(csvPreview(utf8("a,b\n1,2\n3,"), { complete: false }))
    assert.deepEqual(table.rows, [["1", "2"]])
  })

  it("are refused for a reason when the file is empty, a web page, a spreadsheet, JSON or prose", () => {
    const reason = (bytes: Uint8Array) => {
      const preview = csvPreview(bytes)
      return preview.kind === "refused" ? preview.reason : "table"
    }
    assert.equal(reason(utf8(" \n")), "empty")
    assert.equal(reason(utf8("\n<!DOCTYPE html><html><body>Erreur, page, introuvable")), "html-instead")
    assert.equal(reason(new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0])), "binary")
    assert.equal(reason(new Uint8Array([1, 0, 2, 0, 0, 7, 9, 0, 0, 0, 3])), "binary")
    assert.equal(reason(utf8('{"a": [1, 2]}')), "no-columns")
    assert.equal(reason(utf8("Un texte en une ligne")), "no-columns")
  })

  it("never fail, whatever the bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => void csvPreview(bytes, { complete: false })))
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 500 }), (text) => void csvPreview(utf8(text))))
    fc.assert(fc.property(fc.stringMatching(/^[",;|\n\ta-c]{0,200}$/), (text) => void csvPreview(utf8(text))))
  })
})

/** Node encodes no Windows-1256: the table is made by decoding every byte. */
function windows1256(text: string): Uint8Array {
  const decoder = new TextDecoder("windows-1256")
  const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(new Uint8Array([byte])), byte]))
  return new Uint8Array([...text].map((letter) => byteOf.get(letter) ?? 0x3f))
}
