import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import type { FoundRecord, PageEnd } from "../../src/harvest/connector.ts"
import { recordsConnector } from "../../src/harvest/connectors/records/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { idsOf, readAll, readRecords, resumeAfter, stopsWith } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { collectionOf, landingPage, listing, recordOf, servingJson } from "./records-fixtures.ts"

let vocabularies: Vocabularies

before(async () => {
  vocabularies = await tunisianVocabularies()
})

const server = "https://geo.example"
const items = "/collections/catalogue/items?limit=100"

async function read(
  documents: Readonly<Record<string, unknown>>,
  options: Readonly<Record<string, unknown>> = {},
  url = `${server}/`,
) {
  const { asked, fetch } = servingJson(server, documents)
  return { asked, found: await readRecords(recordsConnector, { url, options, fetch, vocabularies }) }
}

const pages = {
  [items]: collectionOf([recordOf("a"), recordOf("b")], { next: "/collections/catalogue/items?offset=2", matched: 5 }),
  "/collections/catalogue/items?offset=2": collectionOf([recordOf("c"), recordOf("d")], {
    next: "/collections/catalogue/items?offset=4",
    matched: 5,
  }),
  "/collections/catalogue/items?offset=4": collectionOf([recordOf("e")], { matched: 5 }),
}

describe("paging through records", () => {
  const start = `${server}${items}`

  it("follows the links of type JSON, also where the server believes to be another host", async () => {
    const wrong = { ...pages, [items]: { ...pages[items] } }
    wrong[items].links = [
      { rel: "next", type: "text/html", href: "https://geo.example/page2.html" },
      { rel: "next", type: "application/geo+json", href: "http://localhost:5000/collections/catalogue/items?offset=2" },
    ]
    const { found } = await read(wrong, {}, start)
    assert.equal(found.map(({ remoteId }) => remoteId).join(""), "abcde")
  })

  it("goes on where it was cut, giving what an undisturbed reading gives", async () => {
    const whole = await everything(pages)
    const ends = whole.flatMap((entry, at) => (entry.kind === "page-end" ? [at] : []))
    assert.equal(ends.length, 2)
    for (const at of ends) {
      const before = whole.slice(0, at + 1)
      const after = await everything(pages, before)
      assert.deepEqual([...before, ...after], whole)
    }
  })

  it("goes on in the second of two catalogues too, and begins anew where its catalogue went away", async () => {
    const two = {
      ...pages,
      "/": landingPage,
      "/collections": listing([
        { id: "catalogue", itemType: "record" },
        { id: "old", itemType: "record" },
      ]),
      "/collections/old/items?limit=100": collectionOf([recordOf("b"), recordOf("y")], {
        next: "/collections/old/items?offset=2",
        matched: 3,
      }),
      "/collections/old/items?offset=2": collectionOf([recordOf("z")], { matched: 3 }),
    }
    const whole = await everything(two, [], `${server}/`)
    assert.equal(idsOf(whole).join(""), "abcdeyz")
    for (const [at, entry] of whole.entries())
      if (entry.kind === "page-end") {
        const before = whole.slice(0, at + 1)
        assert.deepEqual([...before, ...(await everything(two, before, `${server}/`))], whole, entry.next)
      }
    const lost = { ...two, "/collections": listing([{ id: "catalogue", itemType: "record" }]) }
    const inOld = whole.slice(0, whole.findLastIndex(({ kind }) => kind === "page-end") + 1)
    assert.deepEqual(idsOf(await everything(lost, inOld, `${server}/`)), [])
  })

  it("stops when the source lies: too few, the same page again, pages without end", async () => {
    const last = "/collections/catalogue/items?offset=4"
    const lies: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
      ["fewer than announced", { ...pages, [last]: collectionOf([], { matched: 5 }) }, "truncated"],
      ["no link to the rest", { ...pages, [items]: collectionOf([recordOf("a")], { matched: 5 }) }, "truncated"],
      ["a link back", { ...pages, [last]: collectionOf([recordOf("e")], { next: items }) }, "paging-repeats"],
      [
        "the same records under a new address",
        { ...pages, [last]: collectionOf([recordOf("a")], { next: "/collections/catalogue/items?offset=6" }) },
        "paging-repeats",
      ],
      ["a page that is missing", { [items]: pages[items] }, "http-error"],
    ]
    for (const [title, documents, code] of lies)
      await assert.rejects(read(documents, {}, start), stopsWith(code), title)
    assert.equal(
      (await read({ ...pages, [last]: collectionOf([], { matched: 5 }) }, { ignoreTotal: true }, start)).found.length,
      4,
    )
    await assert.rejects(read(pages, { maxRecords: 3 }, start), stopsWith("too-large"))
  })

  it("gives a record that moved to a later page once, and misses the one that slipped past", async () => {
    const moved = { ...pages, "/collections/catalogue/items?offset=4": collectionOf([recordOf("d")], { matched: 5 }) }
    await assert.rejects(read(moved, {}, start), stopsWith("truncated"))
  })
})

describe("asking for changes", () => {
  const since = new Date("2026-03-01T00:00:00.500Z")
  const filtered =
    "/collections/catalogue/items?limit=100&filter=updated+%3E%3D+TIMESTAMP%28%272026-03-01T00%3A00%3A00Z%27%29&filter-lang=cql2-text"
  const conforms = {
    conformsTo: [
      "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
      "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    ],
  }

  it("filters by `updated` where the server declares it, and no change is no failure", async () => {
    const { asked, fetch } = servingJson(server, {
      "/conformance": conforms,
      "/collections/catalogue/queryables": { properties: { updated: { format: "date-time" } } },
      [filtered]: collectionOf([], { matched: 0 }),
    })
    const url = `${server}${items}`
    const found = await readAll(recordsConnector, { url, fetch, vocabularies, since })
    assert.deepEqual(found, [])
    assert.equal(asked.at(-1), filtered)
  })

  it("reads all where the server declares no such filter", async () => {
    for (const documents of [
      {},
      { "/conformance": conforms, "/collections/catalogue/queryables": { properties: {} } },
    ]) {
      const { fetch } = servingJson(server, { ...pages, ...documents })
      assert.equal(
        idsOf(await readAll(recordsConnector, { url: `${server}${items}`, fetch, vocabularies, since })).length,
        5,
      )
    }
  })
})

function everything(
  documents: Readonly<Record<string, unknown>>,
  before: readonly (FoundRecord | PageEnd)[] = [],
  url = `${server}${items}`,
) {
  const { fetch } = servingJson(server, documents)
  return readAll(recordsConnector, { url, fetch, vocabularies, resume: resumeAfter(before) })
}
