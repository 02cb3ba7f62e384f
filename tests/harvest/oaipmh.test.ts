import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import fc from "fast-check"
import { type FoundRecord, HarvestStopped, type PageEnd } from "../../src/harvest/connector.ts"
import { describeConnector } from "../../src/harvest/connectors/contract.ts"
import { oaipmhConnector } from "../../src/harvest/connectors/oaipmh/index.ts"
import { assertSound } from "../../src/harvest/connectors/sound-record.ts"
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { readAll, recordsAmong } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import {
  listRecords,
  manyRecords,
  oai,
  type Repository,
  repository,
  type StoredRecord,
  universityRecords,
} from "./oaipmh-repository.ts"

let vocabularies: Vocabularies

before(async () => {
  vocabularies = await tunisianVocabularies()
})

describeConnector({
  connector: oaipmhConnector,
  vocabularies: () => vocabularies,
  url: "http://depot.example/oai/request",
  jsonRecords: false,
  good: (id) => ({ ...universityRecords[0], id: `oai:depot.example:${id}` }),
  bad: { id: "oai:depot.example:bad", dc: "<dc:description>Sans titre</dc:description>" },
  catalogue: (records) => listRecords(records as StoredRecord[]),
  refusal: oai('<error code="badArgument">The metadataPrefix is missing</error>'),
})

interface Asking {
  readonly url?: string
  readonly options?: Readonly<Record<string, unknown>>
  readonly since?: Date
  readonly resume?: { readonly next: string; readonly met: ReadonlySet<string> }
}

/** Everything that the connector yields, page ends included. */
async function allOf(
  { fetch }: { readonly fetch: FetchGuarded },
  { url = "http://depot.example/oai/request", options = {}, ...context }: Asking = {},
): Promise<(FoundRecord | PageEnd)[]> {
  return readAll(oaipmhConnector, { url, options, fetch, vocabularies, ...context })
}

async function read(from: Pick<Repository, "fetch">, asking?: Asking): Promise<FoundRecord[]> {
  return recordsAmong(await allOf(from, asking))
}

async function oneOf(dc: string, options = {}) {
  const [record] = await read(repository([{ id: "oai:depot.example:123/9", dc }]), { options })
  assert.ok(record)
  return record
}

async function factsOf(dc: string) {
  const record = await oneOf(`<dc:title>Niveaux de la nappe</dc:title>${dc}`)
  assert.ok(record.kind === "dataset")
  return record.facts
}

function stopsWith(code: string, says?: RegExp) {
  return (error: unknown) =>
    error instanceof HarvestStopped && error.code === code && (!says || says.test(JSON.stringify(error.detail)))
}

describe("a repository of a Tunisian university", () => {
  it("gives a dataset with its Arabic, French and English, whatever language is marked", async () => {
    const [record] = await read(repository(universityRecords))

    assert.ok(record?.kind === "dataset")
    assert.deepEqual(record.problems, [])
    assert.deepEqual(record.facts, {
      title: {
        fr: "Salinité de la nappe phréatique de Zéramdine, 2010-2019",
        ar: "ملوحة المائدة المائية بزرمدين 2010-2019",
      },
      description: {
        fr: "Mesures mensuelles de la salinité dans 42 puits de la région, avec les coordonnées des puits.",
        ar: "قياسات شهرية لملوحة 42 بئرا في الجهة مع إحداثيات الآبار.",
        en: "Monthly measures of the salinity of 42 wells of the region, with the place of the wells.",
      },
      keywords: { fr: ["salinité"], ar: ["مياه جوفية"] },
      themes: ["agriculture"],
      sourceLanguage: "fr",
      publisher: { name: { ar: "جامعة المنستير" } },
      licence: { code: "cc-by-4.0", raw: "https://creativecommons.org/licenses/by/4.0/" },
      accessRights: "public",
      issued: "2019",
      modified: "2020-02-11T09:15:02Z",
      spatial: [{ code: "iso:TN-52", label: { fr: "Monastir" } }],
      temporal: [{ start: "2010", end: "2019" }],
      languages: ["fr"],
      landingPage: "http://depot.universite.example/handle/123456789/4821",
      identifier: "10.5555/zeramdine.2019",
      distributions: [
        {
          downloadUrl: "http://depot.universite.example/bitstream/123456789/4821/1/puits.csv",
          format: "CSV",
          rawFormat: "text/csv",
          mediaType: "text/csv",
        },
      ],
    })
  })

  it("gives a thesis with what its library wrote, and tells what is no date and no licence", async () => {
    const [, record] = await read(repository(universityRecords))

    assert.ok(record?.kind === "dataset")
    const { facts, problems } = record
    assert.deepEqual(facts.keywords, { ar: ["زيتون", "جفاف", "القصرين"] })
    assert.deepEqual([facts.issued, facts.modified], ["2018", undefined])
    assert.deepEqual(facts.spatial, [{ code: "iso:TN-42", label: { ar: "ولاية القصرين" } }])
    assert.equal(facts.landingPage, "https://hdl.handle.net/123456789/512")
    assert.equal(facts.identifier, "ISBN 978-9973-12-345-6")
    assert.deepEqual(facts.distributions, [])
    assert.deepEqual(problems.map(({ code }) => code).sort(), ["bad-date", "unknown-licence"])
  })

  it("takes out what it says is deleted", async () => {
    const found = await read(repository(universityRecords))
    assert.deepEqual(found.at(-1), {
      kind: "skipped",
      remoteId: "oai:depot.universite.example:123456789/77",
      reason: "deleted",
    })
  })

  it("gives its datasets alone where only that type is wanted", async () => {
    const found = await read(repository(universityRecords), { options: { types: "dataset" } })
    assert.deepEqual(
      found.map((one) => [one.kind, one.kind === "skipped" ? one.reason : ""]),
      [
        ["dataset", ""],
        ["skipped", "أطروحة"],
        ["skipped", "deleted"],
      ],
    )
    const theses = await read(repository(universityRecords), { options: { types: "Thesis, أطروحة" } })
    assert.deepEqual(
      theses.map(({ kind }) => kind),
      ["skipped", "dataset", "skipped"],
    )
  })
})

describe("asking a repository", () => {
  it("asks by base address, set and prefix, and by the token alone afterwards", async () => {
    const from = repository(manyRecords(5), { pageSize: 2 })
    await read(from, { options: { set: "col_77", prefix: "qdc" } })
    assert.deepEqual(
      from.asked.map((query) => Object.fromEntries(query)),
      [
        { verb: "ListRecords", metadataPrefix: "qdc", set: "col_77" },
        { verb: "ListRecords", resumptionToken: '[2,""]' },
        { verb: "ListRecords", resumptionToken: '[4,""]' },
      ],
    )
  })

  it("understands a whole request pasted from a browser, and keeps what else the address says", async () => {
    const from = repository(manyRecords(1))
    const url =
      "http://depot.example/oai.php?page=oai&verb=ListIdentifiers&metadataPrefix=oai_dc&set=theses&from=2020-01-01"
    await read(from, { url })
    assert.equal(String(from.asked[0]), "page=oai&verb=ListRecords&metadataPrefix=oai_dc&set=theses")
  })

  it("asks for changes to the second where the repository counts them, else by the day", async () => {
    const since = new Date("2025-11-04T08:12:33.900Z")
    for (const [granularity, from] of [
      ["YYYY-MM-DDThh:mm:ssZ", "2025-11-04T08:12:33Z"],
      ["YYYY-MM-DD", "2025-11-04"],
    ] as const) {
      const depot = repository(universityRecords, { granularity })
      const found = await read(depot, { since })
      assert.equal(depot.asked.at(-1)?.get("from"), from)
      assert.deepEqual(
        found.map(({ remoteId }) => remoteId),
        ["oai:depot.universite.example:123456789/4821"],
      )
    }
  })

  it("asks by the day where the repository cannot describe itself", async () => {
    const instead = (query: URLSearchParams) =>
      query.get("verb") === "Identify" ? { status: 500, body: "<html>Erreur</html>" } : undefined
    const depot = repository(universityRecords, { instead })
    await read(depot, { since: new Date("2025-11-04T08:12:33Z") })
    assert.equal(depot.asked.at(-1)?.get("from"), "2025-11-04")
  })

  it("takes no change for an answer, and an empty repository for a reason to stop", async () => {
    assert.deepEqual(await read(repository(universityRecords), { since: new Date("2026-01-01T00:00:00Z") }), [])
    await assert.rejects(read(repository([])), stopsWith("empty-catalogue"))
  })

  it("stops in the words of a repository that refuses, whatever the status", async () => {
    const body = oai('<error code="cannotDisseminateFormat">qdc is not known</error>')
    for (const status of [200, 400, 422])
      await assert.rejects(
        read(repository([], { instead: () => ({ status, body }) })),
        stopsWith("success-false", /cannotDisseminateFormat: qdc is not known/),
      )
  })

  it("stops at a feed that is not OAI-PMH, and at a page written as XHTML", async () => {
    const answer = (body: string) => repository([], { instead: () => body })
    await assert.rejects(read(answer("<rss/>")), stopsWith("not-a-catalogue"))
    await assert.rejects(read(answer('<?xml version="1.0"?><html xmlns="x"/>')), stopsWith("html-instead"))
    await assert.rejects(read(answer(oai("<Identify/>"))), stopsWith("not-a-catalogue"))
    await assert.rejects(read(repository([]), { url: "file:///etc/passwd" }), stopsWith("bad-source-url"))
  })
})

describe("paging by resumption tokens", () => {
  it("reads to the end: an empty token, none at all, and a list that ends with the page", async () => {
    for (const [count, lastToken] of [
      [5, ""],
      [5, "  "],
      [4, ""],
    ] as const) {
      const found = await read(repository(manyRecords(count), { pageSize: 2, lastToken }))
      assert.equal(found.length, count)
    }
  })

  it("says where each page but the last ends, and goes on from there as if nothing had been", async () => {
    const records = [...manyRecords(3), { id: "", dc: "<dc:title>Sans identifiant</dc:title>" }, ...manyRecords(4, 4)]
    const depot = () => repository([...records, manyRecords(1)[0]!], { pageSize: 2 })
    const whole = await allOf(depot())
    const ends = whole.flatMap((one, at) => (one.kind === "page-end" ? [{ at, next: one.next }] : []))

    assert.equal(ends.length, 4)
    for (const { at, next } of ends) {
      const kept = whole.slice(0, at + 1)
      const met = new Set(kept.flatMap((one) => (one.kind === "page-end" ? [] : [one.remoteId])))
      assert.deepEqual([...kept, ...(await allOf(depot(), { resume: { next, met } }))], whole)
    }
  })

  it("begins once more where the repository forgot its token, and gives nothing twice", async () => {
    let refusals = 1
    const expired = oai('<error code="badResumptionToken">expired</error>')
    const instead = (query: URLSearchParams) =>
      query.get("resumptionToken")?.startsWith("[4") && refusals-- > 0 ? expired : undefined
    const found = await read(repository(manyRecords(7), { pageSize: 2, instead }))
    assert.deepEqual(
      found.map(({ remoteId }) => remoteId),
      manyRecords(7).map(({ id }) => id),
    )
  })

  it("stops where the token is forgotten again", async () => {
    const instead = (query: URLSearchParams) =>
      query.get("resumptionToken")?.startsWith("[4")
        ? oai('<error code="badResumptionToken">expired</error>')
        : undefined
    const depot = repository(manyRecords(7), { pageSize: 2, instead })
    await assert.rejects(read(depot), stopsWith("success-false", /badResumptionToken: expired/))
    assert.equal(depot.asked.length, 6)
  })

  it("begins once more where the token of a resumed reading is no longer known", async () => {
    const instead = (query: URLSearchParams) =>
      query.get("resumptionToken") === "yesterday" ? oai('<error code="badResumptionToken">expired</error>') : undefined
    const resume = { next: "yesterday", met: new Set(manyRecords(2).map(({ id }) => id)) }
    const found = await read(repository(manyRecords(5), { pageSize: 2, instead }), { resume })
    assert.deepEqual(
      found.map(({ remoteId }) => remoteId),
      manyRecords(3, 3).map(({ id }) => id),
    )
  })

  const stops: readonly (readonly [string, string, (query: URLSearchParams, count: number) => string | undefined])[] = [
    [
      "ignores its tokens and gives the first page for ever",
      "paging-repeats",
      (_, count) => listRecords(manyRecords(2), `<resumptionToken>t${count}</resumptionToken>`),
    ],
    [
      "gives empty pages with the same token for ever",
      "paging-repeats",
      (_, count) => (count === 1 ? undefined : listRecords([], "<resumptionToken>same</resumptionToken>")),
    ],
    [
      "gives empty pages with new tokens for ever",
      "paging-repeats",
      (_, count) => listRecords([], `<resumptionToken>t${count}</resumptionToken>`),
    ],
    [
      "gives the first page as the last",
      "paging-repeats",
      (_, count) => (count === 2 ? listRecords(manyRecords(2)) : undefined),
    ],
    [
      "ends before the size that it announced",
      "truncated",
      (_, count) => (count === 2 ? listRecords(manyRecords(2, 3)) : undefined),
    ],
    [
      "says that nothing matches in the middle of its list",
      "truncated",
      (_, count) => (count === 2 ? oai('<error code="noRecordsMatch"/>') : undefined),
    ],
    [
      "goes on for ever",
      "too-large",
      (_, count) => listRecords(manyRecords(100, count * 100), `<resumptionToken>t${count}</resumptionToken>`),
    ],
  ]
  for (const [title, code, instead] of stops)
    it(`stops with ${code} at a repository that ${title}`, async () => {
      const depot = repository(manyRecords(7), { pageSize: 2, instead })
      await assert.rejects(read(depot, { options: { maxRecords: 1_000 } }), stopsWith(code))
    })

  it("believes neither cursor nor a size too small, and one too large only if not told to ignore it", async () => {
    const depot = (attributes: string) => repository(manyRecords(5), { pageSize: 2, attributes: () => attributes })
    for (const attributes of ['cursor="0"', 'cursor="9" completeListSize="3"', 'completeListSize="many"', ""])
      assert.equal((await read(depot(attributes))).length, 5)
    await assert.rejects(read(depot('completeListSize="6"')), stopsWith("truncated", /ignoreTotal/))
    assert.equal((await read(depot('completeListSize="6"'), { options: { ignoreTotal: true } })).length, 5)
  })

  it("goes on with one token for a whole session, and over a page that the repository filtered empty", async () => {
    const session = (_: URLSearchParams, count: number) =>
      [
        listRecords(manyRecords(2), "<resumptionToken>s</resumptionToken>"),
        listRecords(manyRecords(2, 3), "<resumptionToken>s</resumptionToken>"),
        listRecords([], "<resumptionToken>t</resumptionToken>"),
        listRecords(manyRecords(1, 5)),
      ][count - 1]
    assert.equal((await read(repository([], { instead: session }))).length, 5)
  })

  it("gives a record that moved to a later page once, and refuses a second one of the same page", async () => {
    const [a, b, c] = manyRecords(3)
    const moved = await read(repository([a!, b!, c!, a!], { pageSize: 2 }))
    assert.deepEqual(
      moved.map(({ kind }) => kind),
      ["dataset", "dataset", "dataset"],
    )
    const twice = await read(repository([a!, a!, b!]))
    assert.deepEqual(
      twice.map(({ kind, remoteId }) => [kind, remoteId]),
      [
        ["dataset", a!.id],
        ["refused", `${a!.id} (2)`],
        ["dataset", b!.id],
      ],
    )
  })
})

describe("facts in Dublin Core", () => {
  it("tell files from pages and names", async () => {
    const facts = await factsOf(`
      <dc:identifier>INV-2014/12</dc:identifier>
      <dc:identifier>https://depot.example/records/9</dc:identifier>
      <dc:identifier>doi:10.5555/abc</dc:identifier>
      <dc:identifier>https://depot.example/data/niveaux.XLSX?dl=1</dc:identifier>
      <dc:identifier>https://depot.example/api/niveaux</dc:identifier>
      <dc:identifier>https://autre.example/9/</dc:identifier>
      <dc:identifier>javascript:alert(1)</dc:identifier>`)
    assert.equal(facts.landingPage, "https://depot.example/records/9")
    assert.equal(facts.identifier, "INV-2014/12")
    assert.deepEqual(
      facts.distributions.map(({ accessUrl, downloadUrl, format }) => [accessUrl ?? downloadUrl, format]),
      [
        ["https://depot.example/data/niveaux.XLSX?dl=1", "XLSX"],
        ["https://depot.example/api/niveaux", undefined],
      ],
    )
  })

  it("give a lone format to the address that shows none, unless another shows it", async () => {
    const formats = async (...urls: readonly string[]) => {
      const identifiers = ["https://depot.example/9", ...urls].map((url) => `<dc:identifier>${url}</dc:identifier>`)
      const { distributions } = await factsOf(`${identifiers.join("")}<dc:format>text/csv</dc:format>`)
      return distributions.map(({ format }) => format)
    }
    assert.deepEqual(await formats("https://depot.example/download/1"), ["CSV"])
    assert.deepEqual(await formats("https://depot.example/a.csv", "https://depot.example/api"), ["CSV", undefined])
  })

  it("lead somewhere even where the address stands in another element, and are named by OAI at last", async () => {
    const facts = await factsOf(
      "<dc:source>Annuaire, 2014</dc:source><dc:relation>https://depot.example/9</dc:relation>",
    )
    assert.equal(facts.landingPage, "https://depot.example/9")
    assert.equal(facts.identifier, "oai:depot.example:123/9")
  })

  it("read dates in the mess that they are in", async () => {
    const dates: readonly (readonly [string, unknown])[] = [
      ["<dc:date>2015</dc:date>", ["2015", undefined, undefined]],
      ["<dc:date>c2015.</dc:date>", ["2015", undefined, undefined]],
      ["<dc:date>Updated: 2016-05-01</dc:date><dc:date>Issued: 2014</dc:date>", ["2014", "2016-05-01", undefined]],
      ["<dc:date>٢٠١٥</dc:date>", ["2015", undefined, undefined]],
      ["<dc:date>12 جانفي 2015</dc:date>", ["2015-01-12", undefined, undefined]],
      ["<dc:date>2010-2015</dc:date><dc:date>2016</dc:date>", ["2016", undefined, [{ start: "2010", end: "2015" }]]],
      ["<dc:date>info:eu-repo/date/embargoEnd/2030-01-01</dc:date>", [undefined, undefined, undefined]],
    ]
    for (const [dc, expected] of dates) {
      const { issued, modified, temporal } = await factsOf(dc)
      assert.deepEqual([issued, modified, temporal], expected, dc)
    }
  })

  it("read coverage as place, box, point or period", async () => {
    const facts = await factsOf(`
      <dc:coverage>start=2004-07; end=2005-06; scheme=W3C-DTF;</dc:coverage>
      <dc:coverage>northlimit=37.5; eastlimit=11.6; southlimit=30.2; westlimit=7.5; units=signed decimal degrees</dc:coverage>
      <dc:coverage>name=Tozeur; east=8.13; north=33.92;</dc:coverage>
      <dc:coverage xml:lang="ar">توزر (iso:TN-72)</dc:coverage>
      <dc:coverage xml:lang="fr">Tozeur (iso:TN-72)</dc:coverage>
      <dc:coverage>Bassin de la Medjerda</dc:coverage>
      <dc:coverage>[1990-1995]</dc:coverage>`)
    assert.deepEqual(facts.spatial, [
      { bbox: [7.5, 30.2, 11.6, 37.5] },
      { bbox: [8.13, 33.92, 8.13, 33.92] },
      { code: "iso:TN-72", label: { fr: "Tozeur", ar: "توزر" } },
      { label: { und: "Bassin de la Medjerda" } },
    ])
    assert.deepEqual(facts.temporal, [
      { start: "2004-07", end: "2005-06" },
      { start: "1990", end: "1995" },
    ])
  })

  it("read access in the words of repositories", async () => {
    const words: readonly (readonly [string, string | undefined])[] = [
      ["info:eu-repo/semantics/embargoedAccess", "restricted"],
      ["info:eu-repo/semantics/closedAccess", "non-public"],
      ["http://purl.org/coar/access_right/c_abf2 open access", undefined],
      ["Open Access", "public"],
      ["http://publications.europa.eu/resource/authority/access-right/RESTRICTED", "restricted"],
      ["CC BY 4.0", undefined],
    ]
    for (const [rights, expected] of words)
      assert.equal((await factsOf(`<dc:rights>${rights}</dc:rights>`)).accessRights, expected, rights)
  })

  it("read qualified Dublin Core, and elements that no other element holds", async () => {
    const metadata = `
      <title xmlns="http://purl.org/dc/terms/">Pluviométrie de la Kroumirie</title>
      <abstract xmlns="http://purl.org/dc/terms/">Relevés quotidiens des postes de la région et de ses environs.</abstract>
      <issued xmlns="http://purl.org/dc/terms/">2012</issued>
      <modified xmlns="http://purl.org/dc/terms/">2014-02-01</modified>
      <temporal xmlns="http://purl.org/dc/terms/">1950/2010</temporal>
      <license xmlns="http://purl.org/dc/terms/">CC0 1.0</license>`
    const [record] = await read(repository([{ id: "q", metadata }]))
    assert.ok(record?.kind === "dataset")
    const { title, description, issued, modified, temporal, licence } = record.facts
    assert.deepEqual(title, { fr: "Pluviométrie de la Kroumirie" })
    assert.deepEqual(description, { fr: "Relevés quotidiens des postes de la région et de ses environs." })
    assert.deepEqual([issued, modified, temporal], ["2012", "2014-02-01", [{ start: "1950", end: "2010" }]])
    assert.equal(licence?.code, "cc0-1.0")
  })

  it("read DCAT where the repository gives RDF/XML, under the record's own identifier", async () => {
    const metadata = `
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#"
        xmlns:dct="http://purl.org/dc/terms/">
        <dcat:Dataset rdf:about="https://depot.example/id/9">
          <dct:title xml:lang="ar">مناسيب السدود &amp; الأودية</dct:title>
          <dcat:distribution><dcat:Distribution>
            <dcat:downloadURL rdf:resource="https://depot.example/barrages.csv?a=1&amp;b=2"/>
          </dcat:Distribution></dcat:distribution>
        </dcat:Dataset>
      </rdf:RDF>`
    const found = await read(
      repository([
        { id: "oai:d:9", metadata },
        { id: "oai:d:10", metadata: '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>' },
      ]),
      { options: { prefix: "dcat" } },
    )
    const [record, empty] = found
    assert.ok(record?.kind === "dataset")
    assert.equal(record.remoteId, "oai:d:9")
    assert.deepEqual(record.facts.title, { ar: "مناسيب السدود & الأودية" })
    assert.equal(record.facts.distributions[0]?.downloadUrl, "https://depot.example/barrages.csv?a=1&b=2")
    assert.deepEqual(empty?.kind === "refused" && empty.problems.map(({ code }) => code), ["not-described"])
  })

  it("stay sound whatever is written in any element", async () => {
    const element = fc.constantFrom(
      ..."title description subject publisher date type format identifier language coverage rights source relation".split(
        " ",
      ),
    )
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.constantFrom(
        ...[
          "",
          " ",
          "http://",
          "http://[::1",
          "www.",
          "10.1/",
          "start=;end=x",
          "northlimit=999",
          "\u202e",
          "( iso:TN )",
        ],
        ...[
          "x".repeat(5_000),
          "9999-99-99",
          "info:eu-repo/",
          "data:text/html,x",
          "[2015",
          "; ; ;",
          '{"fr":5}',
          "file:///x.csv",
        ],
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(element, text), { maxLength: 8 }), async (values) => {
        const dc = values.map(([name, value]) => `<dc:${name}>${xmlOf(value)}</dc:${name}>`).join("")
        assertSound(await oneOf(`<dc:title>Niveaux</dc:title>${dc}`))
      }),
      { numRuns: 300 },
    )
  })
})

/** Characters that XML cannot hold are left out; what such a document would be is a matter of the parser. */
function xmlOf(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML cannot hold
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
  )
}
