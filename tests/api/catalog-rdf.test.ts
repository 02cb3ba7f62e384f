import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import type { FoundRecord } from "../../src/harvest/connector.ts"
import { dcatConnector } from "../../src/harvest/connectors/dcat/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { appendChanges } from "../../src/platform/changes/index.ts"
import { readRdf, writtenSyntaxes } from "../../src/rdf/index.ts"
import { ids } from "./support/catalogue.ts"
import { type ApiPortal, apiPortal, baseUrl } from "./support/portal.ts"
import { walk } from "./support/walk.ts"

let portal: ApiPortal
const emptySeries = "01930000-0000-7000-8000-000000000013"
const emptyService = "01930000-0000-7000-8000-000000000023"
const dataset = (id: string) => `${baseUrl}/id/dataset/${id}`
const byKind = (found: readonly FoundRecord[], kind: string) =>
  found.flatMap((one) => (one.kind === kind && "remoteId" in one ? [one.remoteId] : [])).sort()

before(async () => {
  portal = await apiPortal()
  await sql`
    insert into dataset_series (id, slug, organization_id, facts, state)
    values (${emptySeries}, 'serie-vide', ${ids.culture}, '{"title": {"fr": "Série vide"}}', 'published')
  `.execute(portal.db)
  await sql`
    insert into data_service (id, slug, organization_id, facts, state)
    values (${emptyService}, 'api-vide', ${ids.culture}, '{"title": {"fr": "API vide"}, "endpointUrl": "https://vide.example/api"}', 'published')
  `.execute(portal.db)
})
after(() => portal.close())

describe("the catalogue in RDF", () => {
  for (const syntax of writtenSyntaxes) {
    it(`is read whole by our own connector, page after page, as .${syntax}`, async () => {
      const { found, asked } = await walk(portal, dcatConnector, `/catalog.${syntax}?limit=1`)
      assert.deepEqual(byKind(found, "dataset"), [ids.census, ids.museums, ids.prices].map(dataset))
      assert.deepEqual(
        byKind(found, "series"),
        [ids.series, emptySeries].map((id) => `${baseUrl}/id/series/${id}`),
      )
      assert.deepEqual(
        byKind(found, "service"),
        [ids.service, emptyService].map((id) => `${baseUrl}/id/service/${id}`),
      )
      assert.equal(asked.length, 5)
    })
  }

  it("says the same in small pages as in one", async () => {
    const sorted = ({ found }: { found: readonly FoundRecord[] }) =>
      [...found].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
    const whole = await walk(portal, dcatConnector, "/catalog.ttl")
    const pages = await walk(portal, dcatConnector, "/catalog.nt?limit=2")
    assert.deepEqual(sorted(pages), sorted(whole))
  })

  it("tells a service all of its datasets, though they stand on several pages", async () => {
    const { found } = await walk(portal, dcatConnector, "/catalog.ttl?limit=1")
    const service = found.find((one) => one.kind === "service" && one.remoteId.endsWith(ids.service))
    assert.ok(service?.kind === "service")
    assert.deepEqual(service.facts.servesDatasets, [ids.census, ids.prices].map(dataset))
    assert.equal(service.facts.endpointUrl, "https://agri.example/api")
  })

  it("pages as the harvesters of others do: by Hydra's present and former words, Link headers and page numbers", async () => {
    const { headers, body } = await portal.app.inject("/catalog.ttl?limit=2")
    const graph = await readRdf(body)
    const hydra = (name: string) =>
      graph.text(`${baseUrl}/catalog.ttl?limit=2`, `http://www.w3.org/ns/hydra/core#${name}`)
    const next = `${baseUrl}/catalog.ttl?limit=2&after=${ids.museums}`
    assert.deepEqual([hydra("next"), hydra("nextPage"), hydra("totalItems")], [next, next, "3"])
    assert.equal(hydra("last"), `${baseUrl}/catalog.ttl?limit=2&page=2`)
    assert.equal(headers.link, `<${next}>; rel="next"`)
    const last = await readRdf((await portal.app.inject("/catalog.ttl?limit=2&page=2")).body)
    assert.deepEqual(last.subjectsOfType("http://www.w3.org/ns/dcat#Dataset"), [dataset(ids.prices)])
  })

  it("tells only what changed since a moment, the longest ago first", async () => {
    const { found, asked } = await walk(portal, dcatConnector, "/catalog.ttl?modified_since=2026-02-02&limit=1")
    assert.deepEqual(byKind(found, "dataset"), [ids.museums, ids.prices].map(dataset))
    assert.equal(asked.length, 2)
    const none = await readRdf((await portal.app.inject("/catalog.ttl?modified_since=2027-01-01")).body)
    assert.deepEqual(none.subjectsOfType("http://www.w3.org/ns/dcat#Dataset"), [])
  })

  it("takes up a walk where it was: microseconds are not lost in the address of the next page", async () => {
    await sql`update dataset set metadata_modified = '2026-02-01T10:00:00.123456Z' where id = ${ids.census}`.execute(
      portal.db,
    )
    const { found } = await walk(portal, dcatConnector, "/catalog.ttl?modified_since=2026-02-01&limit=1")
    assert.equal(byKind(found, "dataset").length, 3)
  })

  it("answers by Accept at its address without ending; people are led to the list", async () => {
    const asked = async (accept: string) => {
      const { statusCode, headers } = await portal.app.inject({ url: "/catalog", headers: { accept } })
      return [statusCode, headers["content-type"] ?? headers.location, headers.vary]
    }
    assert.deepEqual(await asked("application/rdf+xml"), [200, "application/rdf+xml", "accept, accept-encoding"])
    assert.deepEqual(await asked("application/ld+json, text/turtle;q=0.5"), [
      200,
      "application/ld+json",
      "accept, accept-encoding",
    ])
    assert.deepEqual(await asked("*/*"), [200, "text/turtle", "accept, accept-encoding"])
    assert.deepEqual(await asked("text/html,*/*;q=0.8"), [303, "/en/datasets", "accept"])
  })

  it("answers 304 while nothing public changed, by tag and by date, and no longer once it did", async () => {
    const { headers } = await portal.app.inject("/catalog.ttl")
    const etag = String(headers.etag)
    const date = String(headers["last-modified"])
    const ask = async (known: Record<string, string>) =>
      (await portal.app.inject({ url: "/catalog.ttl", headers: known })).statusCode
    assert.deepEqual([await ask({ "if-none-match": etag }), await ask({ "if-modified-since": date })], [304, 304])
    const change = (entity: string, kind: string) =>
      portal.db
        .transaction()
        .execute((tx) =>
          appendChanges(tx, [{ entity, entityId: ids.census, kind }], systemActor, new Date("2026-02-20T00:00:00Z")),
        )
    for (const [entity, kind] of [
      ["dataset", "measured"],
      ["dataset", "draft-saved"],
      ["harvest-run", "finished"],
    ] as const) {
      await change(entity, kind)
    }
    assert.equal(await ask({ "if-none-match": etag }), 304)
    await change("dataset", "updated")
    assert.deepEqual([await ask({ "if-none-match": etag }), await ask({ "if-modified-since": date })], [200, 200])
  })

  it("refuses what is no place in the walk, and parameters it does not know", async () => {
    const after = ["zz", "series", "-", `${ids.census}x`, "123.", `5.${ids.census}`, "service:zz"]
    for (const value of after) {
      const { status, body } = await portal.get(`/catalog.ttl?after=${value}`)
      assert.deepEqual([status, body.code], [400, "invalid-cursor"], value)
    }
    for (const query of ["limit=0", "limit=501", "page=0", "modified_since=hier"]) {
      const { status, body } = await portal.get(`/catalog.rdf?${query}`)
      assert.deepEqual([status, body.code], [400, "invalid-parameter"], query)
    }
    assert.equal((await portal.get("/catalog.nt?q=eau")).body.code, "unknown-parameter")
    const mixed = `/catalog.ttl?modified_since=2026-01-01&after=${ids.census}`
    assert.equal((await portal.get(mixed)).body.code, "invalid-cursor")
  })

  it("keeps to itself what is withdrawn, a draft or private", async () => {
    await sql`update dataset set visibility = 'private' where id = ${ids.museums}`.execute(portal.db)
    try {
      const { body } = await portal.app.inject("/catalog.nt")
      for (const id of [ids.withdrawn, ids.draft, ids.museums]) assert.ok(!body.includes(id))
      assert.equal((await portal.app.inject("/datasets/musees.ttl")).statusCode, 404)
    } finally {
      await sql`update dataset set visibility = 'public' where id = ${ids.museums}`.execute(portal.db)
    }
  })
})

describe("one dataset in RDF", () => {
  it("stands for itself, with its series, services and publisher, by slug and by identifier", async () => {
    for (const syntax of writtenSyntaxes) {
      const { body, statusCode } = await portal.app.inject(`/datasets/${ids.census}.${syntax}`)
      const graph = await readRdf(body, { url: `${baseUrl}/x.${syntax}` })
      assert.equal(statusCode, 200)
      assert.equal((await portal.app.inject(`/datasets/recensement-agricole.${syntax}`)).body, body)
      for (const type of ["Dataset", "DatasetSeries", "DataService", "Distribution", "CatalogRecord"]) {
        assert.equal(graph.subjectsOfType(`http://www.w3.org/ns/dcat#${type}`).length, 1, type)
      }
    }
  })

  it("moves with its slug, is gone when withdrawn, and is not found where it never was", async () => {
    const moved = await portal.app.inject("/datasets/ancien-nom.jsonld")
    assert.deepEqual([moved.statusCode, moved.headers.location], [308, "/datasets/recensement-agricole.jsonld"])
    const gone = await portal.get("/datasets/retire.ttl")
    assert.deepEqual([gone.status, gone.body.code], [410, "dataset-withdrawn"])
    for (const name of ["nulle-part.ttl", "brouillon.rdf", ".ttl", "x.exe"]) {
      assert.equal((await portal.app.inject(`/datasets/${name}`)).statusCode, 404, name)
    }
  })

  it("answers by Accept without ending, and leads people to its page", async () => {
    const turtle = await portal.app.inject({ url: "/datasets/musees", headers: { accept: "text/turtle" } })
    assert.equal(turtle.headers["content-type"], "text/turtle")
    const page = await portal.app.inject({ url: "/datasets/musees", headers: { "accept-language": "fr" } })
    assert.deepEqual([page.statusCode, page.headers.location], [303, "/fr/datasets/musees"])
  })

  it("answers 304 to who has it already", async () => {
    const { headers } = await portal.app.inject("/datasets/musees.nt")
    const again = await portal.app.inject({
      url: "/datasets/musees.nt",
      headers: { "if-none-match": String(headers.etag) },
    })
    assert.deepEqual([again.statusCode, again.body], [304, ""])
  })
})
