import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { readAsInTunisia } from "../../../tests/support/vocabularies.ts"
import type { Problem } from "../connector.ts"
import {
  accessRightsFrom,
  bytesFrom,
  cleanLine,
  cleanText,
  dateFrom,
  guessLanguage,
  isPlaceholder,
  KeywordCollection,
  languageOfText,
  problem,
  readContact,
  readKeywords,
  readLanguages,
  readLocalised,
  readPeriod,
  readText,
  readUrl,
} from "./index.ts"

await readAsInTunisia()

function withProblems<T>(read: (problems: Problem[]) => T): [T, string[]] {
  const problems: Problem[] = []
  const value = read(problems)
  return [value, problems.map(({ code }) => code)]
}

describe("texts", () => {
  it("lose invisible rubbish and stray vowel marks, and keep what Arabic needs", () => {
    assert.equal(cleanText("\u064c\u0650Rapport\u0000 \u202eannuel\u200b"), "Rapport annuel")
    assert.equal(cleanText("كتابٌ جديد\u200cها"), "كتابٌ جديد\u200cها")
    assert.equal(cleanText("عدد\u200e (2024)"), "عدد\u200e (2024)")
    assert.equal(cleanText("a\r\nb\rc"), "a\nb\nc")
    assert.equal(cleanText("x\ud800y"), "x\ufffdy")
  })

  it("stand on one line as titles, with entities resolved", () => {
    assert.equal(cleanLine(" Prix  de\r\n l&#039;eau &amp; du gaz "), "Prix de l'eau & du gaz")
  })

  it("are cut and reported when they are too long", () => {
    const [text, codes] = withProblems((problems) => readText("x".repeat(2_000), "title", "line", problems))
    assert.deepEqual([text?.length, codes], [1_000, ["text-too-long"]])
  })

  it("are no texts when they only say that there is none", () => {
    for (const empty of ["-", "N/A", "notspecified", "No description found", "[object Object]"])
      assert.deepEqual(
        withProblems((problems) => readText(empty, "notes", "text", problems)),
        [undefined, ["placeholder-text"]],
      )
    assert.equal(isPlaceholder("None of the stations works"), false)
  })

  it("come from objects by language, and a repeated translation is not a further language", () => {
    const [text] = withProblems((problems) =>
      readLocalised(
        [
          [{ fr: "Prix", ar_TN: "الأسعار", "": "" }, "title_translated"],
          ["Prix", "title"],
        ],
        { shape: "line", language: "en" },
        problems,
      ),
    )
    assert.deepEqual(text, { fr: "Prix", ar: "الأسعار" })
  })
})

describe("the language of a text", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["Variation des prix de vente des balles de foin", "fr"],
    ["Production annuelle d'électricité par producteurs", "fr"],
    ["Les SMVDA - gouvernorat de Tunis", "fr"],
    ["The Form 5500 Annual Report is the primary source", "en"],
    ["Open data portal for Algeria", "en"],
    ["أسعار الأبقار المتبوعة 2024 (XLSX)", "ar"],
    ["Una descripció qualsevol", "und"],
    ["Conjunt de dades de prova DCAT", "und"],
    ["Los datos de la ciudad de Madrid", "und"],
    ["Der Bericht über die Lage der Nation", "und"],
    ["Alkmaar - Open Data", "und"],
    ["SORETRAS 2024", "und"],
    ["12 345", "und"],
  ]
  for (const [text, language] of cases)
    it(`${language}: ${text}`, () => {
      assert.equal(guessLanguage(text), language)
    })

  it("is Arabic in Arabic letters whatever the record declares, Persian and Urdu aside", () => {
    assert.deepEqual(
      [languageOfText("الميزانية", "fr"), languageOfText("بودجه", "fa"), languageOfText("Budget", "fr")],
      ["ar", "fa", "fr"],
    )
  })
})

describe("dates", () => {
  const readable: readonly (readonly [unknown, string])[] = [
    ["2013", "2013"],
    [2019, "2019"],
    ["2013-5", "2013-05"],
    ["2023/11/15", "2023-11-15"],
    ["20190601", "2019-06-01"],
    ["03/04/2020", "2020-04-03"],
    ["12/31/2020", "2020-12-31"],
    ["31.12.2020", "2020-12-31"],
    ["٣١/١٢/٢٠٢٠", "2020-12-31"],
    ["jeu, 19/12/2019 - 03:00", "2019-12-19T03:00:00Z"],
    ["2019-06-27 12:41:27", "2019-06-27T12:41:27Z"],
    ["2022-03-29T14:00:03-04:00", "2022-03-29T18:00:03Z"],
    ["2022-03-29T14:00:03+0100", "2022-03-29T13:00:03Z"],
    ["2022-12-19T12:51:31.739798", "2022-12-19T12:51:31Z"],
    ["10 décembre 2019", "2019-12-10"],
    ["1 جانفي 2020", "2020-01-01"],
    ["March 5, 2021", "2021-03-05"],
    ["Tue, 10 Dec 2019 09:23:00 GMT", "2019-12-10T09:23:00Z"],
    [1562000000000, "2019-07-01T16:53:20Z"],
  ]
  for (const [raw, date] of readable)
    it(`${raw} is ${date}`, () => {
      assert.equal(dateFrom(raw), date)
    })

  it("nonsense is none", () => {
    for (const raw of [
      "2024-02-30",
      "2023-02-29",
      "0000-00-00",
      "0021-12-31",
      "R/P1W",
      "hier",
      "",
      "32/01/2020",
      "2020-13",
      -5,
      1e300,
      null,
      {},
    ])
      assert.equal(dateFrom(raw), undefined, String(raw))
  })
})

describe("periods", () => {
  const readable: readonly (readonly [string, object])[] = [
    ["2014-01-01/2025-12-31", { start: "2014-01-01", end: "2025-12-31" }],
    ["2023/11/15..2024/05/14", { start: "2023-11-15", end: "2024-05-14" }],
    ["2023/11/15/2024/05/14", { start: "2023-11-15", end: "2024-05-14" }],
    ["[1970-01-01T00:00:00 TO 2019-12-31T23:59:59]", { start: "1970-01-01T00:00:00Z", end: "2019-12-31T23:59:59Z" }],
    ["[2020-01-01 TO *]", { start: "2020-01-01" }],
    ["../2020", { end: "2020" }],
    ["2019/2020", { start: "2019", end: "2020" }],
    ["2000-01-15/P1Y", { start: "2000-01-15", end: "2001-01-14" }],
    ["R/2000-01-01/P1M", { start: "2000-01-01", end: "2000-01-31" }],
    ["2013", { start: "2013", end: "2013" }],
  ]
  for (const [raw, period] of readable)
    it(`${raw}`, () => {
      assert.deepEqual(
        withProblems((problems) => readPeriod(raw, "period", problems)),
        [period, []],
      )
    })

  it("that end before they begin, or are none, are left out", () => {
    const read = (raw: string) => withProblems((problems) => readPeriod(raw, "period", problems))
    assert.deepEqual(read("2024/05/14..2023/11/15"), [undefined, ["period-reversed"]])
    assert.deepEqual(read("all year"), [undefined, ["bad-period"]])
    // The same year, once as a year and once as a day of it, is no contradiction.
    assert.deepEqual(read("2024-05-01/2024"), [{ start: "2024-05-01", end: "2024" }, []])
  })
})

describe("addresses", () => {
  const cases: readonly (readonly [string, string | undefined, string[]])[] = [
    ["https://catalog.agridata.tn/-.xlsx", "https://catalog.agridata.tn/-.xlsx", []],
    ["https://x.tn/a b.csv", "https://x.tn/a%20b.csv", ["repaired-url"]],
    ["www.data.gov.tn/x", "http://www.data.gov.tn/x", ["repaired-url"]],
    ["//cdn.tn/x", "https://cdn.tn/x", ["repaired-url"]],
    ["http:/x.tn/a", "http://x.tn/a", ["repaired-url"]],
    ["http://user:secret@x.tn/a", "http://x.tn/a", ["repaired-url"]],
    ["http://x.tn/ملف.csv", "http://x.tn/%D9%85%D9%84%D9%81.csv", []],
    ["http://pai.pdf", undefined, ["invalid-url"]],
    ["a b", undefined, ["invalid-url"]],
    ["ftp://x.tn/a", undefined, ["unsupported-scheme"]],
    ["javascript:alert(1)", undefined, ["unsafe-url"]],
    ["java\tscript:alert(1)", undefined, ["unsafe-url"]],
    ["data:text/html,x", undefined, ["unsafe-url"]],
    ["file:///etc/passwd", undefined, ["unsafe-url"]],
    ["", undefined, []],
  ]
  for (const [raw, url, codes] of cases)
    it(`${JSON.stringify(raw)} ${url ? "is kept" : "is left out"} ${codes.join()}`, () => {
      assert.deepEqual(
        withProblems((problems) => readUrl(raw, "url", problems)),
        [url, codes],
      )
    })

  it("never show a password in the report", () => {
    const problems: Problem[] = []
    readUrl("http://user:secret@x.tn/a", "url", problems)
    assert.ok(!JSON.stringify(problems).includes("secret"))
  })

  it("that are kept parse as http(s) and hold nothing that ends an attribute", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string({ unit: "binary" }),
          fc.string().map((path) => `http://x.tn/${path}`),
        ),
        (raw) => {
          const url = readUrl(raw, "url", [])
          if (url === undefined) return
          assert.match(new URL(url).protocol, /^https?:$/)
          assert.doesNotMatch(url, /[\s<>"]/)
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe("other values", () => {
  it("sizes have units", () => {
    assert.deepEqual(["42 octets", "12 KB", "1,2 Mo", "1 234 567", 123, "2 GiB", "-1", "big", 1.5e300].map(bytesFrom), [
      42,
      12_288,
      1_258_291,
      1_234_567,
      123,
      2_147_483_648,
      undefined,
      undefined,
      undefined,
    ])
  })

  it("keywords go to the language of their script, each once", () => {
    const into = new KeywordCollection()
    const field = { into, language: "fr", field: "tags", problems: [] }
    readKeywords([{ name: "prix foin" }, "Prix foin", "سعر القرط", null, ""], field)
    readKeywords("eau; ماء، forêt", field)
    assert.deepEqual(into.toFacts(), { fr: ["prix foin", "eau", "forêt"], ar: ["سعر القرط", "ماء"] })
  })

  it("keywords beyond five hundred are left out and told once, however they come", () => {
    const many = Array.from({ length: 600 }, (_, at) => `mot ${at}`)
    const read = (...lists: readonly unknown[]) =>
      withProblems((problems) => {
        const into = new KeywordCollection()
        for (const list of lists) readKeywords(list, { into, language: "fr", field: "tags", problems })
        return into.toFacts()?.fr?.length
      })
    for (const lists of [[many], [many.join()], [many.slice(0, 400), many.slice(300)], many.map((word) => [word])])
      assert.deepEqual(read(...lists), [500, ["too-many-values"]])
    assert.deepEqual(read([...many.slice(0, 500), ...many.slice(0, 500)]), [500, []])
  })

  it("languages come as codes, names, addresses, in lists or in one text", () => {
    const read = (raw: unknown) => withProblems((problems) => readLanguages(raw, "language", problems))
    assert.deepEqual(read(["en-US", "fre", "العربية"]), [["en", "fr", "ar"], []])
    assert.deepEqual(read("en,es, ca"), [["en", "es", "ca"], []])
    assert.deepEqual(read("ca es"), [["ca", "es"], []])
    assert.deepEqual(read('["ar"]'), [["ar"], []])
    assert.deepEqual(read("http://publications.europa.eu/resource/authority/language/ARA"), [["ar"], []])
    assert.deepEqual(read("klingonish"), [undefined, ["unknown-language"]])
  })

  it("contacts lose mailto, account identifiers and what is no address", () => {
    const read = (fields: Parameters<typeof readContact>[0]) =>
      withProblems((problems) => readContact(fields, "contact", problems))
    assert.deepEqual(read({ name: "Guichet", email: "mailto:a@b.tn" }), [{ name: "Guichet", email: "a@b.tn" }, []])
    assert.deepEqual(read({ email: "Guichet <a@b.tn>" }), [{ email: "a@b.tn" }, []])
    assert.deepEqual(read({ name: "a5c5296a-3206-4e51-b2de-bfe34857185f" }), [undefined, []])
    assert.deepEqual(read({ email: "a at b" }), [undefined, ["bad-email"]])
  })

  it("access rights are words of the list, not words that contain one", () => {
    const said = [
      "http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC",
      "restricted public",
      "Public",
      "La République",
    ]
    assert.deepEqual(said.map(accessRightsFrom), ["non-public", "restricted", "public", undefined])
  })

  it("a problem names its value in 200 characters at most, and never the inside of an object", () => {
    assert.equal(problem("bad-date", "issued", "x".repeat(500)).value?.length, 200)
    assert.equal(problem("wrong-type", "title", { a: 1, b: 2 }).value, "object with a, b")
    assert.equal(problem("wrong-type", "title", [1, 2]).value, "list of 2")
    assert.equal(problem("bad-date", "issued", "a\u0000b").value, "a\ufffdb")
  })
})
