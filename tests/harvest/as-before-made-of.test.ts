/** A record is made of more than its own JSON: where the rest is otherwise, it is read. */
import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import type { Connector } from "../../src/harvest/connector.ts"
import { datajsonConnector } from "../../src/harvest/connectors/datajson/index.ts"
import { nadaConnector } from "../../src/harvest/connectors/nada/index.ts"
import { recordsConnector } from "../../src/harvest/connectors/records/index.ts"
import { udataConnector } from "../../src/harvest/connectors/udata/index.ts"
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

let vocabularies: Vocabularies
before(async () => {
  vocabularies = await tunisianVocabularies()
})

/** Answers by a part of their address, the first that fits. */
type World = readonly (readonly [part: string, answer: unknown, redirectedTo?: string])[]

const fetchIn =
  (world: World): FetchGuarded =>
  async (url) => {
    const [, answer, moved = url] = world.find(([part]) => url.includes(part)) ?? []
    const body = JSON.stringify(answer ?? {})
    const bytes = new TextEncoder().encode(body)
    return { status: answer ? 200 : 404, url: moved, headers: {}, bytes: async () => bytes, text: async () => body }
  }

/** How each record is given by a reading of the second world that knows the first. */
async function givenAfter(connector: Connector, url: string, worlds: readonly [World, World]) {
  const memo = new Map<string, string>()
  const given: Record<string, string> = {}
  for (const world of worlds)
    for await (const record of connector.records(
      { id: "s", kind: connector.kind, name: "S", url, options: {} },
      {
        vocabularies,
        fetch: fetchIn(world),
        isAsBefore: (id, entry) => {
          const isKnown = memo.get(id) === JSON.stringify(entry)
          memo.set(id, JSON.stringify(entry))
          return isKnown
        },
      },
    ))
      if (record.kind !== "page-end") given[record.remoteId] = record.kind
  return given
}

describe("a record whose own words are as before is read all the same", () => {
  it("where the collection that it is a member of is there no more (datajson)", async () => {
    const one = (identifier: string, isPartOf?: string) => ({ identifier, title: `Jeu ${identifier}`, isPartOf })
    const [member, whole, other] = [one("a", "z"), one("z"), one("c")]
    const own = { ...one("d"), fihrist: { isPartOf: "z" } }
    const world = (dataset: readonly unknown[]): World => [["data.json", { dataset }]]
    assert.deepEqual(
      await givenAfter(datajsonConnector, "http://a.example/data.json", [
        world([member, own, whole, other]),
        world([member, own, other]),
      ]),
      { a: "dataset", c: "as-before", d: "dataset", z: "dataset" },
    )
  })

  it("where the portal calls a zone or a licence of it otherwise (udata)", async () => {
    const one = (id: string, more = {}) => ({ id, title: `Jeu ${id}`, resources: [], ...more })
    const data = [
      one("a", { spatial: { zones: ["tn:zone:1"] } }),
      one("b", { license: "lic-x" }),
      one("c"),
      one("d", { spatial: { zones: [{ id: "tn:zone:1" }] } }),
    ]
    const world = (zone: string, licence: string): World => [
      ["/spatial/zones/", { features: [{ id: "tn:zone:1", properties: { name: zone } }] }],
      ["/datasets/licenses/", [{ id: "lic-x", title: licence }]],
      ["/api/1/datasets/", { data, total: data.length, next_page: null }],
    ]
    const url = "http://a.example/api/1/datasets/"
    const first = world("Sfax", "Licence X")
    assert.deepEqual(await givenAfter(udataConnector, url, [first, world("Gabès", "Licence Y")]), {
      a: "dataset",
      b: "dataset",
      c: "as-before",
      d: "dataset",
    })
    assert.deepEqual(Object.values(await givenAfter(udataConnector, url, [first, first])), Array(4).fill("as-before"))
  })

  it("where only its full description changed, or the catalogue answers elsewhere (nada)", async () => {
    const rows = ["A", "B"].map((idno, at) => ({ id: String(at + 1), idno, title: `Enquête ${idno}`, type: "survey" }))
    const world = (abstract: string): World => [
      ["/catalog/search", { result: { found: 2, rows, limit: 100 } }],
      [
        "/catalog/A",
        { status: "success", dataset: { idno: "A", metadata: { study_desc: { study_info: { abstract } } } } },
      ],
      ["/catalog/B", { status: "success", dataset: { idno: "B" } }],
    ]
    const url = "http://a.example/index.php/api/catalog/search"
    assert.deepEqual(await givenAfter(nadaConnector, url, [world("Avant"), world("Après")]), {
      A: "dataset",
      B: "as-before",
    })
  })

  it("where the page that its links are relative to is another (records)", async () => {
    const feature = {
      type: "Feature",
      id: "a",
      geometry: null,
      properties: { type: "dataset", title: "Puits" },
      links: [{ rel: "item", href: "files/a.csv", type: "text/csv" }],
    }
    const world = (moved: string): World => [
      [
        "/items",
        { type: "FeatureCollection", features: [feature], numberMatched: 1, numberReturned: 1, links: [] },
        moved,
      ],
    ]
    const url = "http://a.example/collections/c/items"
    const [here, there] = [world("http://a.example/collections/c/items"), world("http://b.example/collections/c/items")]
    assert.deepEqual(await givenAfter(recordsConnector, url, [here, there]), { a: "dataset" })
    assert.deepEqual(await givenAfter(recordsConnector, url, [here, here]), { a: "as-before" })
  })
})
