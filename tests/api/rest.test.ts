import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import fc from "fast-check"
import { sql } from "kysely"
import { endpoints } from "../../src/api/rest/endpoints.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { appendChanges } from "../../src/platform/changes/index.ts"
import { ids, insertDataset, searchDocuments } from "./support/catalogue.ts"
import { type ApiPortal, apiPortal } from "./support/portal.ts"

let portal: ApiPortal
before(async () => {
  portal = await apiPortal()
})
after(() => portal.close())

describe("GET /api/v1/datasets", () => {
  it("gives total, items, labelled facets and a cursor", async () => {
    const { status, body } = await portal.get("/api/v1/datasets?limit=2")

    assert.equal(status, 200)
    assert.equal(body.total, 3)
    assert.equal(body.items.length, 2)
    assert.equal(typeof body.next, "string")
    assert.deepEqual([body.limit, body.maxLimit], [2, 1000])
    assert.deepEqual(
      body.facets.organization.find(({ value }: { value: string }) => value === "ministere-agriculture"),
      {
        value: "ministere-agriculture",
        count: 2,
        selected: false,
        label: { ar: "وزارة الفلاحة", fr: "Ministère de l'agriculture", en: "Ministry of Agriculture" },
      },
    )
    assert.deepEqual(body.facets.source, [
      { value: ids.source, count: 1, selected: false, label: { und: "Portail agricole" } },
    ])
  })

  it("sorts by the newest data when no words are given", async () => {
    const { body } = await portal.get("/api/v1/datasets")
    assert.deepEqual(slugs(body), ["recensement-agricole", "musees", "prix-agricoles"])
  })

  it("takes a repeated facet as OR and different facets as AND", async () => {
    const either = await portal.get("/api/v1/datasets?theme=agriculture&theme=culture&sort=id")
    const both = await portal.get("/api/v1/datasets?theme=agriculture&theme=culture&format=XLSX")

    assert.equal(either.body.total, 3)
    assert.deepEqual(slugs(both.body), ["musees"])
    const chosen = both.body.facets.format.find(({ value }: { value: string }) => value === "XLSX")
    assert.equal(chosen.selected, true)
  })

  it("finds words and what changed since a date", async () => {
    assert.deepEqual(slugs((await portal.get("/api/v1/datasets?q=Recensement")).body), ["recensement-agricole"])
    const since = await portal.get("/api/v1/datasets?modified_since=2026-02-02T12:00:00Z")
    assert.deepEqual(slugs(since.body), ["prix-agricoles"])
  })

  it("reaches every dataset once by following next, in every order", async () => {
    for (const sort of ["id", "-modified", "relevance", "title"]) {
      const seen: string[] = []
      let cursor = ""
      do {
        const { body } = await portal.get(`/api/v1/datasets?limit=1&sort=${sort}${cursor && `&cursor=${cursor}`}`)
        seen.push(...slugs(body))
        cursor = body.next ?? ""
      } while (cursor)
      assert.deepEqual(seen.sort(), ["musees", "prix-agricoles", "recensement-agricole"], sort)
    }
  })

  it("names the next page in a Link header on its own base address", async () => {
    const { headers } = await portal.get("/api/v1/datasets?limit=1")
    assert.match(
      String(headers.link),
      /^<http:\/\/127\.0\.0\.1:8080\/api\/v1\/datasets\?limit=1&cursor=[\w-]+>; rel="next"$/,
    )
  })

  it("refuses a cursor of another query, a damaged one and one with an impossible position", async () => {
    const { body } = await portal.get("/api/v1/datasets?limit=1")
    const forged = Buffer.from(JSON.stringify({ q: "x", o: -5 })).toString("base64url")
    for (const url of [`q=autre&cursor=${body.next}`, "cursor=%7B%7D", `cursor=${forged}`, "cursor="]) {
      const refused = await portal.get(`/api/v1/datasets?limit=1&${url}`)
      assert.deepEqual([refused.status, refused.body.code], [400, "invalid-cursor"], url)
    }
  })

  it("leaves out what was withdrawn since the index was last current", async () => {
    const id = "01930000-0000-7000-8000-00000000000e"
    const facts = { title: { fr: "Éphémère" }, distributions: [] }
    await insertDataset(portal.db, {
      id,
      slug: "ephemere",
      organizationId: ids.culture,
      facts,
      metadataModified: "2026-02-02T00:00:00Z",
    })
    portal.documents.push(...(await searchDocuments(portal.db)).filter((document) => document.id === id))
    await sql`update dataset set state = 'withdrawn' where id = ${id}`.execute(portal.db)

    const { body } = await portal.get("/api/v1/datasets?q=éphémère")
    portal.documents.pop()

    assert.deepEqual(body.items, [])
  })

  it("says in the reader's language which parameter is wrong and why", async () => {
    const { status, headers, body } = await portal.get("/api/v1/datasets?limit=5000", {
      "accept-language": "fr-TN, ar;q=0.5",
    })

    assert.equal(status, 400)
    assert.equal(headers["content-type"], "application/problem+json")
    assert.equal(headers["content-language"], "fr")
    assert.equal(body.code, "invalid-parameter")
    assert.deepEqual(body.errors, [{ field: "limit", message: "Doit être un nombre entier entre 1 et 1000" }])
    const arabic = await portal.get("/api/v1/datasets?sort=best", { "accept-language": "ar" })
    assert.match(arabic.body.title, /قيمة معامل/)
    assert.match(arabic.body.errors[0].message, /[\u0600-\u06ff]/)
  })

  it("refuses a parameter it does not know instead of ignoring it", async () => {
    const { status, body } = await portal.get("/api/v1/datasets?organisation=x")
    assert.deepEqual([status, body.code, body.errors[0].field], [400, "unknown-parameter", "organisation"])
  })

  it("refuses dates and boxes that are none", async () => {
    for (const query of [
      "modified_since=yesterday",
      "modified_since=2026-13-45",
      "bbox=1,2,3",
      "bbox=200,0,1,1",
      "bbox=a,b,c,d",
      "limit=0",
      "limit=1e2",
      "limit=1&limit=2",
    ]) {
      const { status, body } = await portal.get(`/api/v1/datasets?${query}`)
      assert.deepEqual([status, body.code], [400, "invalid-parameter"], query)
    }
  })
})

describe("GET /api/v1/datasets/{ref}", () => {
  it("gives the whole dataset by id and by slug", async () => {
    const bySlug = await portal.get("/api/v1/datasets/recensement-agricole")
    const byId = await portal.get(`/api/v1/datasets/${ids.census}`)

    assert.deepEqual(bySlug.body, byId.body)
    const { body } = bySlug
    assert.deepEqual(body.title, { fr: "Recensement agricole", ar: "التعداد الفلاحي" })
    assert.deepEqual(body.themes, ["agriculture"])
    assert.equal(body.licence.open, true)
    assert.equal(body.metadataModified, "2026-02-01T10:00:00.123Z")
    assert.equal(body.harvestedAt, "2026-03-01T00:00:00.000Z")
    assert.deepEqual(body.source, {
      kind: "ckan",
      name: "Portail agricole",
      url: "https://agri.example/",
      remoteId: "remote-1",
      harvestedAt: "2026-03-01T00:00:00.000Z",
    })
    assert.deepEqual(body.spatial[0], { code: "iso:TN-11", label: { ar: "تونس", fr: "Tunis" }, bbox: null })
    assert.equal(body.distributions.length, 1)
    assert.equal(body.distributions[0].downloadUrl, "https://agri.example/census.csv")
  })

  it("redirects a former slug for ever", async () => {
    const answer = await portal.app.inject("/api/v1/datasets/ancien-nom")
    assert.deepEqual([answer.statusCode, answer.headers.location], [308, "/api/v1/datasets/recensement-agricole"])
  })

  it("answers 410 after withdrawal and says why", async () => {
    const { status, body } = await portal.get("/api/v1/datasets/retire")
    assert.deepEqual([status, body.code], [410, "dataset-withdrawn"])
    assert.deepEqual(body.withdrawal, {
      at: "2026-02-04T00:00:00.000Z",
      reason: "legal",
      note: { fr: "Décision du tribunal." },
    })
  })

  it("knows nothing of drafts", async () => {
    for (const ref of [ids.draft, "brouillon", "nulle-part"]) {
      const { status, body } = await portal.get(`/api/v1/datasets/${ref}`)
      assert.deepEqual([status, body.code], [404, "dataset-not-found"], ref)
    }
  })
})

describe("GET /api/v1/distributions/{id}", () => {
  it("gives the distribution with its dataset", async () => {
    const { status, body } = await portal.get(`/api/v1/distributions/${ids.file}`)
    assert.equal(status, 200)
    assert.deepEqual([body.format, body.byteSize, body.dataset.slug], ["CSV", 2048, "recensement-agricole"])
  })

  it("answers 410 for one that vanished and 404 for one that never was", async () => {
    assert.equal((await portal.get(`/api/v1/distributions/${ids.vanishedFile}`)).status, 410)
    assert.equal((await portal.get("/api/v1/distributions/nothing")).status, 404)
  })
})

describe("GET /api/v1/organizations", () => {
  it("refuses a cursor with a character that the database has not", async () => {
    const content = { l: "fr", k: "a\0", i: "01890000-0000-7000-8000-000000000000" }
    const forged = Buffer.from(JSON.stringify(content)).toString("base64url")
    const refused = await portal.get(`/api/v1/organizations?cursor=${forged}`)
    assert.deepEqual([refused.status, refused.body.code], [400, "invalid-cursor"])
  })

  it("lists by name in the reader's language and pages by cursor", async () => {
    const first = await portal.get("/api/v1/organizations?limit=1", { "accept-language": "fr" })
    const second = await portal.get(`/api/v1/organizations?limit=1&cursor=${first.body.next}`)

    assert.deepEqual([...slugs(first.body), ...slugs(second.body)], ["ministere-agriculture", "ministere-culture"])
    assert.deepEqual([first.body.total, first.body.items[0].datasets, second.body.next], [2, 2, null])
  })

  it("shows one by slug and by id", async () => {
    const bySlug = await portal.get("/api/v1/organizations/ministere-culture")
    assert.equal(bySlug.body.id, ids.culture)
    assert.deepEqual((await portal.get(`/api/v1/organizations/${ids.culture}`)).body, bySlug.body)
    assert.equal((await portal.get("/api/v1/organizations/personne")).body.code, "organization-not-found")
  })
})

describe("the vocabularies", () => {
  it("list themes with their counts", async () => {
    const { body } = await portal.get("/api/v1/themes")
    assert.deepEqual(
      body.items.map(({ code, datasets }: { code: string; datasets: number }) => [code, datasets]),
      [
        ["agriculture", 2],
        ["culture", 2],
      ],
    )
  })

  it("list places by level and parent, with cursor", async () => {
    const first = await portal.get("/api/v1/places?level=governorate&parent=iso:TN&limit=1")
    const second = await portal.get(`/api/v1/places?level=governorate&parent=iso:TN&limit=1&cursor=${first.body.next}`)
    assert.deepEqual(
      [first.body.total, first.body.items[0].code, second.body.items[0].code, second.body.next],
      [2, "iso:TN-11", "iso:TN-12", null],
    )
  })

  it("list licences and frequencies", async () => {
    assert.equal((await portal.get("/api/v1/licences")).body.items[0].open, true)
    assert.equal((await portal.get("/api/v1/frequencies")).body.items[0].code, "ANNUAL")
  })
})

describe("GET /api/v1/changes", () => {
  it("tells what changed since a token, as it is now, and only what is public", async () => {
    const start = await portal.get("/api/v1/changes")
    const about = (id: string) => start.body.items.find((item: { id: string }) => item.id === id)

    assert.equal(about(ids.census).slug, "recensement-agricole")
    assert.equal(about(ids.withdrawn).gone, true)
    const draft = about(ids.draft)
    assert.deepEqual([draft.gone, draft.title, draft.slug, draft.kind], [true, null, null, "gone"])
    assert.equal(start.body.upToDate, true)

    const nothing = await portal.get(`/api/v1/changes?after=${start.body.next}`)
    assert.deepEqual([nothing.body.items, nothing.body.next], [[], start.body.next])

    const change = { entity: "dataset", entityId: ids.census, kind: "updated" }
    await portal.db.transaction().execute((tx) => appendChanges(tx, [change, change], systemActor, new Date()))
    const later = await portal.get(`/api/v1/changes?after=${start.body.next}`)
    assert.equal(later.body.items.length, 1)
    assert.equal(later.body.items[0].kind, "updated")
  })

  it("tells of series and data services too", async () => {
    const { body: start } = await portal.get("/api/v1/changes")
    const told = [
      { entity: "series", entityId: ids.series, kind: "updated" },
      { entity: "series", entityId: ids.withdrawnSeries, kind: "withdrawn" },
      { entity: "service", entityId: ids.service, kind: "created" },
    ]
    await portal.db.transaction().execute((tx) => appendChanges(tx, told, systemActor, new Date()))
    const { body } = await portal.get(`/api/v1/changes?after=${start.next}`)
    assert.deepEqual(
      body.items.map(({ entity, slug, gone, href }: Record<string, unknown>) => [entity, slug, gone, href]),
      [
        ["series", "recensements-agricoles", false, `/api/v1/series/${ids.series}`],
        ["series", null, true, null],
        ["service", "api-recensement-agricole", false, `/api/v1/services/${ids.service}`],
      ],
    )
  })

  it("asks to start again when the database lives another life", async () => {
    const { status, body } = await portal.get("/api/v1/changes?after=00000000-0000-0000-0000-000000000000.3")
    assert.deepEqual([status, body.code], [410, "changes-start-again"])
  })
})

describe("the REST API", () => {
  it("may be read from any page of the web", async () => {
    const { headers } = await portal.get("/api/v1/themes", { origin: "https://elsewhere.example" })
    const error = await portal.get("/api/v1/nothing", { origin: "https://elsewhere.example" })
    const preflight = await portal.app.inject({ method: "OPTIONS", url: "/api/v1/datasets" })

    assert.equal(headers["access-control-allow-origin"], "*")
    assert.equal(error.headers["access-control-allow-origin"], "*")
    assert.equal(preflight.statusCode, 204)
    assert.match(String(preflight.headers["access-control-allow-methods"]), /GET/)
  })

  it("answers problem+json for addresses and methods it does not have", async () => {
    const nowhere = await portal.get("/api/v1/nothing")
    assert.deepEqual([nowhere.status, nowhere.body.code], [404, "not-found"])
    const posted = await portal.app.inject({ method: "DELETE", url: "/api/v1/frequencies" })
    assert.deepEqual([posted.statusCode, posted.json().code], [405, "method-not-allowed"])
    assert.equal((await portal.get("/api/v1/datasets/%ff")).body.code, "bad-request")
  })

  it("answers 304 to who has the answer already", async () => {
    const first = await portal.app.inject("/api/v1/datasets")
    const again = await portal.app.inject({
      url: "/api/v1/datasets",
      headers: { "if-none-match": String(first.headers.etag) },
    })
    assert.equal(again.statusCode, 304)
  })

  it("says 503 while the index is being built, never that there is nothing", async () => {
    portal.index.ready = false
    for (const url of ["/api/v1/datasets", "/api/v1/suggest?q=a", "/api/v1/themes"]) {
      const { status, body } = await portal.get(url)
      assert.deepEqual([status, body.code], [503, "unavailable"], url)
    }
    assert.equal((await portal.get("/api/3/action/package_search?q=prix")).status, 503)
    portal.index.ready = true
    assert.equal((await portal.get("/api/v1/datasets")).status, 200)
  })

  it("never answers 500, whatever is in any parameter", async () => {
    const value = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.constantFrom(
        "-1",
        "NaN",
        "1e400",
        "9".repeat(30),
        "a".repeat(3000),
        "'; drop table dataset;--",
        "%",
        "null",
        "[]",
        "{}",
        "\u202e",
        "٣",
      ),
    )
    const calls = endpoints.flatMap((one) =>
      Object.keys({ ...one.query, ...one.pathParameters }).map((name) => ({ one, name })),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...calls), value, async ({ one, name }, text) => {
        const path = one.path.replace(/\{(\w+)\}/g, () => encodeURIComponent(text.toWellFormed()) || "x")
        const query = name in one.query ? `?${name}=${encodeURIComponent(text.toWellFormed())}` : ""
        const { statusCode, body } = await portal.app.inject(`/api/v1${path}${query}`)
        assert.ok(statusCode < 500, `${path}${query} → ${statusCode} ${body}`)
      }),
      { numRuns: 250 },
    )
  })
})

function slugs(body: { items: { slug: string }[] }): string[] {
  return body.items.map(({ slug }) => slug)
}
