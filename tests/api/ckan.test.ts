import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import fc from "fast-check"
import { actions } from "../../src/api/ckan/actions.ts"
import { readRecords } from "../support/read-records.ts"
import { ids, vocabularies } from "./support/catalogue.ts"
import { type ApiPortal, apiPortal, baseUrl } from "./support/portal.ts"

let portal: ApiPortal
before(async () => {
  portal = await apiPortal()
})
after(() => portal.close())

async function call(action: string, query: Record<string, string> = {}) {
  return portal.get(`/api/3/action/${action}?${new URLSearchParams(query)}`)
}

async function names(query: Record<string, string>): Promise<string[]> {
  const { status, body } = await call("package_search", { sort: "name asc", ...query })
  assert.equal(status, 200, JSON.stringify(body))
  assert.equal(body.result.count, body.result.results.length)
  return body.result.results.map(({ name }: { name: string }) => name)
}

async function post(payload: string, contentType: string, url = "/api/3/action/package_show") {
  const answer = await portal.app.inject({ method: "POST", url, payload, headers: { "content-type": contentType } })
  return { status: answer.statusCode, body: answer.json() }
}

describe("the Action API as a transport", () => {
  it("answers the envelope with a help address, under both roots", async () => {
    const versioned = await call("site_read")
    const short = await portal.get("/api/action/site_read")

    assert.deepEqual(versioned.body, {
      help: `${baseUrl}/api/3/action/help_show?name=site_read`,
      success: true,
      result: true,
    })
    assert.deepEqual(short.body, versioned.body)
    assert.equal(versioned.headers["content-type"], "application/json")
    assert.equal(versioned.headers["access-control-allow-origin"], "*")
  })

  it("reads JSON, JSON in the name of a form field, forms, multipart and a query with an empty body", async () => {
    const multipart = '--x\r\ncontent-disposition: form-data; name="id"\r\n\r\nmusees\r\n--x--\r\n'
    const bodies: [string, string][] = [
      ['{"id":"musees"}', "application/json"],
      ['{"id":"musees"}', "application/x-www-form-urlencoded"],
      ["id=musees", "application/x-www-form-urlencoded"],
      ['{"id":"musees"}', "text/plain"],
      [multipart, "multipart/form-data; boundary=x"],
    ]
    for (const [payload, contentType] of bodies) {
      const { status, body } = await post(payload, contentType)
      assert.equal(status, 200, contentType)
      assert.equal(body.result.name, "musees", contentType)
    }
    const untyped = await portal.app.inject({
      method: "POST",
      url: "/api/action/package_show",
      payload: '{"id":"musees"}',
    })
    assert.equal(untyped.json().result.name, "musees")
    const empty = await portal.app.inject({ method: "POST", url: "/api/action/package_show?id=musees" })
    assert.equal(empty.json().result.name, "musees")
  })

  it("answers a bare string to what it cannot read at all", async () => {
    const unknown = await call("package_fly")
    assert.deepEqual([unknown.status, unknown.body], [400, "Bad request - Action name not known: package_fly"])
    for (const payload of ["{", "[1]", "null", '"id"']) {
      const { status, body } = await post(payload, "application/json")
      assert.equal(status, 400)
      assert.match(body, /^Bad request - JSON Error: /)
    }
    assert.equal((await post('{"id":"a\\u0000"}', "application/json")).status, 400)
  })

  it("names errors with the exact types that clients know", async () => {
    const missing = await call("package_show", { id: "nulle-part" })
    assert.deepEqual([missing.status, missing.body.success], [404, false])
    assert.deepEqual(missing.body.error, { __type: "Not Found Error", message: "Not found: Dataset was not found." })

    const invalid = await call("package_show")
    assert.deepEqual([invalid.status, invalid.body.error], [409, { __type: "Validation Error", id: ["Missing value"] }])

    const strange = await call("package_search", { foo: "1" })
    assert.deepEqual([strange.status, strange.body.error.__type], [400, "Search Query Error"])
    const sort = await call("package_search", { sort: "best" })
    assert.deepEqual([sort.status, sort.body.error.__type], [400, "Search Query Error"])
    const local = await call("package_search", { q: "{!lucene}x" })
    assert.deepEqual([local.status, local.body.error.__type], [409, "Search Error"])
    const rows = await call("package_search", { rows: "-1" })
    assert.deepEqual([rows.status, rows.body.error.__type], [409, "Validation Error"])
  })

  it("answers as a script only to a callback that is a plain name", async () => {
    const script = await portal.app.inject("/api/3/action/site_read?callback=jQuery.cb_1")
    assert.match(String(script.headers["content-type"]), /^application\/javascript/)
    assert.match(script.body, /^\/\*\*\/jQuery\.cb_1\(\{.*\}\);$/)
    for (const callback of ["alert(1)//", "", "a;b", "<script>"]) {
      const refused = await portal.app.inject(`/api/3/action/site_read?callback=${encodeURIComponent(callback)}`)
      assert.equal(refused.statusCode, 400, callback)
    }
  })

  it("explains every action", async () => {
    for (const name of Object.keys(actions)) {
      assert.match((await call("help_show", { name })).body.result, /\w{4}/, name)
    }
    assert.equal((await call("help_show", { name: "constructor" })).status, 404)
  })
})

describe("package_search", () => {
  it("finds public datasets only, whatever is asked", async () => {
    const everything = ["musees", "prix-agricoles", "recensement-agricole"]
    assert.deepEqual(await names({}), everything)
    assert.deepEqual(await names({ q: "*:*" }), everything)
    assert.deepEqual(
      await names({ include_private: "true", include_drafts: "true", include_deleted: "true" }),
      everything,
    )
    assert.deepEqual(await names({ fq: "state:(draft OR deleted OR active)" }), everything)
    assert.deepEqual(await names({ fq: "state:draft" }), [])
    assert.deepEqual(await names({ fq: "-state:active OR creator_user_id:*" }), [])
    assert.deepEqual(await names({ q: "name:brouillon OR name:retire" }), [])
  })

  it("filters by fields, with OR that other clauses still limit", async () => {
    const both = "organization:ministere-agriculture OR organization:ministere-culture"
    assert.equal((await names({ fq: both })).length, 3)
    assert.deepEqual(await names({ fq: `${both} res_format:XLSX` }), ["musees"])
    assert.deepEqual(await names({ fq: "-organization:ministere-agriculture" }), ["musees"])
    assert.deepEqual(await names({ fq: "groups:agriculture AND groups:culture" }), ["prix-agricoles"])
    assert.deepEqual(await names({ fq: 'tags:"Olives"' }), ["recensement-agricole"])
    assert.deepEqual(await names({ fq: "tags:زيتون" }), ["recensement-agricole"])
    assert.deepEqual(await names({ fq: "res_format:csv license_id:lndpo-tn" }), ["recensement-agricole"])
    assert.deepEqual(await names({ fq: `id:${ids.museums}` }), ["musees"])
    assert.deepEqual(await names({ fq: `owner_org:${ids.culture}` }), ["musees"])
    assert.deepEqual(await names({ fq: "title:mus*" }), ["musees"])
    assert.deepEqual(await names({ fq: "name:p*" }), ["prix-agricoles"])
    assert.deepEqual(await names({ fq: "extras_identifier:AGR-1" }), ["recensement-agricole"])
    assert.deepEqual(await names({ fq: "extras_frequency:[* TO *]" }), ["recensement-agricole"])
    assert.deepEqual(await names({ fq: "extras_nobody:x" }), [])
  })

  it("takes several filters as AND, in fq, repeated fq and fq_list", async () => {
    const { body } = await portal.get("/api/3/action/package_search?fq=groups:agriculture&fq=groups:culture")
    assert.equal(body.result.count, 1)
    const listed = await call("package_search", { fq_list: '["groups:agriculture","groups:culture"]' })
    assert.equal(listed.body.result.count, 1)
  })

  it("filters by date as clients write dates", async () => {
    assert.deepEqual(await names({ fq: "metadata_modified:[2026-02-01T10:00:00.123000Z TO *]" }), [
      "musees",
      "prix-agricoles",
      "recensement-agricole",
    ])
    assert.deepEqual(await names({ fq: "metadata_modified:{2026-02-01T10:00:00.123000Z TO NOW]" }), [
      "musees",
      "prix-agricoles",
    ])
    assert.deepEqual(await names({ fq: "metadata_modified:[NOW-27DAYS TO NOW]" }), ["prix-agricoles"])
    const { status, body } = await call("package_search", { fq: "metadata_modified:[yesterday TO *]" })
    assert.deepEqual([status, body.error.__type], [400, "Search Query Error"])
  })

  it("finds words by the search index, and filters what it finds", async () => {
    assert.deepEqual(await names({ q: "agricoles" }), ["prix-agricoles", "recensement-agricole"])
    assert.deepEqual(await names({ q: "agricoles", fq: "groups:culture" }), ["prix-agricoles"])
    assert.deepEqual(await names({ q: "title:prix text:agricoles" }), ["prix-agricoles"])
  })

  it("refuses a query that cannot be read or names an unknown field", async () => {
    for (const fq of ["(a", "nobody:x", "title:", "__proto__:x"]) {
      const { status, body } = await call("package_search", { fq })
      assert.deepEqual([status, body.error.__type], [400, "Search Query Error"], fq)
    }
  })

  it("counts facets in both shapes, with names for people", async () => {
    const { body } = await call("package_search", {
      "facet.field": '["organization","res_format","nobody","constructor"]',
      rows: "0",
      "facet.limit": "-1",
    })
    assert.deepEqual(body.result.facets.organization, { "ministere-agriculture": 2, "ministere-culture": 1 })
    assert.deepEqual(body.result.facets.res_format, { CSV: 2, XLSX: 1 })
    assert.deepEqual(body.result.search_facets.organization.items[0], {
      name: "ministere-agriculture",
      display_name: "Ministère de l'agriculture",
      count: 2,
    })
    assert.deepEqual([body.result.count, body.result.results], [3, []])
    assert.deepEqual(body.result.facets.nobody, {})
  })

  it("sorts, pages and gives only the fields wanted", async () => {
    const page = await call("package_search", { sort: "name desc", rows: "1", start: "1", fl: "name,id" })
    assert.deepEqual(page.body.result.results, [{ name: "prix-agricoles", id: ids.prices }])
    assert.deepEqual([page.body.result.count, page.body.result.sort], [3, "name desc"])
    assert.equal((await call("package_search", { rows: "5000" })).body.result.results.length, 3)
    const beyond = await call("package_search", { start: "1000000" })
    assert.deepEqual([beyond.body.success, beyond.body.result.results], [true, []])
  })
})

describe("a package", () => {
  it("is the same in the search and alone, by id, name and former name", async () => {
    const alone = (await call("package_show", { id: "recensement-agricole" })).body.result
    const found = (await call("package_search", { fq: "name:recensement-agricole" })).body.result.results[0]

    assert.deepEqual(found, alone)
    assert.deepEqual((await call("package_show", { name_or_id: ids.census })).body.result, alone)
    assert.deepEqual((await call("package_show", { id: "ancien-nom" })).body.result, alone)
  })

  it("has every field of CKAN's, with its kinds of values", async () => {
    const { result } = (await call("package_show", { id: ids.census })).body

    assert.equal(result.title, "Recensement agricole")
    assert.deepEqual(result.title_translated, { fr: "Recensement agricole", ar: "التعداد الفلاحي" })
    assert.equal(result.metadata_modified, "2026-02-01T10:00:00.123000")
    assert.equal(result.metadata_created, "2026-01-01T00:00:00.000000")
    assert.deepEqual([result.state, result.private, result.type, result.isopen], ["active", false, "dataset", true])
    assert.equal(result.owner_org, ids.agriculture)
    assert.equal(result.organization.name, "ministere-agriculture")
    assert.deepEqual(
      result.tags.map(({ name }: { name: string }) => name),
      ["Olives", "exploitations", "زيتون"],
    )
    assert.equal(result.groups[0].name, "agriculture")
    assert.match(result.groups[0].id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    assert.ok(result.extras.every(({ value }: { value: unknown }) => typeof value === "string"))
    assert.equal(result.resources.length, 1)
    assert.deepEqual(
      [result.resources[0].url, result.resources[0].format, result.resources[0].size],
      ["https://agri.example/census.csv", "CSV", 2048],
    )
    for (const field of ["author_email", "relationships_as_subject", "creator_user_id", "num_tags", "version"]) {
      assert.ok(field in result, field)
    }
  })

  it("is not there when withdrawn or a draft", async () => {
    for (const id of ["retire", ids.withdrawn, "brouillon", ids.draft]) {
      assert.equal((await call("package_show", { id })).status, 404, id)
    }
  })
})

describe("the other reads", () => {
  it("list names of datasets, all and by page", async () => {
    assert.deepEqual((await call("package_list")).body.result, ["musees", "prix-agricoles", "recensement-agricole"])
    assert.deepEqual((await call("package_list", { limit: "1", offset: "1" })).body.result, ["prix-agricoles"])
    const current = await call("current_package_list_with_resources", { limit: "2" })
    assert.deepEqual(
      current.body.result.map(({ name }: { name: string }) => name),
      ["prix-agricoles", "musees"],
    )
  })

  it("show organisations by name and identifier", async () => {
    assert.deepEqual((await call("organization_list")).body.result, ["ministere-agriculture", "ministere-culture"])
    const whole = await call("organization_list", { all_fields: "true", sort: "package_count desc" })
    assert.deepEqual(
      whole.body.result.map(({ name, package_count }: { name: string; package_count: number }) => [
        name,
        package_count,
      ]),
      [
        ["ministere-agriculture", 2],
        ["ministere-culture", 1],
      ],
    )
    const shown = await call("organization_show", { id: ids.culture, include_datasets: "true" })
    assert.equal(shown.body.result.name, "ministere-culture")
    assert.equal(shown.body.result.packages[0].name, "musees")
    assert.equal((await call("organization_show", { id: "personne" })).body.error.__type, "Not Found Error")
  })

  it("show themes as groups", async () => {
    assert.deepEqual((await call("group_list", { sort: "name desc" })).body.result, ["culture", "agriculture"])
    const byName = (await call("group_show", { id: "culture" })).body.result
    assert.equal(byName.package_count, 2)
    assert.deepEqual((await call("group_show", { id: byName.id })).body.result, byName)
  })

  it("list keywords and licences and say what the portal is", async () => {
    assert.deepEqual((await call("tag_list", { query: "OLI" })).body.result, ["Olives"])
    assert.equal((await call("license_list")).body.result[0].id, "lndpo-tn")
    const status = (await call("status_show")).body.result
    assert.match(status.ckan_version, /^2\.11\.\d+$/)
    assert.equal(status.site_url, baseUrl)
  })

  it("show a distribution, and 404 for one that vanished", async () => {
    assert.equal((await call("resource_show", { id: ids.file })).body.result.package_id, ids.census)
    assert.equal((await call("resource_show", { id: ids.vanishedFile })).status, 404)
    assert.equal((await call("resource_show", { id: "x" })).status, 404)
  })
})

describe("hostile calls", () => {
  const names = [
    "id",
    "q",
    "fq",
    "fq_list",
    "sort",
    "rows",
    "start",
    "fl",
    "facet.field",
    "facet.limit",
    "limit",
    "offset",
    "all_fields",
    "organizations",
    "query",
    "name",
    "callback",
    "page",
  ]
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.constantFrom(
      "title:a OR",
      "[",
      '["a',
      "-1",
      "9".repeat(20),
      "a'b",
      "%",
      "_",
      "id:'",
      "__proto__",
      "name:\\",
      "text:*",
      "metadata_modified:NOW",
      "{!x}",
      "*:*",
      "title:[a TO b]",
    ),
  )

  it("are refused at once when one question would be thousands", async () => {
    const questions = [
      { fq_list: Array(200).fill("title:a") },
      { fq_list: Array(50).fill("title:a OR ".repeat(90).concat("title:b")) },
      { q: "eau ".repeat(100_000) },
      { sort: Array(50).fill("name asc").join(",") },
    ]
    for (const question of questions) {
      const { status, body } = await post(JSON.stringify(question), "application/json", "/api/3/action/package_search")
      assert.deepEqual([status, body.error?.__type], [400, "Search Query Error"])
    }
  })

  it("by GET never answer 500", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(actions)),
        fc.constantFrom(...names),
        text,
        async (action, name, value) => {
          const url = `/api/3/action/${action}?${name}=${encodeURIComponent(value.toWellFormed())}`
          const { statusCode, body } = await portal.app.inject(url)
          assert.ok(statusCode < 500, `${url} → ${body}`)
        },
      ),
      { numRuns: 300 },
    )
  })

  it("by POST never answer 500, whatever JSON they send", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(actions)),
        fc.constantFrom(...names),
        fc.jsonValue(),
        async (action, name, value) => {
          const payload = JSON.stringify({ [name]: value })
          const { status, body } = await post(payload, "application/json", `/api/3/action/${action}`)
          assert.ok(status < 500, `${action} ${payload} → ${JSON.stringify(body)}`)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe("ckanext-harvest", () => {
  it("gathers every dataset once, in stable pages, with organisations and groups it can look up", async () => {
    const gathered = new Map<string, Record<string, unknown>>()
    for (let start = 0; ; start += 2) {
      const { body } = await portal.get(`/api/3/action/package_search?rows=2&start=${start}&sort=id+asc`)
      assert.equal(body.success, true)
      const fresh = body.result.results.filter(({ id }: { id: string }) => !gathered.has(id))
      if (fresh.length === 0) break
      for (const one of fresh) gathered.set(one.id, one)
    }
    assert.deepEqual([...gathered.keys()], [ids.census, ids.museums, ids.prices])
    for (const one of gathered.values()) {
      const organization = await call("organization_show", { id: String(one.owner_org) })
      assert.equal(organization.body.result.id, one.owner_org)
      for (const group of one.groups as { id: string; name: string }[]) {
        assert.equal((await call("group_show", { id: group.id })).body.result.name, group.name)
      }
    }
  })

  it("later takes only what changed, with the filter it writes", async () => {
    const fq =
      "metadata_modified:[2026-02-02T00:00:00.000000Z TO *] organization:ministere-agriculture OR organization:ministere-culture"
    const { body } = await call("package_search", { rows: "100", start: "0", sort: "id asc", fq })
    assert.deepEqual(
      body.result.results.map(({ id }: { id: string }) => id),
      [ids.museums, ids.prices],
    )
  })
})

describe("our own CKAN connector", () => {
  it("harvests us without loss", async () => {
    const { connectorFor } = await import("../../src/harvest/connectors/index.ts")
    const source = { url: `${baseUrl}/`, options: { rows: 2 } }
    const found = await readRecords(connectorFor("ckan"), { ...source, fetch: fetchInProcess, vocabularies })
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ["dataset", "dataset", "dataset"],
    )
    const census = found.find(({ remoteId }) => remoteId === ids.census)
    assert.equal(census?.kind, "dataset")
    if (census?.kind !== "dataset") return
    const { facts, problems } = census
    assert.deepEqual(problems, [])
    assert.equal(facts.identifier, "AGR-1")
    assert.deepEqual(facts.title, { fr: "Recensement agricole", ar: "التعداد الفلاحي" })
    assert.deepEqual(facts.keywords, { fr: ["exploitations", "Olives"], ar: ["زيتون"] })
    assert.deepEqual(facts.themes, ["agriculture"])
    assert.equal(facts.licence?.code, "lndpo-tn")
    assert.equal(facts.frequency?.code, "ANNUAL")
    assert.deepEqual(facts.temporal, [{ start: "2020", end: "2025" }])
    assert.deepEqual(facts.spatial?.find(({ code }) => code)?.code, "iso:TN-11")
    assert.deepEqual(facts.spatial?.find(({ bbox }) => bbox)?.bbox, [7.5, 30.2, 11.6, 37.6])
    assert.deepEqual([facts.issued, facts.modified], ["2021-05-01", "2026-01-15"])
    assert.deepEqual(facts.publisher?.name, { fr: "DGEDA" })
    assert.deepEqual(facts.contactPoints, [{ name: "Service statistique", email: "stat@agriculture.example" }])
    assert.deepEqual(facts.languages, ["fr"])
    assert.deepEqual(facts.conformsTo, ["https://example.org/norme"])
    assert.equal(facts.version, "2")
    const [file] = facts.distributions
    assert.deepEqual(
      [file?.remoteId, file?.downloadUrl, file?.accessUrl, file?.format, file?.byteSize, file?.modified],
      [ids.file, "https://agri.example/census.csv", "https://agri.example/census", "CSV", 2048, "2026-01-15"],
    )
  })

  async function fetchInProcess(url: string) {
    const answer = await portal.app.inject(url)
    return {
      status: answer.statusCode,
      headers: answer.headers as Record<string, string>,
      url,
      bytes: async () => new Uint8Array(answer.rawPayload),
      text: async () => answer.body,
    }
  }
})
