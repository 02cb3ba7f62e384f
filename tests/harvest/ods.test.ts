import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import fc from "fast-check"
import type { FoundRecord, PageEnd, ReadContext } from "../../src/harvest/connector.ts"
import { odsConnector } from "../../src/harvest/connectors/ods/index.ts"
import { assertSound } from "../../src/harvest/connectors/sound-record.ts"
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { fetchAnswering, readAll, readRecords, recordsAmong, stopsWith } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { type OdsPortal, odsPortal } from "./ods-portal.ts"

let vocabularies: Vocabularies
const root = "https://data.transport.example/"

before(async () => {
  vocabularies = await tunisianVocabularies()
})

interface Order {
  readonly path?: string
  readonly options?: Record<string, unknown>
  readonly since?: Date
  readonly resume?: ReadContext["resume"]
}

async function trail(portal: OdsPortal, { path = "", options = {}, ...rest }: Order = {}) {
  const { fetch, requests } = odsPortal(portal)
  const found = await readAll(odsConnector, { url: `${root}${path}`, options, fetch, vocabularies, ...rest })
  return { found, requests }
}

async function harvest(portal: OdsPortal, order: Order = {}) {
  const { found, requests } = await trail(portal, order)
  return { found: recordsAmong(found), requests }
}

const day = 86_400_000

function datasets(count: number) {
  return Array.from({ length: count }, (_, at) => ({
    dataset_id: `jeu-${String(at).padStart(6, "0")}`,
    has_records: false,
    metas: {
      default: {
        title: `Stations de métro ${at}`,
        metadata_processed: new Date(Date.UTC(2024, 0, 1) + ((at * 7_919) % count) * 60_000).toISOString(),
        data_processed: new Date(Date.UTC(2024, 0, 1) + at * day).toISOString(),
      },
    },
  }))
}

const ids = (found: readonly (FoundRecord | PageEnd)[]) =>
  found.flatMap((given) => (given.kind === "page-end" ? [] : [given.remoteId]))

describe("an Opendatasoft portal is read to its end", () => {
  it("page by page in the order of identifiers", async () => {
    const { found, requests } = await harvest({ datasets: datasets(250).reverse() })
    assert.deepEqual(
      ids(found),
      datasets(250).map(({ dataset_id }) => dataset_id),
    )
    assert.deepEqual(
      requests.map(({ search }) => search),
      [0, 100, 200].map((offset) => `?limit=100&offset=${offset}&order_by=dataset_id`),
    )
  })

  it("without an order where it refuses one", async () => {
    assert.equal((await harvest({ datasets: datasets(150), unordered: true })).found.length, 150)
  })

  it("also behind its window, by the time of description, each dataset once", async () => {
    const { found, requests } = await harvest({ datasets: datasets(10_050) })
    assert.deepEqual([new Set(ids(found)).size, found.length], [10_050, 10_050])
    assert.ok(requests.length < 110, `${requests.length} requests`)
  })

  it("loses nothing behind the window of what is described anew meanwhile", async () => {
    const all = datasets(10_050)
    const portal: OdsPortal = { datasets: all }
    let asked = 0
    portal.onAsk = () => {
      asked += 1
      const [first, ...rest] = portal.datasets as ReturnType<typeof datasets>
      if (asked % 30 !== 0 || !first) return
      const metadata_processed = new Date(Date.UTC(2024, 5, asked)).toISOString()
      portal.datasets = [...rest, { ...first, metas: { default: { ...first.metas.default, metadata_processed } } }]
    }
    assert.equal(new Set(ids((await harvest(portal)).found)).size, 10_050)
  })

  it("from any address that a person would give", async () => {
    for (const path of [
      "",
      "explore/",
      "explore/dataset/x/information/",
      "page/accueil/",
      "api/",
      "api/explore/v2.1/catalog/datasets",
      "api/explore/v2.1/catalog/datasets?limit=3&offset=9",
      "api/explore/v2.0/catalog/datasets/",
      "api/v2/catalog/datasets",
      "api/v2/",
    ])
      assert.equal((await harvest({ datasets: datasets(5) }, { path })).found.length, 5, path)
  })

  it("with the conditions of the address and of the options", async () => {
    const path = "api/explore/v2.1/catalog/datasets?where=has_records&refine=theme:Transport"
    const { requests } = await harvest({ datasets: datasets(1) }, { path, options: { filter: 'publisher = "ONAS"' } })
    const asked = requests[0]?.searchParams
    assert.equal(asked?.get("where"), '(has_records) and (publisher = "ONAS")')
    assert.equal(asked?.get("refine"), "theme:Transport")
  })

  it("by version 1 where the address names it", async () => {
    const flat = datasets(25).map(({ dataset_id, metas }) => ({ datasetid: dataset_id, metas: metas.default }))
    const order = { path: "api/datasets/1.0/search/?q=metro", options: { rows: 10 } }
    const { found, requests } = await harvest({ datasets: flat }, order)
    assert.equal(found.length, 25)
    assert.equal(requests[1]?.search, "?q=metro&rows=10&start=10")
  })

  it("from an export and from a list of version 2.0", async () => {
    const read = (value: unknown, path: string) =>
      readRecords(odsConnector, { url: `${root}${path}`, fetch: fetchAnswering(JSON.stringify(value)), vocabularies })
    assert.equal((await read(datasets(3), "api/explore/v2.1/catalog/exports/json")).length, 3)
    const wrapped = { total_count: 2, datasets: datasets(2).map((dataset) => ({ links: [], dataset })) }
    assert.equal((await read(wrapped, "catalog.json")).length, 2)
    assert.equal((await read(datasets(1)[0], "api/explore/v2.1/catalog/datasets/jeu-000000/")).length, 1)
    await assert.rejects(read({ ...wrapped, total_count: 9 }, "catalog.json"), stopsWith("truncated"))
  })
})

describe("an Opendatasoft portal that cannot be read to its end stops the run", () => {
  it("when it repeats a page for ever", () =>
    assert.rejects(harvest({ datasets: datasets(250), repeatsPages: true }), stopsWith("paging-repeats")))

  it("when it gives new moments and old datasets for ever", async () => {
    let asked = 0
    const fetch: FetchGuarded = async (url) => {
      asked += 1
      const metadata_processed = new Date(Date.UTC(2024, 0, 1) + asked * 1_000).toISOString()
      const results = [{ dataset_id: "x", metas: { default: { title: "Eau", metadata_processed } } }]
      const body = JSON.stringify({ total_count: 20_000, results })
      const bytes = async () => new TextEncoder().encode(body)
      return { status: 200, url, headers: {}, bytes, text: async () => body }
    }
    await assert.rejects(readRecords(odsConnector, { url: root, fetch, vocabularies }), stopsWith("paging-repeats"))
  })

  it("when it ends before the number it counts", async () => {
    await assert.rejects(harvest({ datasets: datasets(250), endsAfter: 120 }), stopsWith("truncated"))
    const undated = datasets(10_050).map((entry, at) =>
      at < 10 ? { ...entry, metas: { default: { title: "Sans date" } } } : entry,
    )
    await assert.rejects(harvest({ datasets: undated }), stopsWith("truncated"))
  })

  it("when it shows nothing at all, or refuses the question", async () => {
    await assert.rejects(harvest({ datasets: [] }), stopsWith("empty-catalogue"))
    await assert.rejects(
      harvest({ datasets: datasets(1) }, { path: "api/explore/v2.1/catalog/datasets?where=nonsense" }),
      stopsWith("http-error"),
    )
  })
})

describe("an Opendatasoft portal that changes while it is read", () => {
  it("loses no dataset when another one is deleted", async () => {
    const all = datasets(250)
    const portal: OdsPortal = { datasets: all }
    portal.onAsk = ({ searchParams }) => {
      if (searchParams.get("offset") === "200") portal.datasets = all.slice(3)
    }
    assert.equal(new Set(ids((await harvest(portal)).found)).size, 250)
  })
})

describe("a reading of Opendatasoft that was cut", () => {
  for (const [size, count] of [
    [10, 34],
    [100, 10_050],
  ] as const)
    it(`goes on from a page end of ${count} datasets as if nothing had happened`, async () => {
      const portal = { datasets: datasets(count) }
      const options = { rows: size }
      const { found: whole } = await trail(portal, { options })
      const ends = whole.flatMap((given, at) => (given.kind === "page-end" ? [at] : []))
      assert.ok(ends.length >= Math.floor(count / size))
      for (const end of size > 10 ? ends.slice(-2) : ends) {
        const resume = { next: (whole[end] as PageEnd).next, met: new Set(ids(whole.slice(0, end))) }
        assert.deepEqual((await trail(portal, { options, resume })).found, whole.slice(end + 1))
      }
    })
})

describe("an Opendatasoft portal is asked for what changed since a moment", () => {
  it("in its description or in its data", async () => {
    const since = new Date(Date.UTC(2024, 0, 28, 12, 30, 0, 250))
    const { found, requests } = await harvest({ datasets: datasets(30) }, { since })
    assert.deepEqual(ids(found), ["jeu-000028", "jeu-000029"])
    const moment = "2024-01-28T12:30:00Z"
    assert.equal(
      requests[0]?.searchParams.get("where"),
      `(metadata_processed >= date'${moment}' or data_processed >= date'${moment}')`,
    )
  })

  it("and may answer that nothing did", async () => {
    const { found } = await harvest({ datasets: datasets(30) }, { since: new Date(Date.UTC(2025, 0, 1)) })
    assert.deepEqual(found, [])
  })
})

describe("any value in any field of the metadata", () => {
  it("leaves a sound record or a refused one", async () => {
    const metas = {
      default: {
        title: "Eau",
        description: "x",
        keyword: [],
        theme: [],
        bbox: {},
        territory: [],
        license: "",
        modified: "",
        language: "fr",
        publisher: "",
        geographic_reference: [],
        update_frequency: "",
      },
      dcat: {
        creator: "",
        temporal: "",
        spatial: "",
        issued: "",
        created: "",
        contact_email: "",
        accrualperiodicity: "",
        conforms_to: "",
      },
      inspire: {
        contact_email: "",
        contact_organisation_name: "",
        file_identifier: "",
        extend_bounding_box_westbound_longitude: "",
      },
      custom: { title_ar: "", keyword_fr: "" },
    }
    const changes = fc.tuple(
      ...Object.entries(metas).map(([name, fields]) =>
        fc
          .dictionary(fc.constantFrom(...Object.keys(fields)), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 })
          .map((changed) => [name, { ...fields, ...changed }] as const),
      ),
    )
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        const raw = { dataset_id: "x", has_records: true, features: ["geo"], metas: Object.fromEntries(changed) }
        const [record] = await readRecords(odsConnector, {
          url: root,
          fetch: fetchAnswering(JSON.stringify({ total_count: 1, results: [raw] })),
          vocabularies,
        })
        assert.ok(record)
        assertSound(record)
      }),
      { numRuns: 200 },
    )
  })
})
