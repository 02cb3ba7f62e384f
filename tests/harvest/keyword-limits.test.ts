import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import type { Connector } from "../../src/harvest/connector.ts"
import { cswConnector } from "../../src/harvest/connectors/csw/index.ts"
import { dcatConnector } from "../../src/harvest/connectors/dcat/index.ts"
import { oaipmhConnector } from "../../src/harvest/connectors/oaipmh/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { fetchAnswering, readRecords } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { freeText, keywords, metadata, results } from "./csw-geoportal.ts"
import { repository } from "./oaipmh-repository.ts"

let vocabularies: Vocabularies
before(async () => {
  vocabularies = await tunisianVocabularies()
})

const words = Array.from({ length: 600 }, (_, at) => `mot ${at}`)
const subjects = words.map((word) => `<dc:subject>${word}</dc:subject>`).join("")
const iso = metadata({ id: "a", title: freeText("title", "Sols"), info: keywords(words, "theme") })
const turtle = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
  <http://a.tn/1> a dcat:Dataset ; dct:identifier "1" ; dct:title "Sols"@fr ;
    dcat:keyword ${words.map((word) => `"${word}"@fr`).join(", ")} .`
const brief = `<csw:Record xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <dc:identifier>a</dc:identifier><dc:title>Sols</dc:title>${subjects}</csw:Record>`
const matched = { numberOfRecordsMatched: 1, nextRecord: 0 }
const oaiRecord = { id: "oai:a.tn:1", dc: `<dc:title>Sols</dc:title><dc:type>Dataset</dc:type>${subjects}` }

const cases: readonly (readonly [string, Connector, ReturnType<typeof fetchAnswering>])[] = [
  ["ISO 19139", cswConnector, fetchAnswering(results([iso], matched))],
  ["Dublin Core over CSW", cswConnector, fetchAnswering(results([brief], matched))],
  ["Dublin Core over OAI-PMH", oaipmhConnector, repository([oaiRecord]).fetch],
  ["DCAT", dcatConnector, fetchAnswering(turtle, { type: "text/turtle" })],
]

describe("a record with six hundred keywords", () => {
  for (const [name, connector, fetch] of cases)
    it(`keeps five hundred and says so, in ${name}`, async () => {
      const [record] = await readRecords(connector, { fetch, vocabularies, url: "https://a.tn/catalogue" })
      assert.ok(record?.kind === "dataset")
      assert.equal(Object.values(record.facts.keywords ?? {}).flat().length, 500)
      assert.equal(record.problems.filter(({ code }) => code === "too-many-values").length, 1)
    })
})
