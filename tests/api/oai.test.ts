import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { listItems } from "../../src/api/oai/records.ts"
import { datasetsByIds } from "../../src/catalogue/index.ts"
import {
  childrenNamed,
  elementAt,
  elementsAt,
  parseXml,
  wholeText,
  type XmlElement,
} from "../../src/harvest/reading/index.ts"
import { ids, insertDataset, vocabularies } from "./support/catalogue.ts"
import { type ApiPortal, apiPortal, baseUrl } from "./support/portal.ts"

const host = "127.0.0.1"
const oaiId = (id: string) => `oai:${host}:dataset/${id}`

let portal: ApiPortal
before(async () => {
  portal = await apiPortal()
})
after(() => portal.close())

async function ask(query: Readonly<Record<string, string>> | string): Promise<XmlElement> {
  const { statusCode, headers, body } = await portal.app.inject({ url: `/oai?${new URLSearchParams(query)}` })
  assert.equal(statusCode, 200)
  assert.equal(headers["content-type"], "text/xml; charset=utf-8")
  return rootOf(body)
}

function rootOf(body: string): XmlElement {
  const read = parseXml(body)
  assert.ok("root" in read, body)
  assert.equal(read.root.ns, "http://www.openarchives.org/OAI/2.0/")
  return read.root
}

async function errorOf(query: Readonly<Record<string, string>> | string): Promise<string | undefined> {
  return elementAt(await ask(query), "error")?.attributes.code
}

const listing = { verb: "ListIdentifiers", metadataPrefix: "oai_dc" }

/** Identifiers in their order, `†` before those that are gone. */
async function listed(query: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const root = await ask({ ...listing, ...query })
  return elementsAt(root, "ListIdentifiers", "header").map(
    (header) =>
      (header.attributes.status === "deleted" ? "†" : "") +
      wholeText(elementAt(header, "identifier"))?.split("/").at(-1),
  )
}

async function metadataOf(id: string): Promise<XmlElement> {
  const root = await ask({ verb: "GetRecord", metadataPrefix: "oai_dc", identifier: oaiId(id) })
  const dc = elementAt(root, "GetRecord", "record", "metadata", "dc")
  assert.ok(dc)
  return dc
}

function valuesOf(dc: XmlElement, name: string): string[] {
  return childrenNamed(dc, name).map((one) => {
    const language = one.attributes["{http://www.w3.org/XML/1998/namespace}lang"]
    return language ? `${one.text}@${language}` : one.text
  })
}

describe("the repository says of itself", () => {
  it("who it is, since when, and that it remembers what is gone", async () => {
    const root = await ask({ verb: "Identify" })
    const said = elementAt(root, "Identify")!
    assert.deepEqual(
      said.children.map(({ name, text }) => [name, text]),
      [
        ["repositoryName", "البوابة الوطنية – Portail national – National portal"],
        ["baseURL", "http://127.0.0.1:8080/oai"],
        ["protocolVersion", "2.0"],
        ["adminEmail", "noreply@127.0.0.1"],
        ["earliestDatestamp", "2026-02-01T10:00:00Z"],
        ["deletedRecord", "persistent"],
        ["granularity", "YYYY-MM-DDThh:mm:ssZ"],
        ["compression", "gzip"],
      ],
    )
    assert.equal(wholeText(elementAt(root, "responseDate")), "2026-03-01T12:00:00Z")
    assert.deepEqual(elementAt(root, "request")?.attributes, { verb: "Identify" })
  })

  it("which formats it has, for a record too", async () => {
    for (const query of ["", `&identifier=${oaiId(ids.census)}`]) {
      const root = await ask(`verb=ListMetadataFormats${query}`)
      assert.deepEqual(
        elementsAt(root, "ListMetadataFormats", "metadataFormat", "metadataPrefix").map((one) => one.text),
        ["oai_dc", "dcat_ap"],
      )
    }
  })

  it("which sets there are: themes and the bodies that publish, with their names in each language", async () => {
    const root = await ask({ verb: "ListSets" })
    const sets = elementsAt(root, "ListSets", "set")
    assert.deepEqual(
      sets.map((set) => elementAt(set, "setSpec")?.text),
      ["theme.agriculture", "theme.culture", "organization.ministere-agriculture", "organization.ministere-culture"],
    )
    assert.equal(elementAt(sets[2], "setName")?.text, "وزارة الفلاحة")
    assert.deepEqual(valuesOf(elementAt(sets[2], "setDescription", "dc")!, "title"), [
      "وزارة الفلاحة@ar",
      "Ministry of Agriculture@en",
      "Ministère de l'agriculture@fr",
    ])
    assert.equal(elementAt(root, "ListSets", "resumptionToken"), undefined)
  })
})

describe("a list of records", () => {
  it("is in the order of change, with what was withdrawn and without what nobody could ever read", async () => {
    assert.deepEqual(await listed(), [ids.census, ids.museums, ids.prices, `†${ids.withdrawn}`])
  })

  it("has ends that are included, by the second and by the day", async () => {
    const ranges: readonly (readonly [Readonly<Record<string, string>>, readonly string[]])[] = [
      [{ from: "2026-02-01T10:00:00Z", until: "2026-02-01T10:00:00Z" }, [ids.census]],
      [{ from: "2026-02-01T10:00:01Z", until: "2026-02-02" + "T00:00:00Z" }, [ids.museums]],
      [{ from: "2026-02-01", until: "2026-02-02" }, [ids.census, ids.museums]],
      [{ from: "2026-02-03" }, [ids.prices, `†${ids.withdrawn}`]],
      [{ until: "2026-02-01" }, [ids.census]],
      [
        { until: "9999-12-31T23:59:59Z", from: "0001-01-01T00:00:00Z", set: "theme.culture" },
        [ids.museums, ids.prices],
      ],
    ]
    for (const [range, expected] of ranges) assert.deepEqual(await listed(range), expected, JSON.stringify(range))
  })

  it("is one of a body or of a theme, and tells the sets of each record", async () => {
    assert.deepEqual(await listed({ set: "organization.ministere-agriculture" }), [
      ids.census,
      ids.prices,
      `†${ids.withdrawn}`,
    ])
    assert.deepEqual(await listed({ set: "theme.agriculture" }), [ids.census, ids.prices])
    const root = await ask({ ...listing, set: "theme.culture", from: "2026-02-03" })
    assert.deepEqual(
      elementsAt(root, "ListIdentifiers", "header", "setSpec").map((one) => one.text),
      ["organization.ministere-agriculture", "theme.agriculture", "theme.culture"],
    )
  })

  it("comes by GET and by POST, compressed where that is wanted", async () => {
    const payload = new URLSearchParams(listing).toString()
    const posted = await portal.app.inject({
      ...{ method: "POST", url: "/oai", payload },
      headers: { "content-type": "application/x-www-form-urlencoded" },
    })
    assert.equal(elementsAt(rootOf(posted.body), "ListIdentifiers", "header").length, 4)
    assert.equal(posted.headers["access-control-allow-origin"], "*")
    const packed = await portal.app.inject({
      url: `/oai?${new URLSearchParams({ ...listing, verb: "ListRecords" })}`,
      headers: { "accept-encoding": "gzip" },
    })
    assert.equal(packed.headers["content-encoding"], "gzip")
  })
})

describe("what the protocol refuses", () => {
  const refusals: readonly (readonly [string, string])[] = [
    ["", "badVerb"],
    ["verb=Hello", "badVerb"],
    ["verb=constructor", "badVerb"],
    ["verb=Identify&verb=Identify", "badVerb"],
    ["verb=Identify&set=a", "badArgument"],
    ["verb=ListRecords", "badArgument"],
    ["verb=GetRecord&metadataPrefix=oai_dc", "badArgument"],
    ["verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"],
    ["verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x", "badArgument"],
    ["verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"],
    ["verb=ListRecords&metadataPrefix=oai_dc&from=0000-01-01", "badArgument"],
    ["verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-01T10:00:00", "badArgument"],
    ["verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-01T10:00:60Z", "badArgument"],
    ["verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-01&until=2026-02-01T10:00:00Z", "badArgument"],
    ["verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-02&until=2026-02-01", "badArgument"],
    ["verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"],
    [`verb=GetRecord&metadataPrefix=marc21&identifier=${oaiId(ids.census)}`, "cannotDisseminateFormat"],
    ["verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-05", "noRecordsMatch"],
    ["verb=ListRecords&metadataPrefix=oai_dc&set=theme.nothing", "noRecordsMatch"],
    ["verb=ListRecords&metadataPrefix=oai_dc&set=organization.nobody", "noRecordsMatch"],
    ["verb=ListRecords&metadataPrefix=oai_dc&set=organization", "noRecordsMatch"],
    [`verb=GetRecord&metadataPrefix=oai_dc&identifier=${ids.census}`, "idDoesNotExist"],
    [`verb=GetRecord&metadataPrefix=oai_dc&identifier=${oaiId("x")}`, "idDoesNotExist"],
    [`verb=GetRecord&metadataPrefix=oai_dc&identifier=${oaiId(ids.draft)}`, "idDoesNotExist"],
    [`verb=ListMetadataFormats&identifier=${oaiId(ids.draft)}`, "idDoesNotExist"],
    ["verb=ListRecords&resumptionToken=x", "badResumptionToken"],
    [`verb=ListRecords&resumptionToken=${"x".repeat(3_000)}`, "badResumptionToken"],
    ["verb=ListSets&resumptionToken=x", "badResumptionToken"],
  ]
  for (const [query, code] of refusals)
    it(`answers ${code} to ${query.slice(0, 80) || "nothing"}`, async () => {
      assert.equal(await errorOf(query), code)
    })

  it("does not repeat what it could not understand", async () => {
    assert.deepEqual(elementAt(await ask("verb=Identify&set=<a>"), "request")?.attributes, {})
    const asked = { verb: "GetRecord", metadataPrefix: "oai_dc", identifier: "oai:x:\"<é>'" }
    assert.deepEqual(elementAt(await ask(asked), "request")?.attributes, asked)
  })

  it("refuses a NUL in a form, other bodies and other methods without a fault", async () => {
    const post = (type: string, payload: string) =>
      portal.app.inject({ method: "POST", url: "/oai", payload, headers: { "content-type": type } })
    const nul = await post(
      "application/x-www-form-urlencoded",
      "verb=ListRecords&metadataPrefix=oai_dc&set=organization.a%00",
    )
    assert.equal(elementAt(rootOf(nul.body), "error")?.attributes.code, "badArgument")
    assert.equal((await post("application/json", "{}")).statusCode, 415)
    const large = await post("application/x-www-form-urlencoded", `verb=Identify&set=${"x".repeat(20_000)}`)
    assert.deepEqual([large.statusCode, large.headers["content-type"]], [413, "text/plain; charset=utf-8"])
    assert.equal((await portal.app.inject({ method: "DELETE", url: "/oai" })).statusCode, 405)
  })
})

describe("a record", () => {
  it("says in Dublin Core what that can say", async () => {
    const dc = await metadataOf(ids.census)
    const expected: Readonly<Record<string, readonly string[]>> = {
      title: ["Recensement agricole@fr", "التعداد الفلاحي@ar"],
      creator: ["DGEDA@fr"],
      subject: ["الفلاحة@ar", "Agriculture@fr", "Agriculture@en", "exploitations@fr", "Olives@fr", "زيتون@ar"],
      description: ["Exploitations par gouvernorat.@fr"],
      publisher: ["وزارة الفلاحة@ar", "Ministère de l'agriculture@fr", "Ministry of Agriculture@en"],
      date: ["2021-05-01", "2026-01-15"],
      type: ["Dataset"],
      format: ["text/csv"],
      identifier: [
        "https://agri.example/dataset/recensement",
        "AGR-1",
        `${baseUrl}/id/dataset/${ids.census}`,
        "https://agri.example/census.csv",
      ],
      language: ["fr"],
      relation: ["https://example.org/norme"],
      coverage: [
        "تونس (iso:TN-11)@ar",
        "Tunis (iso:TN-11)@fr",
        "northlimit=37.6; southlimit=30.2; westlimit=7.5; eastlimit=11.6; units=signed decimal degrees",
        "start=2020; end=2025; scheme=W3C-DTF;",
      ],
      rights: ["https://data.gov.tn/licence", "info:eu-repo/semantics/openAccess"],
    }
    for (const [name, values] of Object.entries(expected))
      assert.deepEqual(valuesOf(dc, name).sort(), [...values].sort(), name)
    assert.equal(new Set(dc.children.map(({ name }) => name)).size, Object.keys(expected).length)
  })

  it("that was withdrawn is a header that says so", async () => {
    const root = await ask({ verb: "GetRecord", metadataPrefix: "oai_dc", identifier: oaiId(ids.withdrawn) })
    const record = elementAt(root, "GetRecord", "record")!
    assert.deepEqual(
      record.children.map(({ name }) => name),
      ["header"],
    )
    assert.equal(elementAt(record, "header")?.attributes.status, "deleted")
    assert.equal(elementAt(record, "header", "datestamp")?.text, "2026-02-04T00:00:00Z")
  })

  it("stays well-formed whatever its texts hold", async () => {
    const id = "01930000-0000-7000-8000-000000000031"
    await insertDataset(portal.db, {
      ...{ id, slug: "mal-forme", organizationId: ids.culture, metadataModified: "2020-01-01T00:00:00Z" },
      facts: {
        title: { fr: 'a < b & "c" ]]> \u0001\u000b\ufffe <!-- ' },
        description: { fr: "<p>Deux mots</p><p>et plus</p>", ar: "سطر\nسطر" },
        identifier: "https://source.example/id/9",
        spatial: [{ label: { und: "</dc:coverage>" } }],
        distributions: [{ accessUrl: "https://source.example/api?a=1&b=2" }],
      },
    })
    const dc = await metadataOf(id)
    assert.deepEqual(valuesOf(dc, "title"), ['a < b & "c" ]]>  <!-- @fr'])
    assert.deepEqual(valuesOf(dc, "description"), ["سطر\nسطر@ar", "Deux mots et plus@fr"])
    assert.deepEqual(valuesOf(dc, "source"), ["https://source.example/id/9"])
    assert.ok(valuesOf(dc, "identifier").includes("https://source.example/api?a=1&b=2"))
    await sql`delete from distribution where dataset_id = ${id}`.execute(portal.db)
    await sql`delete from dataset where id = ${id}`.execute(portal.db)
  })
})

describe("what is kept from the public", () => {
  const set = (id: string, values: ReturnType<typeof sql>) =>
    sql`update dataset set ${values} where id = ${id}`.execute(portal.db)

  it("is never told, and no longer told once it was", async () => {
    await set(ids.museums, sql`visibility = 'private', metadata_modified = '2026-02-10'`)
    assert.deepEqual(await listed({ from: "2026-02-05" }), [`†${ids.museums}`])
    const hidden = await ask({ ...listing, from: "2026-02-05" })
    assert.deepEqual(elementsAt(hidden, "ListIdentifiers", "header", "setSpec"), [])
    const named = await ask({ verb: "GetRecord", metadataPrefix: "oai_dc", identifier: oaiId(ids.museums) })
    assert.deepEqual(elementsAt(named, "GetRecord", "record", "header", "setSpec"), [])
    assert.deepEqual(elementsAt(named, "GetRecord", "record", "metadata"), [])
    await set(ids.museums, sql`was_public = false`)
    assert.deepEqual(await listed(), [ids.census, ids.prices, `†${ids.withdrawn}`])
    assert.equal(
      await errorOf({ verb: "GetRecord", metadataPrefix: "oai_dc", identifier: oaiId(ids.museums) }),
      "idDoesNotExist",
    )
    await set(ids.museums, sql`visibility = 'public', was_public = true, metadata_modified = '2026-02-02'`)
  })

  it("is a deleted record where it was withdrawn between the list and the reading", async () => {
    const byIds = async (wanted: readonly string[]) =>
      (await datasetsByIds(portal.db, wanted)).map((one) => ({ ...one, state: "withdrawn" as const }))
    const deps = { db: portal.db, datasets: { byIds }, vocabularies: () => vocabularies, baseUrl }
    const xml = await listItems({ verb: "ListRecords", metadataPrefix: "oai_dc", from: "2026-02-03" }, deps)
    assert.equal(xml.match(/status="deleted"/g)?.length, 2)
    assert.doesNotMatch(xml, /<metadata>/)
  })
})
