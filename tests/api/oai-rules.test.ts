import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { identify } from "../../src/api/oai/identify.ts"
import { elementAt, parseXml, type XmlElement } from "../../src/harvest/reading/index.ts"
import { violationsOf } from "./oai-rules.ts"
import { ids } from "./support/catalogue.ts"
import { type ApiPortal, apiPortal } from "./support/portal.ts"

let portal: ApiPortal
before(async () => {
  portal = await apiPortal()
  const facts = {
    title: { fr: "Essai \u0007 <b> & ]]>", ar: "تجربة" },
    keywords: { und: ['a\ufffe"b'] },
    themes: ["culture"],
    spatial: [{ label: { fr: "Sfax" }, bbox: [10, 34, 11, 35] }],
    temporal: [{ start: "2020" }],
  }
  await sql`
    insert into dataset (id, slug, organization_id, state, facts, metadata_modified, visibility, was_public)
    select ('01940000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'essai-' || n, ${ids.culture},
      case when n % 9 = 0 then 'withdrawn' else 'published' end, ${JSON.stringify(facts)}::jsonb,
      '2026-02-10'::timestamptz + n * interval '1 second', 'public', true
    from generate_series(1, 2100) as n
  `.execute(portal.db)
})
after(() => portal.close())

async function ask(query: string): Promise<XmlElement> {
  const { body } = await portal.app.inject({ url: `/oai?${query}` })
  return parsed(body)
}

function parsed(body: string): XmlElement {
  const read = parseXml(body)
  assert.ok("root" in read, body)
  return read.root
}

const id = (name: string) => encodeURIComponent(`oai:127.0.0.1:dataset/${name}`)

describe("an answer of OAI-PMH keeps the rules of version 2.0", () => {
  const asked: readonly (readonly [query: string, answer: string])[] = [
    ["verb=Identify", "Identify"],
    ["verb=ListMetadataFormats", "ListMetadataFormats"],
    [`verb=ListMetadataFormats&identifier=${id(ids.census)}`, "ListMetadataFormats"],
    ["verb=ListSets", "ListSets"],
    [`verb=GetRecord&metadataPrefix=oai_dc&identifier=${id(ids.census)}`, "GetRecord"],
    [`verb=GetRecord&metadataPrefix=dcat_ap&identifier=${id(ids.census)}`, "GetRecord"],
    [`verb=GetRecord&metadataPrefix=oai_dc&identifier=${id(ids.withdrawn)}`, "GetRecord"],
    ["verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-01&until=2026-03-01&set=theme.culture", "ListRecords"],
    ["verb=ListRecords&metadataPrefix=dcat_ap&until=2026-02-09T00:00:00Z", "ListRecords"],
    ["verb=ListIdentifiers&metadataPrefix=oai_dc", "ListIdentifiers"],
    ["", "badVerb"],
    ["verb=%3Cverb%3E", "badVerb"],
    ["verb=Identify&verb=Identify", "badVerb"],
    ["verb=ListRecords", "badArgument"],
    ["verb=ListRecords&metadataPrefix=oai_dc&from=hier", "badArgument"],
    ["verb=ListRecords&metadataPrefix=oai%20dc%C3%A9", "badArgument"],
    ["verb=ListRecords&metadataPrefix=oai_dc&set=a%20b", "badArgument"],
    ["verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"],
    ["verb=ListRecords&metadataPrefix=oai_dc&set=nobody", "noRecordsMatch"],
    ["verb=ListRecords&metadataPrefix=oai_dc&from=2030-01-01", "noRecordsMatch"],
    ["verb=GetRecord&metadataPrefix=oai_dc&identifier=oai%3Ax%3Ay", "idDoesNotExist"],
    ["verb=ListRecords&resumptionToken=%26%3C%22", "badResumptionToken"],
    ["verb=ListSets&resumptionToken=x", "badResumptionToken"],
  ]
  for (const [query, answer] of asked)
    it(`?${query} is answered by ${answer}`, async () => {
      const root = await ask(query)
      const [, , given] = root.children
      assert.equal(given?.attributes.code ?? given?.name, answer)
      assert.deepEqual(violationsOf(root), [])
    })

  for (const verb of ["ListRecords", "ListIdentifiers"])
    it(`from the first page of ${verb} to the last, whose token is empty`, async () => {
      let query = "metadataPrefix=oai_dc"
      const cursors: (string | undefined)[] = []
      for (;;) {
        const root = await ask(`verb=${verb}&${query}`)
        assert.deepEqual(violationsOf(root), [])
        const token = elementAt(root, verb, "resumptionToken")
        cursors.push(token?.attributes.cursor)
        if (!token?.text) break
        query = `resumptionToken=${encodeURIComponent(token.text)}`
      }
      const size = verb === "ListRecords" ? 200 : 2_000
      assert.deepEqual(
        cursors,
        cursors.map((_, page) => String(page * size)),
      )
      assert.ok(cursors.length > 1)
    })

  it("of a portal whose host has a name, or one without a point", async () => {
    for (const baseUrl of ["https://data.gov.tn", "http://localhost:8080", "http://[::1]:8080"]) {
      const said = await identify({
        db: portal.db,
        baseUrl,
        siteName: { fr: "Portail" },
        clock: { now: () => new Date(0) },
      })
      const { body } = await portal.app.inject({ url: "/oai?verb=Identify" })
      assert.deepEqual(violationsOf(parsed(body.replace(/<Identify>.*<\/Identify>/s, () => said))), [], baseUrl)
    }
  })

  it("and what breaks them is found", async () => {
    const { body } = await portal.app.inject({
      url: `/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=${id(ids.census)}`,
    })
    const broken: readonly (readonly [string | RegExp, string])[] = [
      [/<datestamp>[^<]*<\/datestamp>/, "<datestamp>2026-02-01</datestamp>"],
      [/(<identifier>[^<]*<\/identifier>)(<datestamp>[^<]*<\/datestamp>)/, "$2$1"],
      ["<header>", '<header status="gone">'],
      ["<header>", '<header status="deleted">'],
      ["dc:title", "dc:name"],
      ['verb="GetRecord"', 'verb="Identify"'],
      [/<metadata>.*<\/metadata>/s, ""],
      [/<responseDate>[^<]*<\/responseDate>/, ""],
    ]
    for (const [part, other] of broken) {
      const text = part === "dc:title" ? body.replaceAll(part, other) : body.replace(part, other)
      assert.notEqual(text, body, String(part))
      assert.notDeepEqual(violationsOf(parsed(text)), [], String(part))
    }
  })
})
