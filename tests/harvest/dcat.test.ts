import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { before, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import fc from "fast-check"
import oxigraph from "oxigraph"
import { type FoundRecord, HarvestStopped } from "../../src/harvest/connector.ts"
import { describeConnector } from "../../src/harvest/connectors/contract.ts"
import { dcatConnector } from "../../src/harvest/connectors/dcat/index.ts"
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { fetchAnswering, readRecords, stopsWith } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { type DcatOutcome, dcatOutcomes } from "./outcomes-dcat.ts"

const folder = fileURLToPath(new URL("../../../shared/fixtures/catalogs/dcat/", import.meta.url))
const skip = existsSync(folder) ? false : "../shared is absent"
let vocabularies: Vocabularies

before(async () => {
  vocabularies = await tunisianVocabularies()
})

const prefixes = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix locn: <http://www.w3.org/ns/locn#> . @prefix time: <http://www.w3.org/2006/time#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix gsp: <http://www.opengis.net/ont/geosparql#> .
@prefix foo: <http://portal.example/> .
`
const page = (body: string) => prefixes + body

describeConnector({
  connector: dcatConnector,
  asksBefore: false,
  vocabularies: () => vocabularies,
  url: "http://portal.example/catalogue.ttl",
  good: (id) => ({
    text: `foo:${id} a dcat:Dataset ; dct:title "Qualité de l'air"@fr, "جودة الهواء"@ar ; dct:description "Moyennes" ;
      dcat:keyword "air"@fr ; dct:issued "2024-01-01"^^xsd:date ; dcat:landingPage <http://portal.example/air> ;
      dct:publisher [ a foaf:Organization ; foaf:name "ANPE"@fr ] ; dcat:contactPoint [ vcard:fn "Guichet" ; vcard:hasEmail <mailto:a@anpe.tn> ] ;
      dcat:distribution [ a dcat:Distribution ; dct:title "CSV" ; dcat:downloadURL <http://portal.example/air.csv> ; dct:format "CSV" ] .`,
  }),
  bad: { text: 'foo:bad a dcat:Dataset ; dct:description "Sans titre" .' },
  catalogue: (records) =>
    page(`foo:catalogue a dcat:Catalog .\n${records.map((record) => (record as { text: string }).text).join("\n")}`),
  jsonRecords: false,
})

describe("recorded DCAT catalogues meet their expected outcome", { skip }, () => {
  for (const outcome of dcatOutcomes) it(`${outcome.file}: ${outcome.seen}`, () => assertOutcome(outcome))
})

async function assertOutcome(outcome: DcatOutcome): Promise<void> {
  if (outcome.stop) {
    const { code, ...place } = outcome.stop
    await assert.rejects(harvestFile(outcome.file), (error: HarvestStopped) => {
      const { line, column, text } = error.detail
      assert.deepEqual({ code: error.code, line, column, text }, { code, ...place })
      return true
    })
    return
  }
  const found = await harvestFile(outcome.file)
  const { datasets = 0, distributions = 0, series = 0, services = 0, refused = 0, problems } = outcome
  assert.deepEqual(counts(found), { datasets, distributions, series, services, refused })
  if (problems) assert.deepEqual(problemCounts(found), problems)
  for (const [remoteId, path, value] of outcome.values ?? []) {
    const record = found.find((each) => each.remoteId === remoteId)
    assert.ok(record && "facts" in record, remoteId)
    assert.deepEqual(valueAt(record.facts, path), value, `${remoteId} ${path}`)
  }
}

function harvestFile(file: string): Promise<FoundRecord[]> {
  const first = "http://data.test.org/catalog.jsonld?page=1"
  const fetch = pagesFetch({ [first]: read(file), [first.replace("=1", "=2")]: read("paged-collection-2.jsonld") })
  return readRecords(dcatConnector, { url: first, fetch, vocabularies })
}

function read(file: string): Uint8Array {
  return readFileSync(folder + file)
}

function counts(found: readonly FoundRecord[]) {
  const of = (kind: FoundRecord["kind"]) => found.filter((record) => record.kind === kind).length
  const distributions = found.reduce(
    (sum, each) => sum + (each.kind === "dataset" ? each.facts.distributions.length : 0),
    0,
  )
  return {
    datasets: of("dataset"),
    distributions,
    series: of("series"),
    services: of("service"),
    refused: of("refused"),
  }
}

function problemCounts(found: readonly FoundRecord[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const record of found) {
    for (const { code } of record.kind === "skipped" ? [] : record.problems) counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}

function valueAt(facts: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .reduce((value, key) => (key === "" ? value : (value as Record<string, unknown>)?.[key]), facts)
}

/** A source of several pages; any other address answers 404. */
function pagesFetch(pages: Readonly<Record<string, string | Uint8Array>>): FetchGuarded {
  return async (url) => {
    const body = pages[url]
    return fetchAnswering(body ?? "not here", { status: body === undefined ? 404 : 200, type: "" })(url)
  }
}

const dataset = (id: string, more = "") =>
  `foo:${id} a dcat:Dataset ; dct:title "Title ${id}"@en ; ${more} dct:identifier "${id}" .`
const start = "http://portal.example/c?page=1"
const at = (number: number) => `http://portal.example/c?page=${number}`
const linked = (from: number, to: number, term = "next") =>
  `<${at(from)}> a hydra:PartialCollectionView ; hydra:${term} <${at(to)}> .`
const harvestPages = (pages: Readonly<Record<string, string>>, options = {}) =>
  readRecords(dcatConnector, { url: start, options, vocabularies, fetch: pagesFetch(pages) })
const harvest = (body: string, options = {}) => harvestPages({ [start]: page(body) }, options)
async function factsOf(body: string) {
  const found = (await harvest(body)).find((record) => record.kind === "dataset")
  assert.ok(found?.kind === "dataset")
  return found
}

describe("pages of a DCAT catalogue", () => {
  for (const term of ["next", "nextPage"]) {
    it(`are followed by hydra:${term}`, async () => {
      const found = await harvestPages({
        [at(1)]: page(dataset("a") + linked(1, 2, term)),
        [at(2)]: page(dataset("b")),
      })
      assert.deepEqual(
        found.map(({ remoteId }) => remoteId),
        ["http://portal.example/a", "http://portal.example/b"],
      )
    })
  }

  it("stop the run when they lead back to a page already read", async () => {
    const pages = { [at(1)]: page(dataset("a") + linked(1, 2)), [at(2)]: page(dataset("b") + linked(2, 1)) }
    await assert.rejects(harvestPages(pages), stopsWith("paging-repeats"))
  })

  it("stop the run when a page with another address repeats the same records", async () => {
    const pages = { [at(1)]: page(dataset("a") + linked(1, 2)), [at(2)]: page(dataset("a") + linked(2, 3)) }
    await assert.rejects(harvestPages(pages), stopsWith("paging-repeats"))
  })

  it("stop the run when one of them fails", async () => {
    await assert.rejects(harvestPages({ [at(1)]: page(dataset("a") + linked(1, 2)) }), stopsWith("http-error"))
  })

  it("stop the run when they end before the announced total, unless the source's settings say so", async () => {
    const body = `${dataset("a")} <${at(1)}> hydra:totalItems 5 .`
    await assert.rejects(harvest(body), stopsWith("truncated"))
    assert.equal((await harvest(body, { ignoreTotal: true })).length, 1)
  })

  it("merge a dataset that stands on two of them", async () => {
    const file = (name: string) => `dcat:distribution [ dcat:downloadURL <http://portal.example/${name}.csv> ] ;`
    const found = await harvestPages({
      [at(1)]: page(dataset("a", file("one")) + dataset("b") + linked(1, 2)),
      [at(2)]: page(dataset("a", `${file("two")} dct:description "More"@en ;`) + dataset("c")),
    })
    const [record] = found
    assert.equal(found.length, 3)
    assert.ok(record?.kind === "dataset")
    assert.deepEqual(record.facts.description, { en: "More" })
    assert.equal(record.facts.distributions.length, 2)
  })
})

describe("records of a DCAT catalogue", () => {
  it("without IRI or identifier keep their identity from one reading to the next", async () => {
    const body = '[] a dcat:Dataset ; dct:title "Puits"@fr ; dcat:landingPage <http://portal.example/puits> .'
    const [first] = await harvest(body)
    const [second] = await harvest(body)
    assert.match(first!.remoteId, /^blank:[0-9a-f]{32}$/)
    assert.equal(first!.remoteId, second!.remoteId)
  })

  it("are series, datasets in them, and services with the datasets they serve", async () => {
    const found = await harvest(`foo:s a dcat:Dataset, dcat:DatasetSeries ; dct:title "Series"@en .
      ${dataset("a", "dcat:inSeries foo:s ;")}
      foo:api a dcat:DataService ; dct:title "API"@en ; dcat:endpointURL <http://portal.example/api> ; dcat:servesDataset foo:a .`)
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ["series", "service", "dataset"],
    )
    const [, service, member] = found
    assert.equal(member?.kind === "dataset" && member.facts.inSeries, "http://portal.example/s")
    assert.deepEqual(service?.kind === "service" && service.facts.servesDatasets, ["http://portal.example/a"])
  })

  it("have our own theme alone where an EU theme beside it is the wider one that ours lies in", async () => {
    const eu = (code: string) => `<http://publications.europa.eu/resource/authority/data-theme/${code}>`
    const themes = async (named: string) => {
      const found = await factsOf(dataset("a", `dcat:theme ${named} ;`))
      return [found.facts.themes, found.problems]
    }
    assert.deepEqual(await themes(`${eu("ECON")}, [ a skos:Concept ; skos:prefLabel "Tourisme"@fr ]`), [
      ["tourisme"],
      [],
    ])
    assert.deepEqual(await themes(`${eu("HEAL")}, "Tourisme"@fr`), [["sante", "tourisme"], []])
    assert.deepEqual(await themes(eu("ECON")), [["economie-finances"], []])
  })

  it("report an impossible date and keep the rest", async () => {
    const { facts, problems } = await factsOf(
      dataset("a", 'dct:issued "2024-13-45"^^xsd:date ; dct:modified "2020"^^xsd:gYear ;'),
    )
    assert.equal(facts.issued, undefined)
    assert.equal(facts.modified, "2020")
    assert.deepEqual(
      problems.map(({ code, field, value }) => [code, field, value]),
      [["bad-date", "dct:issued", "2024-13-45"]],
    )
  })

  it("have places as WKT with either order of axes", async () => {
    const place = (wkt: string) => `dct:spatial [ a dct:Location ; locn:geometry "${wkt}"^^gsp:wktLiteral ] ;`
    const box = [{ bbox: [9, 36, 11, 37] }]
    assert.deepEqual((await factsOf(dataset("a", place("POLYGON((9 36, 11 36, 11 37, 9 36))")))).facts.spatial, box)
    const epsg = "<http://www.opengis.net/def/crs/EPSG/0/4326> POLYGON((36 9, 36 11, 37 11, 36 9))"
    assert.deepEqual((await factsOf(dataset("a", place(epsg)))).facts.spatial, box)
    const { problems } = await factsOf(dataset("a", place("POLYGON((900 36, 11 36, 11 37))")))
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["bad-bbox"],
    )
  })

  it("have periods as OWL-Time instants and DCMI text", async () => {
    const owl =
      'dct:temporal [ time:hasBeginning [ time:inXSDDate "2020-01-01" ] ; time:hasEnd [ time:inXSDgYear "2021" ] ] ;'
    assert.deepEqual((await factsOf(dataset("a", owl))).facts.temporal, [{ start: "2020-01-01", end: "2021" }])
    const dcmi = 'dct:temporal "start=1999-01-01; end=2000-01-01; scheme=W3C-DTF;" ;'
    assert.deepEqual((await factsOf(dataset("a", dcmi))).facts.temporal, [{ start: "1999-01-01", end: "2000-01-01" }])
  })

  it("never carry a dangerous address", async () => {
    const { facts, problems } = await factsOf(
      dataset("a", "dcat:distribution [ dcat:downloadURL <javascript:alert(1)> ] ;"),
    )
    assert.equal(facts.distributions.length, 0)
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["unsafe-url", "distribution-without-url"],
    )
  })

  it("give the first of two blank records with one identifier, and refuse the second", async () => {
    const found = await harvest(
      '[] a dcat:Dataset ; dct:title "A" ; dct:identifier "x" . [] a dcat:Dataset ; dct:title "B" ; dct:identifier "x" .',
    )
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ["dataset", "refused"],
    )
  })
})

describe("the same graph in another syntax", () => {
  const words = fc.constantFrom("Eau & sel", "مياه", 'a "quoted" <tag>', "L'eau\nligne", "x", "😀")
  const record = fc.record({
    id: fc.uuid(),
    title: words,
    arabic: words,
    keywords: fc.uniqueArray(words, { maxLength: 4 }),
    files: fc.uniqueArray(fc.nat(99), { maxLength: 4 }),
    day: fc.integer({ min: 1, max: 28 }),
  })
  const syntaxes = ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"] as const

  it("gives the same records", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(record, { minLength: 1, maxLength: 4, selector: ({ id }) => id }),
        async (datasets) => {
          const store = new oxigraph.Store(
            oxigraph.parse(page(datasets.map(turtleOf).join("\n")), { format: "text/turtle" }),
          )
          const results = []
          for (const format of syntaxes) {
            const body = store.dump({ format, from_graph_name: oxigraph.defaultGraph() })
            results.push(
              await readRecords(dcatConnector, {
                url: start,
                vocabularies,
                fetch: fetchAnswering(body, { type: format }),
              }),
            )
          }
          const byId = results.map((found) => [...found].sort((a, b) => (a.remoteId < b.remoteId ? -1 : 1)))
          for (const other of byId.slice(1)) assert.deepEqual(other, byId[0])
        },
      ),
      { numRuns: 25 },
    )
  })

  function turtleOf({
    id,
    title,
    arabic,
    keywords,
    files,
    day,
  }: typeof record extends fc.Arbitrary<infer T> ? T : never): string {
    const text = (value: string) => JSON.stringify(value)
    return `<http://portal.example/${id}> a dcat:Dataset ; dct:title ${text(title)}@fr, ${text(arabic)}@ar ;
      ${keywords.map((keyword) => `dcat:keyword ${text(keyword)}@fr ;`).join(" ")}
      ${files.map((file) => `dcat:distribution [ dct:title "F${file}" ; dcat:downloadURL <http://portal.example/${file}.csv> ] ;`).join(" ")}
      dct:modified "2024-01-${String(day).padStart(2, "0")}"^^xsd:date .`
  }
})

describe("hostile values in any property", () => {
  const properties =
    "title description keyword issued modified language publisher contactPoint theme license spatial temporal distribution accessURL downloadURL format mediaType byteSize accrualPeriodicity conformsTo landingPage fn hasEmail name identifier @type @id".split(
      " ",
    )
  const odd = fc.constantFrom<unknown>(
    "",
    "\u0000\ud800",
    "javascript:alert(1)",
    "POLYGON((1 2, x",
    '{"type":"Polygon","coordinates":[[[[]]]]}',
    "start=;end=",
    "R/P1Y",
    "http://portal.example/z",
    "_:b0",
    1e308,
    -1,
    true,
    null,
  )
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      odd,
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...properties), tie("any"), { maxKeys: 4 }),
    ),
  })).any

  it("leaves the other record whole and throws nothing but a named stop", async () => {
    const records = fc.dictionary(fc.constantFrom(...properties), value, { maxKeys: 8 })
    await fc.assert(
      fc.asyncProperty(records, async (record) => {
        const sound = { "@id": "http://portal.example/sound", "@type": "dcat:Dataset", title: "Sound" }
        const context = "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld"
        const body = JSON.stringify({ "@context": context, "@type": "dcat:Catalog", dataset: [record, sound] })
        try {
          const found = await readRecords(dcatConnector, { url: start, vocabularies, fetch: fetchAnswering(body) })
          assert.ok(found.some(({ remoteId, kind }) => remoteId === sound["@id"] && kind === "dataset"))
        } catch (error) {
          if (!(error instanceof HarvestStopped)) throw error
        }
      }),
      { numRuns: 400 },
    )
  })
})
