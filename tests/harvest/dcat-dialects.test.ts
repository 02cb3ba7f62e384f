/** What national profiles, portals and their mistakes write in place of plain DCAT. */
import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import type { DatasetFacts } from "../../src/catalogue/index.ts"
import { dcatConnector } from "../../src/harvest/connectors/dcat/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { fetchAnswering, readRecords } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

let vocabularies: Vocabularies
before(async () => {
  vocabularies = await tunisianVocabularies()
})

const prefixes = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix locn: <http://www.w3.org/ns/locn#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix gsp: <http://www.opengis.net/ont/geosparql#> . @prefix schema: <http://schema.org/> .
@prefix foo: <http://portal.example/> .
`

function read(body: string, type = "text/turtle") {
  const text = type === "text/turtle" ? prefixes + body : body
  return readRecords(dcatConnector, { vocabularies, fetch: fetchAnswering(text, { type }) })
}

async function factsOf(more: string): Promise<DatasetFacts> {
  const found = await read(`foo:a a dcat:Dataset ; dct:title "Eau"@fr ; ${more} dct:identifier "a" .`)
  const dataset = found.find(({ kind }) => kind === "dataset")
  return dataset?.kind === "dataset" ? dataset.facts : assert.fail(JSON.stringify(found))
}

describe("places of a DCAT dataset", () => {
  const box = [{ bbox: [9, 36, 11, 37] }]
  const cases: Readonly<Record<string, string>> = {
    "WKT in dcat:bbox": 'dct:spatial [ dcat:bbox "POLYGON((9 36,11 36,11 37,9 36))"^^gsp:wktLiteral ] ;',
    "GeoJSON in locn:geometry": `dct:spatial [ locn:geometry '{"type":"Polygon","coordinates":[[[9,36],[11,36],[11,37],[9,36]]]}' ] ;`,
    "four numbers in a text": 'dct:spatial "9,36,11,37" ;',
    "four numbers in a node": 'dct:spatial [ dcat:bbox "9.0,36.0,11.0,37.0" ] ;',
    "ENVELOPE of CSW": 'dct:spatial [ dcat:bbox "ENVELOPE(9, 11, 37, 36)" ] ;',
    "a box of schema.org, latitude first": 'schema:spatialCoverage [ schema:geo [ schema:box "36 9 37 11" ] ] ;',
    "a GML envelope": `dct:spatial [ locn:geometry "<gml:Envelope srsName='http://www.opengis.net/def/crs/OGC/1.3/CRS84'><gml:lowerCorner>9 36</gml:lowerCorner><gml:upperCorner>11 37</gml:upperCorner></gml:Envelope>" ] ;`,
    "a GML envelope with latitude first": `dct:spatial [ locn:geometry "<gml:Envelope srsName='urn:ogc:def:crs:EPSG::4326'><gml:lowerCorner>36 9</gml:lowerCorner><gml:upperCorner>37 11</gml:upperCorner></gml:Envelope>" ] ;`,
    "WKT and GeoJSON of the same place": `dct:spatial [ locn:geometry "POINT(broken", '{"type":"Polygon","coordinates":[[[9,36],[11,37]]]}' ] ;`,
  }
  for (const [title, more] of Object.entries(cases))
    it(`may be ${title}`, async () => {
      assert.deepEqual((await factsOf(more)).spatial, box)
    })
})

describe("properties of a DCAT dataset", () => {
  it("may be written in the plural, and its datasets too", async () => {
    const [found] = await read(`foo:c a dcat:Catalog ; dcat:datasets foo:a .
      foo:a dct:title "Eau"@fr ; dcat:keywords "eau"@fr, "sol"@fr ; dcat:themes "Agriculture"@fr ; dct:licence "CC0" ;
      dcat:distributions [ dcat:downloadURL <http://portal.example/a.csv> ] .`)
    assert.ok(found?.kind === "dataset")
    const { keywords, themes, licence, distributions } = found.facts
    assert.deepEqual([keywords, themes, distributions.length], [{ fr: ["eau", "sol"] }, ["agriculture"], 1])
    assert.equal(licence?.raw, "CC0")
  })

  it("may name keywords by address: a concept counts with its labels, a bare address is none", async () => {
    const { keywords } = await factsOf(`dcat:keyword <http://eurovoc.europa.eu/1234>, foo:k, "sel"@fr .
      foo:k skos:prefLabel "Agriculture"@fr, "فلاحة"@ar . foo:a`)
    assert.deepEqual(keywords, { fr: ["Agriculture", "sel"], ar: ["فلاحة"] })
  })

  it("may have dates in the manner of the country, in words, with zones, or impossible ones", async () => {
    const dates = async (issued: string, modified: string) => {
      const facts = await factsOf(`dct:issued ${issued} ; dct:modified ${modified} ;`)
      return [facts.issued, facts.modified]
    }
    assert.deepEqual(await dates('"31/12/2023"', '"15 janvier 2023"'), ["2023-12-31", "2023-01-15"])
    assert.deepEqual(await dates('"2023-05-01T00:00:00+01:00"^^xsd:dateTime', '"2020-01-01+01:00"^^xsd:date'), [
      "2023-04-30T23:00:00Z",
      "2020-01-01",
    ])
    assert.deepEqual(await dates('"2023-02-30"^^xsd:date', '"hier"'), [undefined, undefined])
  })

  it("may be a German licence and format: codes of the EU and addresses of IANA", async () => {
    const { distributions } = await factsOf(`dcat:distribution [ dcat:accessURL <http://portal.example/a> ;
      dct:license <http://dcat-ap.de/def/licenses/dl-by-de/2.0> ; dcat:byteSize "12,5 MB" ;
      dct:format <http://publications.europa.eu/resource/authority/file-type/CSV> ;
      dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ] ;`)
    const [file] = distributions
    assert.deepEqual([file?.format, file?.mediaType, file?.byteSize], ["CSV", "text/csv", 13_107_200])
    assert.equal(file?.licence?.raw, "http://dcat-ap.de/def/licenses/dl-by-de/2.0")
  })
})

describe("records of a DCAT catalogue", () => {
  it("are members of the series that names them", async () => {
    const found = await read(`foo:s a dcat:DatasetSeries ; dct:title "Série"@fr ; dcat:seriesMember foo:a .
      foo:a a dcat:Dataset ; dct:title "Eau"@fr .`)
    const member = found.find(({ kind }) => kind === "dataset")
    assert.equal(member?.kind === "dataset" && member.facts.inSeries, "http://portal.example/s")
  })

  it("are all nodes without a name of their own, and are kept all the same", async () => {
    const body = `[] a dcat:Catalog ; dcat:dataset [ a dcat:Dataset ; dct:title "Eau"@fr ;
      dct:publisher [ foaf:name "SONEDE" ] ; dcat:distribution [ dcat:accessURL "http://portal.example/eau" ] ] .`
    const [found] = await read(body)
    assert.ok(found?.kind === "dataset")
    assert.match(found.remoteId, /^blank:/)
    assert.equal(found.facts.distributions[0]?.accessUrl, "http://portal.example/eau")
    assert.deepEqual(found.facts.publisher?.name, { und: "SONEDE" })
  })

  it("come from the catalogues of a catalogue as well", async () => {
    const found = await read(`foo:c a dcat:Catalog ; dct:hasPart foo:sub ; dcat:catalog foo:sub .
      foo:sub a dcat:Catalog ; dcat:dataset foo:a . foo:a a dcat:Dataset ; dct:title "Eau"@fr .`)
    assert.deepEqual(
      found.map(({ remoteId }) => remoteId),
      ["http://portal.example/a"],
    )
  })

  it("stand in JSON-LD with a context in place, as ArcGIS Hub writes it", async () => {
    const context = {
      dcat: "http://www.w3.org/ns/dcat#",
      dct: "http://purl.org/dc/terms/",
      foaf: "http://xmlns.com/foaf/0.1/",
      xsd: "http://www.w3.org/2001/XMLSchema#",
      ftype: "http://publications.europa.eu/resource/authority/file-type/",
    }
    const dataset = {
      "@id": "https://hub.example/d/1",
      "@type": "dcat:Dataset",
      "dct:title": "Puits",
      "dcat:keyword": "eau",
      "dct:issued": { "@type": "xsd:dateTime", "@value": "2020-01-01T00:00:00.000Z" },
      "dct:publisher": { "foaf:name": "CRDA" },
      "dcat:distribution": [
        {
          "@type": "dcat:Distribution",
          "dct:format": { "@id": "ftype:CSV" },
          "dcat:accessURL": { "@id": "https://hub.example/d/1.csv" },
        },
      ],
    }
    const body = JSON.stringify({ "@context": context, "@type": "dcat:Catalog", "dcat:dataset": [dataset] })
    const [found] = await read(body, "application/ld+json")
    assert.ok(found?.kind === "dataset")
    assert.deepEqual([found.remoteId, found.facts.issued], ["https://hub.example/d/1", "2020-01-01T00:00:00Z"])
    assert.equal(found.facts.distributions[0]?.format, "CSV")
  })
})
