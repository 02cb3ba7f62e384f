import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { opened, refusalOf } from "../../../../tests/support/opened-tables.ts"

const arabic = [
  ["الولاية", "المعتمدية", "عدد السكان", "ملاحظات"],
  ["قفصة", "القصر", "41200", "مصدر: المعهد الوطني للإحصاء"],
  ["بن عروس", "المروج", "104538", "تعداد عام وشامل"],
  ["صفاقس", "ساقية الزيت", "98000", "«تقريبي»"],
]
const french = [
  ["Gouvernorat", "Délégation", "Année", "Remarque"],
  ["Béja", "Téboursouk", "2014", "donnée à vérifier"],
  ["Médenine", "Djerba Midoun", "2015", "reçu de l’INS, où ?"],
]
const csvOf = (rows: readonly (readonly string[])[], separator = ";") =>
  `${rows.map((row) => row.join(separator)).join("\n")}\n`

/** Bytes of a text in an encoding of one byte a letter; one that has no such letter is no test. */
function encoded(text: string, encoding: string): Buffer {
  const bytes = Array.from({ length: 256 }, (_, byte) => new TextDecoder(encoding).decode(Uint8Array.of(byte)))
  return Buffer.from(
    Array.from(text, (letter) => {
      const byte = bytes.indexOf(letter)
      assert.ok(byte >= 0, `${letter} in ${encoding}`)
      return byte
    }),
  )
}

const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16()

describe("texts of tables", () => {
  it("in UTF-8, with a mark or without, are read where they lie", async () => {
    for (const text of [csvOf(arabic), `\ufeff${csvOf(arabic)}`]) {
      const [table, ...more] = await opened(text)
      assert.deepEqual([table!.inPlace, table!.rows, table!.codes, more], [true, arabic, [], []])
      assert.equal(table!.table.kind === "grid" && table!.table.records, 4)
    }
  })

  for (const [encoding, bytes, rows] of [
    ["windows-1256", encoded(csvOf(arabic), "windows-1256"), arabic],
    ["iso-8859-6", encoded(csvOf(arabic).replace(/[«»]/g, ""), "iso-8859-6"), arabic],
    ["windows-1252", encoded(csvOf(french), "windows-1252"), french],
    ["utf-16le", Buffer.from(`\ufeff${csvOf(arabic)}`, "utf16le"), arabic],
    ["utf-16be", utf16be(`\ufeff${csvOf(arabic)}`), arabic],
    ["utf-16le", Buffer.from(csvOf(arabic), "utf16le"), arabic],
    ["utf-16be", utf16be(csvOf(arabic)), arabic],
  ] as const)
    it(`in ${encoding}${bytes[0]! > 0xf0 ? " with a mark" : ""} are written anew, and that is said`, async () => {
      const [table] = await opened(bytes)
      const plain = encoding === "iso-8859-6" ? rows.map((row) => row.map((cell) => cell.replace(/[«»]/g, ""))) : rows
      assert.deepEqual(table!.rows, plain)
      assert.deepEqual(table!.table.notes, [{ code: "not-utf8", values: { encoding } }])
    })

  it("tell their encoding where their letters are, even if the first megabyte has none", async () => {
    const plain = `nom;valeur\n${`${"abc".repeat(100)};1\n`.repeat(4000)}`
    const [table] = await opened(Buffer.concat([Buffer.from(plain), encoded("قفصة;2\nالمنستير;3\n", "windows-1256")]))
    assert.deepEqual(table!.rows.at(-2), ["قفصة", "2"])
    assert.deepEqual(table!.codes, ["not-utf8"])
  })

  it("property: words of Arabic and of French are told apart whatever surrounds them", async () => {
    const word = fc.constantFrom("الجمهورية", "وزارة", "تونس", "بلدية", "الفلاحة", "عدد", "السكان", "جهوي")
    const mot = fc.constantFrom("Éducation", "délégation", "école", "Kébili", "été", "Élève", "reçu", "forêt")
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(fc.tuple(word, mot, fc.nat()), { minLength: 8 }),
        async (isArabic, found) => {
          const encoding = isArabic ? "windows-1256" : "windows-1252"
          const rows = found.map(([one, other, number]) => [isArabic ? one : other, "x", String(number)])
          const [table] = await opened(encoded(csvOf(rows), encoding))
          assert.deepEqual(table!.rows, rows)
        },
      ),
      { numRuns: 30 },
    )
  })

  it("with a few broken letters stay UTF-8; each is shown as broken and counted", async () => {
    const bytes = Buffer.from(csvOf([...arabic, ...arabic, ...arabic]))
    bytes[bytes.indexOf("ق")] = 0xff
    const [table] = await opened(bytes)
    assert.equal(table!.codes.join(), "replaced-characters")
    assert.deepEqual(table!.rows[0], arabic[0])
  })

  for (const [name, separator] of [
    ["comma", ","],
    ["tab", "\t"],
    ["bar", "|"],
    ["semicolon", ";"],
  ] as const)
    it(`are cut at the ${name}`, async () => {
      const rows = french.map((row) => row.map((cell) => cell.replace(",", " ")))
      const [table] = await opened(csvOf(rows, separator))
      assert.deepEqual([table!.rows, table!.table.kind === "grid" && table!.table.separator], [rows, separator])
    })

  it("are cut by the separator of their rows, not of their titles", async () => {
    const title = "Prix, par région, en dinars, moyenne\n\n"
    const [table] = await opened(title + `a;b;c;${"d".repeat(400)}\n`.repeat(1500))
    assert.equal(table!.table.kind === "grid" && table!.table.separator, ";")
  })

  it("may name their separator for Excel: that line is left out", async () => {
    const [table] = await opened(`sep=;\r\n${csvOf(arabic)}`)
    assert.deepEqual(table!.rows, arabic)
  })

  it("keep line breaks and doubled quotes inside quotes as they lie", async () => {
    const [table] = await opened('a,b\n"x ""y""","1\n2"\n"ص،","3"\n')
    assert.deepEqual(
      [table!.inPlace, table!.rows],
      [
        true,
        [
          ["a", "b"],
          ['x "y"', "1\n2"],
          ["ص،", "3"],
        ],
      ],
    )
  })

  it("with quotes where none may be are written anew, and no cell is lost", async () => {
    const [table] = await opened(
      'code,libellé,prix\n1,tube 5" acier,10\n2,"dit "le grand"",20\n3,"sans fin,30\n4,x,40\n',
    )
    assert.deepEqual(table!.rows, [
      ["code", "libellé", "prix"],
      ["1", 'tube 5" acier', "10"],
      ["2", 'dit "le grand"', "20"],
      ["3", '"sans fin', "30"],
      ["4", "x", "40"],
    ])
    assert.deepEqual(table!.codes, ["broken-quotes"])
  })

  it("property: what is written as CSV is read as it was, in place", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "é", "ق", ",", '"', "\n", " ", "1"), maxLength: 6 })
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 2, maxLength: 20 }), async (rows) => {
        const [table] = await opened(`h1,h2,h3\n${rows.map((row) => row.map(quoted).join(",")).join("\n")}\n`, {
          name: "a.csv",
        })
        assert.deepEqual([table!.inPlace, table!.rows.slice(1)], [true, rows])
      }),
      { numRuns: 60 },
    )
  })

  it("of old Macs end their lines by a carriage return", async () => {
    const [table] = await opened(csvOf(arabic).replaceAll("\n", "\r"))
    assert.deepEqual(table!.rows, arabic)
  })

  it("with zeros among their letters lose these and nothing else", async () => {
    const [table] = await opened(`${csvOf(french)}${"Béja;x\u0000y;1;2\n".repeat(3)}`.padStart(100_000, "Béja;x;1;2\n"))
    assert.deepEqual(table!.rows.at(-1), ["Béja", "xy", "1", "2"])
  })

  it("with a cell longer than the limit have it cut, and that is said", async () => {
    const [table] = await opened(`a,b\n1,${"ص".repeat(50)}\n`, { limits: { maxCell: 20 } })
    assert.deepEqual([table!.rows[1]![1]!.length, table!.codes], [20, ["cut-cells"]])
  })

  it("that end where Excel ends are told so", async () => {
    const [table] = await opened("a\n".repeat(65_536))
    assert.deepEqual(table!.table.notes, [{ code: "row-limit-of-program", values: { rows: 65_536 } }])
  })

  it("are refused for a reason", async () => {
    assert.equal(await refusalOf(""), "empty-file")
    assert.equal(await refusalOf(" \n \n"), "empty-file")
    assert.equal(await refusalOf("<!DOCTYPE html><html><body>Introuvable</body></html>"), "html-instead")
    assert.equal(await refusalOf('<html><form><input type="password" name="p"></form></html>'), "login-page")
    assert.equal(await refusalOf("Une phrase, puis rien."), "no-table")
    assert.equal(await refusalOf("%PDF-1.4 a,b\n1,2\n"), "not-tabular")
    assert.equal(await refusalOf('<?xml version="1.0"?><rss/>'), "unknown-format")
    assert.equal(await refusalOf(Buffer.from([1, 0, 2, 0, 0, 7, 9, 0, 0, 0, 3])), "unknown-format")
    assert.equal(await refusalOf(`${"a,".repeat(100_000)}a\n`.repeat(3)), "too-many-columns")
    assert.equal(await refusalOf("a,b\n".repeat(20), { limits: { maxRows: 10 } }), "too-many-rows")
    assert.equal(await refusalOf("a,b\n".repeat(20), { limits: { maxBytes: 10 } }), "too-large")
  })

  it("with one line of many megabytes are no table", async () => {
    assert.equal(await refusalOf(`a,b\n1,2\n${"x".repeat(20_000_000)}\n`), "no-table")
  })

  it("are not read on when nobody waits any more", async () => {
    await assert.rejects(opened(csvOf(arabic), { signal: AbortSignal.abort(new Error("stopped")) }), /stopped/)
  })
})
