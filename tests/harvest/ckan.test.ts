import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { HarvestStopped } from "../../src/harvest/connector.ts"
import { ckanConnector } from "../../src/harvest/connectors/ckan/index.ts"
import { json, type Portal, packageSearch } from "../support/portal-server.ts"
import { readRecords, stopsWith } from "../support/read-records.ts"
import { client, harvest, packages, portal, search, useCkanPortal, vocabularies } from "./ckan-portal.ts"

useCkanPortal()

async function one(fields: Record<string, unknown>) {
  portal.set(search, packageSearch(packages(1, fields)))
  const [record] = await harvest()
  assert.ok(record)
  return record
}

async function factsOf(fields: Record<string, unknown>) {
  const record = await one(fields)
  assert.equal(record.kind, "dataset")
  return record.kind === "dataset" ? record.facts : assert.fail()
}

describe("a CKAN portal is read to its end", () => {
  it("page by page in the order of ids", async () => {
    portal.set(search, packageSearch(packages(250)))
    const found = await harvest()
    assert.equal(new Set(found.map(({ remoteId }) => remoteId)).size, 250)
    assert.deepEqual(portal.requests, [
      `${search}?rows=100&start=0&sort=id+asc`,
      `${search}?rows=100&start=100&sort=id+asc`,
      `${search}?rows=100&start=200&sort=id+asc`,
    ])
  })

  it("also when it gives smaller pages than asked for", async () => {
    portal.set(search, packageSearch(packages(23), { cap: 10 }))
    assert.equal((await harvest("", { rows: 1000 })).length, 23)
  })

  it("from any address that a person would give", async () => {
    portal.set(search, packageSearch(packages(1)))
    portal.set(`/portal${search}`, packageSearch(packages(2)))
    for (const path of [
      "",
      "api",
      "api/3",
      "api/3/",
      "api/3/action",
      "dataset",
      "dataset/jeu-0",
      `${search.slice(1)}?q=*:*&rows=5`,
    ])
      assert.equal((await harvest(path)).length, 1, path)
    assert.equal((await harvest("portal/dataset")).length, 2)
  })

  it("with the filter of the address and of the options", async () => {
    portal.set(search, packageSearch(packages(1)))
    await harvest(`${search.slice(1)}?fq=res_format:CSV&start=40`, { filter: "organization:onagri" })
    const asked = new URLSearchParams(portal.requests[0]?.split("?")[1])
    // CKAN takes a repeated `fq` for a list and fails on it.
    assert.deepEqual(asked.getAll("fq"), ["res_format:CSV organization:onagri"])
    assert.equal(asked.get("start"), "0")
  })

  it("from one package_show and from a file", async () => {
    portal.set("/api/3/action/package_show", json({ success: true, result: packages(1)[0] }))
    portal.set("/dump.json", json(packages(3)))
    assert.equal((await harvest("api/3/action/package_show?id=jeu-0")).length, 1)
    assert.equal((await harvest("dump.json")).length, 3)
  })

  it("from the older list, where the portal knows no search (DKAN)", async () => {
    const all = packages(25)
    portal.set("/api/3/action/current_package_list_with_resources", (url) => {
      const [limit, offset] = ["limit", "offset"].map((name) => Number(url.searchParams.get(name)))
      const page = all.slice(offset, (offset ?? 0) + Math.min(limit ?? 0, 10))
      return json({ success: true, result: [page] })
    })
    assert.equal((await harvest()).length, 25)
    assert.equal((await harvest("api/3/action/current_package_list_with_resources?limit=5")).length, 25)
  })

  it("from a list that gives everything at once, whatever is asked for", async () => {
    portal.set("/api/3/action/current_package_list_with_resources", json({ success: true, result: packages(30) }))
    assert.equal((await harvest("", { rows: 20 })).length, 30)
  })

  it("when its JSON is labelled as text or wrapped in a string", async () => {
    const body = JSON.stringify({ success: true, result: { count: 1, results: packages(1) } })
    portal.set(search, { body, type: "text/html; charset=utf-8" })
    assert.equal((await harvest()).length, 1)
    portal.set(search, { body: `\ufeff${JSON.stringify(body)}` })
    assert.equal((await harvest()).length, 1)
  })
})

describe("a CKAN portal that cannot be read to its end stops the run", () => {
  it("when it repeats a page for ever", async () => {
    portal.set(search, packageSearch(packages(300), { repeatsPages: true }))
    await assert.rejects(harvest(), stopsWith("paging-repeats"))
  })

  it("when it ends before the number it counts", async () => {
    portal.set(search, packageSearch(packages(300), { endsAfter: 120 }))
    await assert.rejects(harvest(), stopsWith("truncated"))
  })

  it("but not when its options say that it counts what it does not list", async () => {
    portal.set(search, packageSearch(packages(300), { endsAfter: 120 }))
    assert.equal((await harvest("", { ignoreTotal: true })).length, 120)
  })

  it("when a later page fails, is a web page, breaks off or refuses", async () => {
    const laterPage = async (answer: Parameters<Portal["set"]>[1]) => {
      const first = packageSearch(packages(150))
      portal.set(search, (url, request) => {
        const route = url.searchParams.get("start") === "0" ? first : answer
        return typeof route === "function" ? route(url, request) : route
      })
      await harvest()
    }
    await assert.rejects(laterPage({ status: 500, body: "Internal Server Error" }), stopsWith("http-error"))
    await assert.rejects(
      laterPage({ type: "text/html", body: "<html>En maintenance</html>" }),
      stopsWith("html-instead"),
    )
    await assert.rejects(laterPage({ body: JSON.stringify(packages(50)), breakAfter: 500 }), stopsWith("truncated"))
    await assert.rejects(laterPage({ body: JSON.stringify(packages(50)).slice(0, 500) }), stopsWith("truncated"))
    const refusal = { success: false, error: { __type: "Search Error", message: "Solr is down" } }
    await assert.rejects(laterPage(json(refusal)), (error) => {
      assert.ok(error instanceof HarvestStopped)
      return error.code === "success-false" && error.detail.says === "Search Error: Solr is down"
    })
  })

  it("when it says so in a bare sentence", async () => {
    portal.set(search, { status: 400, body: '"Bad request - Action name not known: package_search"' })
    await assert.rejects(harvest(), stopsWith("success-false"))
  })

  it("when it answers nothing, lies in a private network, or its address is none", async () => {
    await assert.rejects(harvest(), stopsWith("http-error"))
    await assert.rejects(
      readRecords(ckanConnector, { url: "http://10.1.2.3/", fetch: client.fetch, vocabularies }),
      stopsWith("source-blocked"),
    )
    await assert.rejects(
      readRecords(ckanConnector, { url: "http://127.0.0.1:1/", fetch: client.fetch, vocabularies }),
      stopsWith("source-unreachable"),
    )
    await assert.rejects(
      readRecords(ckanConnector, { url: "catalogue", fetch: client.fetch, vocabularies }),
      stopsWith("bad-source-url"),
    )
  })

  it("when it is larger than the limit set for it", async () => {
    portal.set(search, packageSearch(packages(300)))
    await assert.rejects(harvest("", { maxRecords: 150 }), stopsWith("too-large"))
  })

  it("when its options are wrong", async () => {
    await assert.rejects(harvest("", { rows: 5_000 }), stopsWith("bad-options"))
  })
})

describe("packages that are not for the catalogue are skipped with the reason", () => {
  const cases: readonly (readonly [Record<string, unknown>, string])[] = [
    [{ private: true }, "private"],
    [{ state: "draft" }, "draft"],
    [{ state: "deleted" }, "deleted"],
    [{ type: "harvest" }, "harvest"],
    [{ type: "showcase" }, "showcase"],
  ]
  for (const [fields, reason] of cases)
    it(reason, async () => {
      portal.set(search, packageSearch([...packages(1, fields), { id: "other", title: "Jeu visible" }]))
      const found = await harvest()
      assert.deepEqual(
        found.find(({ kind }) => kind === "skipped"),
        { kind: "skipped", remoteId: "id-0000", reason },
      )
    })
})

describe("the dialects of Tunisian portals", () => {
  it("title_ar, notes_ar, name_ar, description_ar and the two lists of keywords", async () => {
    const facts = await factsOf({
      title: "Budget annuel de la municipalité",
      title_ar: "الميزانية السنوية للبلدية",
      notes: "Budget voté",
      notes_ar: "الميزانية المصادق عليها",
      keywords_fr: "budget, finances locales",
      keywords_ar: "ميزانية، مالية محلية",
      frequency_update: "annuelle",
      resources: [
        {
          id: "r",
          name: "Budget 2024",
          name_ar: "ميزانية 2024",
          description_ar: "جدول",
          url: "https://x.tn/b.csv",
          format: "CSV",
        },
      ],
    })
    assert.deepEqual(facts.title, { ar: "الميزانية السنوية للبلدية", fr: "Budget annuel de la municipalité" })
    assert.deepEqual(facts.description, { ar: "الميزانية المصادق عليها", fr: "Budget voté" })
    assert.deepEqual(facts.keywords, { fr: ["budget", "finances locales"], ar: ["ميزانية", "مالية محلية"] })
    assert.equal(facts.frequency?.code, "ANNUAL")
    assert.deepEqual(facts.distributions[0]?.title, { ar: "ميزانية 2024", fr: "Budget 2024" })
    assert.deepEqual(facts.distributions[0]?.description, { ar: "جدول" })
  })

  it("the same among the extras, and a French text copied into the Arabic field is French", async () => {
    const facts = await factsOf({
      title: "Liste des marchés publics",
      extras: [
        { key: "title_ar", value: "قائمة الصفقات العمومية" },
        { key: "notes_ar", value: "Marchés attribués par la commune" },
      ],
    })
    assert.deepEqual(facts.title, { ar: "قائمة الصفقات العمومية", fr: "Liste des marchés publics" })
    assert.deepEqual(facts.description, { fr: "Marchés attribués par la commune" })
  })

  it("fluent texts as objects or as JSON in strings", async () => {
    const facts = await factsOf({
      title: { fr: "Prix", ar: "الأسعار" },
      notes_translated: '{"fr":"Prix du marché","en":"Market prices"}',
    })
    assert.deepEqual(facts.title, { fr: "Prix", ar: "الأسعار" })
    assert.deepEqual(facts.description, { fr: "Prix du marché", en: "Market prices" })
  })

  it("a period that ends before it begins, stray vowel marks, a picture where a server should be", async () => {
    const record = await one({
      title: "\u064c\u0650Rapport annuel des forêts",
      extras: [{ key: "period", value: "2024/05/14..2023/11/15" }],
      resources: [{ id: "r", name: "Carte", url: "http://perimetre-communal_image-copie-2.jpg", format: ".JPG" }],
    })
    assert.ok(record.kind === "dataset")
    assert.deepEqual(record.facts.title, { fr: "Rapport annuel des forêts" })
    assert.equal(record.facts.temporal, undefined)
    assert.deepEqual(
      record.problems.map(({ code, field }) => [code, field]),
      [
        ["invalid-url", "resources[0].url"],
        ["missing-url", "resources[0].url"],
        ["period-reversed", "extras.period"],
      ],
    )
    // Its own page on the portal stands in for the address.
    assert.equal(record.facts.distributions[0]?.accessUrl, `${portal.url}dataset/jeu-0`)
  })

  it("an Arabic title in an otherwise French record stays Arabic", async () => {
    const facts = await factsOf({ title: "قائمة المدارس", notes: "Liste des écoles par délégation", language: "fr" })
    assert.deepEqual(
      [facts.title, facts.description],
      [{ ar: "قائمة المدارس" }, { fr: "Liste des écoles par délégation" }],
    )
  })
})

describe("facts of a package", () => {
  it("tell the date of the data apart from the date of the record where the source does", async () => {
    const dates = { metadata_modified: "2025-03-11T00:00:00.000001", metadata_created: "2023-01-01T00:00:00" }
    const resource = { id: "r", url: "https://x.tn/a.csv", format: "CSV" }
    assert.equal((await factsOf({ ...dates, modified: "2024-06-01" })).modified, "2024-06-01")
    const young = await factsOf({ ...dates, resources: [{ ...resource, last_modified: "2024-07-01T10:00:00" }] })
    assert.equal(young.modified, "2024-07-01T10:00:00Z")
    assert.equal((await factsOf({ ...dates, resources: [resource] })).modified, "2025-03-11T00:00:00Z")
  })

  it("link to the page of the dataset on its portal", async () => {
    assert.equal((await factsOf({})).landingPage, `${portal.url}dataset/jeu-0`)
    assert.equal((await factsOf({ url: "https://gid.tn/dattes" })).landingPage, "https://gid.tn/dattes")
  })

  it("call a page or a service an access URL, a file a download URL", async () => {
    const { distributions } = await factsOf({
      resources: [
        { id: "1", url: "https://x.tn/dattes.csv" },
        { id: "2", url: "https://x.tn/carte", format: "HTML" },
        { id: "3", url: "https://x.tn/wms?service=WMS", format: "WMS" },
        { id: "4", url: "https://x.tn/export?id=4", format: "XLSX" },
        { id: "5", url: "https://x.tn/inconnu" },
      ],
    })
    assert.deepEqual(
      distributions.map(({ accessUrl, downloadUrl }) => (downloadUrl ? "file" : accessUrl && "way in")),
      ["file", "way in", "way in", "file", "way in"],
    )
  })

  it("leave deleted resources out", async () => {
    const facts = await factsOf({
      resources: [
        { id: "1", url: "https://x.tn/a.csv", state: "deleted" },
        { id: "2", url: "https://x.tn/b.csv", state: "active" },
      ],
    })
    assert.deepEqual(
      facts.distributions.map(({ remoteId }) => remoteId),
      ["2"],
    )
  })

  it("come with a hundred problems at most, and the number of the others", async () => {
    const resources = Array.from({ length: 150 }, (_, at) => ({
      id: `${at}`,
      url: `https://x.tn/${at}`,
      format: "étrange",
    }))
    const record = await one({ resources })
    assert.ok(record.kind === "dataset")
    assert.deepEqual([record.facts.distributions.length, record.problems.length], [150, 101])
    assert.deepEqual([record.problems.at(-1)?.code, record.problems.at(-1)?.value], ["more-problems", "50"])
  })

  it("hold the group as theme where it is one, and its name where it is not", async () => {
    const facts = await factsOf({
      groups: [
        { name: "agriculture", title: "Agriculture" },
        { name: "zwe", title: "Zimbabwe" },
      ],
    })
    assert.deepEqual([facts.themes, facts.rawThemes], [["agriculture"], ["Zimbabwe"]])
  })
})
