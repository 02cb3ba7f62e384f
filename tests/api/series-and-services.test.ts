import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { ids } from "./support/catalogue.ts"
import { type ApiPortal, apiPortal, baseUrl } from "./support/portal.ts"

let portal: ApiPortal
before(async () => {
  portal = await apiPortal()
})
after(() => portal.close())

const kinds = [
  {
    nouns: "series",
    noun: "series",
    id: ids.series,
    slug: "recensements-agricoles",
    gone: "serie-retiree",
    former: "ancienne-serie",
  },
  {
    nouns: "services",
    noun: "service",
    id: ids.service,
    slug: "api-recensement-agricole",
    gone: "api-retiree",
    former: "ancienne-api",
  },
] as const

for (const { nouns, noun, id, slug, gone, former } of kinds) {
  describe(`GET /api/v1/${nouns}`, () => {
    it("lists what is published, in the order of ids", async () => {
      const { status, body } = await portal.get(`/api/v1/${nouns}`)
      assert.equal(status, 200)
      assert.deepEqual([body.total, body.next, body.limit, body.maxLimit], [1, null, 100, 1000])
      assert.deepEqual(
        body.items.map((one: { id: string; datasets: number }) => [one.id, one.datasets]),
        [[id, 2]],
      )
    })

    it("gives one by id and by slug, with its permanent address", async () => {
      const bySlug = await portal.get(`/api/v1/${nouns}/${slug}`)
      assert.deepEqual((await portal.get(`/api/v1/${nouns}/${id}`)).body, bySlug.body)
      assert.equal(bySlug.body.url, `${baseUrl}/id/${noun}/${id}`)
      assert.equal(bySlug.body.organization.slug, "ministere-agriculture")
    })

    it("redirects a former slug, to the datasets too", async () => {
      for (const rest of ["", "/datasets"]) {
        const { statusCode, headers } = await portal.app.inject(`/api/v1/${nouns}/${former}${rest}`)
        assert.deepEqual([statusCode, headers.location], [308, `/api/v1/${nouns}/${slug}${rest}`])
      }
    })

    it("answers 410 after withdrawal and says why, and 404 for what never was", async () => {
      for (const rest of ["", "/datasets"]) {
        const withdrawn = await portal.get(`/api/v1/${nouns}/${gone}${rest}`)
        assert.deepEqual([withdrawn.status, withdrawn.body.code], [410, `${noun}-withdrawn`])
        assert.deepEqual(withdrawn.body.withdrawal, { at: "2026-02-06T00:00:00.000Z", reason: "gone-at-source" })
        const nothing = await portal.get(`/api/v1/${nouns}/nulle-part${rest}`)
        assert.deepEqual([nothing.status, nothing.body.code], [404, `${noun}-not-found`])
      }
    })

    it("lists its datasets whole, the freshest first, page by page", async () => {
      const { body } = await portal.get(`/api/v1/${nouns}/${slug}`)
      const first = await portal.get(`${body.datasetsUrl.slice(baseUrl.length)}?limit=1`)
      const second = await portal.get(`/api/v1/${nouns}/${slug}/datasets?limit=1&cursor=${first.body.next}`)
      assert.deepEqual([first.body.total, second.body.next], [2, null])
      assert.deepEqual(
        [...first.body.items, ...second.body.items].map((one: { slug: string }) => one.slug),
        ["recensement-agricole", "prix-agricoles"],
      )
      assert.match(String(first.headers.link), /\/datasets\?limit=1&cursor=[\w-]+>; rel="next"$/)
    })

    it("refuses cursors that are damaged, forged or of another list", async () => {
      const forged = (content: object) => Buffer.from(JSON.stringify(content)).toString("base64url")
      const elsewhere = forged({ of: ids.census, f: "", a: ids.census })
      const zero = forged({ of: id, f: "\u0000", a: ids.census })
      for (const cursor of ["x", elsewhere, zero]) {
        const { status, body } = await portal.get(`/api/v1/${nouns}/${slug}/datasets?cursor=${cursor}`)
        assert.deepEqual([status, body.code], [400, "invalid-cursor"], cursor)
      }
      const { status, body } = await portal.get(`/api/v1/${nouns}?cursor=${forged({ a: "x" })}`)
      assert.deepEqual([status, body.code], [400, "invalid-cursor"])
      assert.deepEqual((await portal.get(`/api/v1/${nouns}?cursor=${forged({ a: id })}`)).body.items, [])
    })
  })
}

describe("a data service", () => {
  it("says where it answers, how it is documented, its licence and whom to ask", async () => {
    const { body } = await portal.get("/api/v1/services/api-recensement-agricole")
    assert.equal(body.endpointUrl, "https://agri.example/api")
    assert.equal(body.endpointDescription, "https://agri.example/api/openapi.json")
    assert.equal(body.licence.open, true)
    assert.deepEqual(body.contactPoints, [{ name: null, email: "api@agriculture.example", phone: null, url: null }])
  })
})

describe("a dataset", () => {
  it("names its series, the services that serve it and its contacts", async () => {
    const { body } = await portal.get("/api/v1/datasets/recensement-agricole")
    assert.deepEqual(body.series, {
      id: ids.series,
      slug: "recensements-agricoles",
      title: { fr: "Recensements agricoles", ar: "التعدادات الفلاحية" },
      url: `${baseUrl}/id/series/${ids.series}`,
    })
    assert.deepEqual(body.services, [
      {
        id: ids.service,
        slug: "api-recensement-agricole",
        title: { fr: "API du recensement agricole" },
        url: `${baseUrl}/id/service/${ids.service}`,
        endpointUrl: "https://agri.example/api",
      },
    ])
    assert.deepEqual(body.contactPoints, [
      { name: "Service statistique", email: "stat@agriculture.example", phone: null, url: null },
    ])
  })

  it("that is in no series and that nobody serves says so", async () => {
    const { body } = await portal.get("/api/v1/datasets/musees")
    assert.deepEqual([body.series, body.services], [null, []])
  })
})
