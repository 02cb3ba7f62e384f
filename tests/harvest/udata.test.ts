import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import fc from "fast-check"
import type { PageEnd, ReadContext } from "../../src/harvest/connector.ts"
import { assertSound } from "../../src/harvest/connectors/sound-record.ts"
import { udataConnector } from "../../src/harvest/connectors/udata/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { fetchAnswering, readAll, readRecords, stopsWith } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { type UdataPortal, udataPortal } from "./udata-portal.ts"

let vocabularies: Vocabularies
const root = "https://data4tunisia.example/"

before(async () => {
  vocabularies = await tunisianVocabularies()
})

interface Order {
  readonly path?: string
  readonly options?: Record<string, unknown>
}

async function harvest(portal: UdataPortal, { path = "", options = {} }: Order = {}) {
  const { fetch, requests } = udataPortal(portal)
  const found = await readRecords(udataConnector, { url: `${root}${path}`, options, fetch, vocabularies })
  return { found, requests }
}

function datasets(count: number, fields: Record<string, unknown> = {}) {
  return Array.from({ length: count }, (_, at) => ({
    id: `60${String(at).padStart(22, "0")}`,
    slug: `jeu-${at}`,
    title: `Production de dattes ${at}`,
    resources: [],
    ...fields,
  }))
}

async function one(
  fields: Record<string, unknown>,
  { portal = {}, ...order }: Order & { portal?: Partial<UdataPortal> } = {},
) {
  const { found } = await harvest({ datasets: datasets(1, fields), ...portal }, order)
  const [record] = found
  assert.ok(record?.kind === "dataset")
  return record
}

describe("a udata portal is read to its end", () => {
  it("page by page, the oldest datasets first, then its data services", async () => {
    const { found, requests } = await harvest({ datasets: datasets(120), dataservices: [{ id: "s", title: "API" }] })
    assert.equal(new Set(found.map(({ remoteId }) => remoteId)).size, 121)
    assert.deepEqual(requests, [
      "/api/1/datasets/?page=1&page_size=50&sort=created",
      "/api/1/datasets/?page=2&page_size=50&sort=created",
      "/api/1/datasets/?page=3&page_size=50&sort=created",
      "/api/1/dataservices/?page=1&page_size=50&sort=created",
    ])
  })

  it("also when it gives smaller pages than asked for, and when it knows no data services", async () => {
    const { found } = await harvest({ datasets: datasets(23), cap: 10 }, { options: { pageSize: 100 } })
    assert.equal(found.length, 23)
  })

  it("from any address that a person would give", async () => {
    for (const path of [
      "",
      "fr/",
      "ar",
      "fr/datasets/",
      "datasets/jeu-0/",
      "api",
      "api/1/",
      "api/1/datasets",
      "fr/datasets/?q=x",
    ])
      assert.equal((await harvest({ datasets: datasets(1) }, { path })).found.length, 1, path)
  })

  it("with what the address asks for; how it pages is ours", async () => {
    const path = "api/1/datasets/?organization=5f1&page=7&page_size=3&tag=eau"
    const { requests } = await harvest({ datasets: datasets(1) }, { path })
    assert.deepEqual(requests, [
      "/api/1/datasets/?organization=5f1&tag=eau&page=1&page_size=50&sort=created",
      "/api/1/dataservices/?organization=5f1&tag=eau&page=1&page_size=50&sort=created",
    ])
    const licensed = await harvest({ datasets: datasets(1) }, { path: "api/1/datasets/?license=cc-by" })
    assert.deepEqual(licensed.requests, ["/api/1/datasets/?license=cc-by&page=1&page_size=50&sort=created"])
  })

  it("by version 2 where the address names it, with the resources that it only points to", async () => {
    const link = { rel: "subsection", href: "http://inner.host/api/2/datasets/x/resources/", total: 2 }
    const [first, second] = datasets(2)
    const files = [
      { id: "r1", title: "Dattes", url: "https://x.tn/a.csv", format: "csv" },
      { id: "r2", title: "Lisez-moi", url: "https://x.tn/a.pdf", format: "pdf", type: "documentation" },
    ]
    for (const path of ["api/2/datasets/", "api/2/datasets/search/?q=dattes"]) {
      const portal = {
        datasets: [
          { ...first, resources: link },
          { ...second, resources: { ...link, total: 0 } },
        ],
        resources: { [first?.id as string]: files },
      }
      const { found, requests } = await harvest(portal, { path, options: { dataservices: false } })
      assert.equal(found[0]?.kind === "dataset" && found[0].facts.distributions.length, 2)
      assert.equal(found[1]?.kind === "dataset" && found[1].facts.distributions.length, 0)
      assert.equal(requests.length, 2, "the one without files is not asked about")
    }
  })

  it("refusing a dataset whose files do not come: what we have of it stays", async () => {
    const [first, second] = datasets(2)
    const all = [{ ...first, resources: { href: "x", total: 3 } }, second]
    const { found } = await harvest({ datasets: all }, { path: "api/2/datasets/" })
    assert.deepEqual(
      found.map((record) => (record.kind === "refused" ? record.problems[0]?.code : record.kind)),
      ["not-described", "dataset"],
    )
  })

  it("from one dataset, and from a saved page", async () => {
    const fetch = fetchAnswering(JSON.stringify(datasets(1)[0]))
    const read = (url: string, text = fetch) => readRecords(udataConnector, { url, fetch: text, vocabularies })
    assert.equal((await read(`${root}api/1/datasets/jeu-0/`)).length, 1)
    assert.equal((await read(`${root}dump.json`)).length, 1)
    const saved = fetchAnswering(JSON.stringify({ data: datasets(2), total: 3 }))
    await assert.rejects(read(`${root}page.json`, saved), stopsWith("truncated"))
  })
})

describe("a udata portal that cannot be read to its end stops the run", () => {
  it("when it repeats a page for ever", () =>
    assert.rejects(harvest({ datasets: datasets(120), repeatsPages: true }), stopsWith("paging-repeats")))

  it("when it ends before the number it counts", () =>
    assert.rejects(harvest({ datasets: datasets(120), endsAfter: 70 }), stopsWith("truncated")))

  it("when it shows nothing at all", () => assert.rejects(harvest({ datasets: [] }), stopsWith("empty-catalogue")))

  it("when it holds more than the source may", () =>
    assert.rejects(harvest({ datasets: datasets(60) }, { options: { maxRecords: 55 } }), stopsWith("too-large")))

  it("when it says that there is an error, in JSON", () => {
    const fetch = fetchAnswering('{"message": "Internal search service error"}', { status: 500 })
    return assert.rejects(readRecords(udataConnector, { url: root, fetch, vocabularies }), stopsWith("http-error"))
  })

  it("when the files of ten datasets in a row do not come", () => {
    const portal = { datasets: datasets(10, { resources: { href: "x", total: 3 } }) }
    return assert.rejects(harvest(portal, { path: "api/2/datasets/" }), stopsWith("http-error"))
  })

  it("when it is searched beyond what a search shows", () =>
    assert.rejects(
      harvest({ datasets: datasets(60), total: 10_000 }, { path: "api/2/datasets/search/" }),
      stopsWith("too-large"),
    ))

  it("when its address is none", () =>
    assert.rejects(
      readRecords(udataConnector, { url: "file:///etc/passwd", fetch: fetchAnswering("[]"), vocabularies }),
      stopsWith("bad-source-url"),
    ))
})

describe("a udata portal that changes while it is read", () => {
  it("loses no dataset when another one is deleted", async () => {
    const all = datasets(120)
    const portal: UdataPortal = { datasets: all }
    portal.onAsk = (url) => {
      if (url.searchParams.get("page") === "3") portal.datasets = all.slice(1)
    }
    const { found } = await harvest(portal)
    assert.equal(new Set(found.map(({ remoteId }) => remoteId)).size, 120)
  })

  it("is complete without what was added meanwhile", async () => {
    const all = datasets(121)
    const portal: UdataPortal = { datasets: all.slice(0, 100) }
    portal.onAsk = (url) => {
      if (url.searchParams.get("page") === "2") portal.datasets = all
    }
    assert.equal((await harvest(portal)).found.length, 121)
  })
})

describe("a reading of udata that was cut", () => {
  async function trail(portal: UdataPortal, resume?: ReadContext["resume"]) {
    const { fetch } = udataPortal(portal)
    return readAll(udataConnector, { url: root, options: { pageSize: 10 }, fetch, vocabularies, resume })
  }

  it("goes on from every page end as if nothing had happened", async () => {
    const services = Array.from({ length: 12 }, (_, at) => ({ id: `s${at}`, title: `Interface ${at}` }))
    const portal = { datasets: [...datasets(34), "nonsense"], dataservices: services }
    const whole = await trail(portal)
    const ends = whole.flatMap((given, at) => (given.kind === "page-end" ? [at] : []))
    assert.equal(ends.length, 5)
    for (const end of ends) {
      const before = whole.slice(0, end).flatMap((given) => (given.kind === "page-end" ? [] : [given.remoteId]))
      const { next } = whole[end] as PageEnd
      assert.deepEqual(await trail(portal, { next, met: new Set(before) }), whole.slice(end + 1))
    }
  })

  it("asks for the page before when something was deleted meanwhile", async () => {
    const all = datasets(35)
    const whole = await trail({ datasets: all })
    const end = whole.findIndex(({ kind }) => kind === "page-end")
    const met = new Set(all.slice(0, 10).map(({ id }) => id))
    const rest = await trail({ datasets: all.slice(1) }, { next: (whole[end] as PageEnd).next, met })
    assert.equal(rest.filter(({ kind }) => kind === "dataset").length, 25)
  })
})

describe("facts of a udata dataset", () => {
  it("come from every field that says something", async () => {
    const record = await one({
      acronym: "PDG",
      description: "Production **annuelle** des palmeraies",
      tags: ["dattes", "تمور"],
      badges: [{ kind: "hvd" }, { kind: "spd" }],
      license: { id: "cc-by", title: "Creative Commons Attribution" },
      frequency: "fiveMinutes",
      temporal_coverage: { start: "2023-09-01T00:00:00+00:00", end: "2024-08-31" },
      spatial: { zones: ["country:tn"], granularity: "tn:gouvernorat", geom: null },
      organization: { id: "5f1", name: "Groupement interprofessionnel des dattes", page: "https://x.tn/o/gid" },
      owner: { first_name: "Salma", last_name: "B." },
      contact_points: [
        { name: "Guichet", email: "guichet@gid.tn", role: "contact" },
        { name: "Auteur", email: "auteur@gid.tn", role: "creator" },
      ],
      created_at: "2021-01-02T10:00:00.123000+00:00",
      last_update: "2024-09-01T10:00:00+00:00",
      last_modified: "2025-01-01T00:00:00+00:00",
      page: "https://data4tunisia.example/datasets/dattes/",
      access_type: "open_with_account",
      schema: { name: "tn/dattes", version: "1.2", url: null },
      resources: [
        {
          id: "r1",
          title: "Dattes 2024",
          url: "https://x.tn/dattes.csv",
          format: "csv",
          mime: "text/csv",
          filetype: "remote",
          filesize: 1200,
          checksum: { type: "sha1", value: "4304CF2E751E6053C90B1804C89C0EBB758F395A" },
          schema: { url: "https://schema.tn/dattes.json", name: null },
          harvest: { modified_at: "2024-02-03" },
          last_modified: "2024-09-01T00:00:00+00:00",
        },
        { id: "r2", title: "Interface", url: "https://x.tn/api.json", format: "json", type: "api" },
        { id: "r3", title: "Sans adresse" },
      ],
    })
    assert.deepEqual(record.facts, {
      identifier: record.remoteId,
      title: { fr: "Production de dattes 0" },
      description: { fr: "Production **annuelle** des palmeraies" },
      keywords: { fr: ["dattes", "PDG", "hvd"], ar: ["تمور"] },
      sourceLanguage: "fr",
      publisher: {
        name: { fr: "Groupement interprofessionnel des dattes" },
        remoteId: "5f1",
        homepage: "https://x.tn/o/gid",
      },
      contactPoints: [{ name: "Guichet", email: "guichet@gid.tn" }],
      licence: { code: "cc-by-4.0", raw: "cc-by" },
      accessRights: "public",
      frequency: { code: "5MIN", raw: "fiveMinutes" },
      spatial: [{ code: "iso:TN", label: { fr: "TN" } }],
      temporal: [{ start: "2023-09-01T00:00:00Z", end: "2024-08-31" }],
      issued: "2021-01-02T10:00:00Z",
      modified: "2024-09-01T10:00:00Z",
      landingPage: "https://data4tunisia.example/datasets/dattes/",
      slugHint: "jeu-0",
      conformsTo: ["tn/dattes 1.2"],
      distributions: [
        {
          remoteId: "r1",
          title: { fr: "Dattes 2024" },
          downloadUrl: "https://x.tn/dattes.csv",
          format: "CSV",
          rawFormat: "csv",
          mediaType: "text/csv",
          byteSize: 1200,
          checksum: { algorithm: "sha1", value: "4304cf2e751e6053c90b1804c89c0ebb758f395a" },
          modified: "2024-02-03",
          conformsTo: ["https://schema.tn/dattes.json"],
        },
        {
          remoteId: "r2",
          title: { fr: "Interface" },
          accessUrl: "https://x.tn/api.json",
          format: "JSON",
          rawFormat: "json",
        },
        { remoteId: "r3", title: { fr: "Sans adresse" }, accessUrl: "https://data4tunisia.example/datasets/dattes/" },
      ],
    })
    assert.deepEqual(
      record.problems.map(({ code, field }) => [code, field]),
      [["missing-url", "resources[2].url"]],
    )
  })

  it("keep the identifier and the page of the portal that had it first", async () => {
    const harvest = {
      backend: "CKAN",
      remote_id: "f896",
      remote_url: "https://x.tn/dataset/f896",
      created_at: "2020-01-01",
    }
    const { facts } = await one({ harvest, created_at: "2024-01-01" })
    assert.deepEqual([facts.identifier, facts.landingPage, facts.issued], ["f896", harvest.remote_url, "2020-01-01"])
  })

  it("name licences and zones as the portal does where only it knows them, and ask once", async () => {
    const portal: UdataPortal = {
      datasets: datasets(60, { license: "tn-01", spatial: { zones: ["tn:gouvernorat:72", "tn:x:0"] } }),
      licences: [{ id: "tn-01", title: "Licence nationale de données publiques ouvertes", url: null }],
      zones: { "tn:gouvernorat:72": "Tozeur" },
    }
    const { found, requests } = await harvest(portal, { options: { dataservices: false } })
    const last = found.at(-1)
    assert.ok(last?.kind === "dataset")
    assert.equal(last.facts.licence?.code, "lndpo-tn")
    assert.deepEqual(last.facts.spatial, [
      { code: "iso:TN-72", label: { und: "Tozeur" } },
      { label: { und: "tn:x:0" } },
    ])
    assert.equal(requests.filter((path) => path.includes("licenses")).length, 1)
    assert.equal(requests.filter((path) => path.includes("zones")).length, 3, "both, then each by itself")
  })

  it("say nothing of a licence that is not specified", async () => {
    assert.equal((await one({ license: "notspecified" })).facts.licence, undefined)
  })

  it("hold the files of third parties only when asked to", async () => {
    const listed = [{ id: "c1", title: "Carte", url: "https://x.tn/c.geojson", format: "geojson" }]
    const asked = { options: { communityResources: true } }
    assert.equal((await one({ community_resources: listed })).facts.distributions.length, 0)
    assert.equal((await one({ community_resources: listed }, asked)).facts.distributions.length, 1)
    const id = datasets(1)[0]?.id as string
    const linked = { portal: { communityResources: { [id]: listed } }, path: "api/2/datasets/", ...asked }
    const { facts } = await one({ resources: { total: 0 }, community_resources: { total: 1 } }, linked)
    assert.equal(facts.distributions[0]?.remoteId, "c1")
  })

  it("are not kept of what is private, deleted, archived, or harvested where that is not wanted", async () => {
    const [a, b, c, d] = datasets(4)
    const all = [
      { ...a, private: true },
      { ...b, deleted: "2024-01-01T00:00:00" },
      { ...c, archived: "2024-01-01T00:00:00" },
      { ...d, harvest: { backend: "DCAT", source_id: "5f" } },
    ]
    const { found } = await harvest({ datasets: all }, { options: { skipHarvested: true } })
    assert.deepEqual(
      found.map((record) => record.kind === "skipped" && record.reason),
      ["private", "deleted", "archived", "harvested"],
    )
  })
})

describe("data services of udata", () => {
  it("come with the datasets that they serve", async () => {
    const [dataset] = datasets(1)
    const service = {
      id: "s1",
      title: "Interface de la production des dattes",
      description: "Interroge la production des palmeraies",
      base_api_url: "https://api.gid.tn/v1",
      machine_documentation_url: "https://api.gid.tn/openapi.json",
      technical_documentation_url: "https://api.gid.tn/doc",
      license: "odbl",
      organization: { id: "5f1", name: "GID" },
      contact_points: [{ name: "Guichet", contact_form: "https://gid.tn/contact", role: "contact" }],
      datasets: { rel: "subsection", href: "http://inner.host/", total: 1 },
    }
    const { found } = await harvest({
      datasets: [dataset],
      dataservices: [
        service,
        { id: "s2", title: "Archivée", archived_at: "2024-01-01" },
        { id: "s3", title: "Autre", datasets: [dataset] },
      ],
      served: { s1: [dataset?.id as string] },
    })
    const [, first, second, third] = found
    assert.ok(first?.kind === "service" && third?.kind === "service" && second?.kind === "skipped")
    assert.deepEqual(first.facts, {
      title: { fr: "Interface de la production des dattes" },
      description: { fr: "Interroge la production des palmeraies" },
      publisher: { name: { fr: "GID" }, remoteId: "5f1" },
      endpointUrl: "https://api.gid.tn/v1",
      endpointDescription: "https://api.gid.tn/openapi.json",
      licence: { code: "odbl-1.0", raw: "odbl" },
      contactPoints: [{ name: "Guichet", url: "https://gid.tn/contact" }],
      servesDatasets: [dataset?.id],
    })
    assert.deepEqual(third.facts.servesDatasets, [dataset?.id])
  })

  it("stop the run when they cannot be read to their end", async () => {
    const services = Array.from({ length: 60 }, (_, at) => ({ id: `s${at}`, title: `Interface ${at}` }))
    const portal: UdataPortal = { datasets: datasets(1), dataservices: services }
    portal.onAsk = (url) => {
      if (url.pathname.includes("dataservices") && url.searchParams.get("page") === "2") portal.dataservices = undefined
    }
    await assert.rejects(harvest(portal), stopsWith("http-error"))
  })
})

describe("any value in any field of what stands beside a dataset", () => {
  const service = {
    title: "Interface",
    description: "x",
    base_api_url: "https://api.tn/",
    machine_documentation_url: "",
    organization: {},
    contact_points: [],
    license: "",
    datasets: [],
    archived_at: null,
  }
  const dataset = {
    spatial: {},
    temporal_coverage: {},
    contact_points: [],
    extras: {},
    badges: [],
    harvest: {},
    organization: {},
  }
  const any = fc.jsonValue({ maxDepth: 4 })
  const changesTo = (fields: object) => fc.dictionary(fc.constantFrom(...Object.keys(fields)), any, { maxKeys: 4 })

  it("leaves sound records or refused ones", async () => {
    await fc.assert(
      fc.asyncProperty(changesTo(service), changesTo(dataset), any, async (ofService, ofDataset, beside) => {
        const dump = [
          {
            dataset: { id: "d", title: "Eau" },
            ...dataset,
            ...ofDataset,
            dataservices: [{ id: "s", ...service, ...ofService }],
          },
          { dataset: { id: "e", title: "Eau", dataservices: beside, resources: beside } },
        ]
        const fetch = fetchAnswering(JSON.stringify({ datasets: dump }))
        const found = await readRecords(udataConnector, { fetch, vocabularies })
        assert.ok(found.length >= 3)
        for (const record of found) assertSound(record)
      }),
      { numRuns: 200 },
    )
  })

  it("of zones and licences neither: names of the portal are texts like others", async () => {
    await fc.assert(
      fc.asyncProperty(any, any, async (name, licence) => {
        const portal = {
          datasets: datasets(1, { license: "x-1", spatial: { zones: ["tn:x:1", name] } }),
          licences: [licence, { id: "x-1", title: name, url: licence }] as unknown as UdataPortal["licences"] & object,
          zones: { "tn:x:1": name } as unknown as Record<string, string>,
        }
        for (const record of (await harvest(portal)).found) assertSound(record)
      }),
      { numRuns: 100 },
    )
  })
})
