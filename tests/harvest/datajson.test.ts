import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import { datajsonConnector } from "../../src/harvest/connectors/datajson/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { fetchAnswering, readRecords } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

let vocabularies: Vocabularies

before(async () => {
  vocabularies = await tunisianVocabularies()
})

const minimal = { identifier: "a", title: "Stations of the network", distribution: [] }

async function read(document: unknown, url = "http://portal.example/data.json") {
  return readRecords(datajsonConnector, { url, fetch: fetchAnswering(JSON.stringify(document)), vocabularies })
}

async function one(fields: Record<string, unknown>) {
  const [record] = await read({ dataset: [{ ...minimal, ...fields }] })
  assert.ok(record?.kind === "dataset")
  return record
}

describe("a data.json catalogue", () => {
  it("is asked for at /data.json below a folder, and where an address names a document", async () => {
    const asked: string[] = []
    const answer = fetchAnswering(JSON.stringify({ dataset: [minimal] }))
    const fetch: typeof answer = (url, options) => {
      asked.push(url)
      return answer(url, options)
    }
    for (const url of [
      "http://hub.example",
      "http://hub.example/portals/a/",
      "http://hub.example/api/feed/dcat-us/1.1.json",
    ])
      await readRecords(datajsonConnector, { url, fetch, vocabularies })
    assert.deepEqual(asked, [
      "http://hub.example/data.json",
      "http://hub.example/portals/a/data.json",
      "http://hub.example/api/feed/dcat-us/1.1.json",
    ])
  })

  it("may be a whole catalogue, a bare list or one dataset", async () => {
    for (const document of [
      { dataset: [minimal] },
      { "dcat:dataset": [minimal] },
      { dataset: minimal },
      [minimal],
      minimal,
    ])
      assert.deepEqual(
        (await read(document)).map(({ kind }) => kind),
        ["dataset"],
      )
  })

  it("names datasets by any spelling of their type, keeps series, skips the rest", async () => {
    const types = ["dcat:Dataset", "Dataset", "http://www.w3.org/ns/dcat#Dataset", ["dcat:Dataset", "dct:X"], undefined]
    const others = ["dcat:DatasetSeries", "dcat:DataService"]
    const dataset = [...types, ...others].map((type, at) => ({ ...minimal, identifier: `${at}`, "@type": type }))
    assert.deepEqual(
      (await read({ dataset })).map(({ kind }) => kind),
      ["dataset", "dataset", "dataset", "dataset", "dataset", "series", "skipped"],
    )
  })

  it("reads a series in its own language, with publisher and dates, and joins its members to it", async () => {
    const series = {
      "@type": "dcat:DatasetSeries",
      identifier: "s",
      title: "المكتبات العمومية حسب الولايات",
      publisher: { name: "وزارة الشؤون الثقافية" },
      issued: "2021-06-21",
    }
    const [found, member] = await read({ dataset: [series, { ...minimal, isPartOf: "s" }] })
    assert.deepEqual(found?.kind === "series" && found.facts, {
      title: { ar: "المكتبات العمومية حسب الولايات" },
      publisher: { name: { ar: "وزارة الشؤون الثقافية" } },
      issued: "2021-06-21",
    })
    assert.equal(member?.kind === "dataset" && member.facts.inSeries, "s")
  })
})

describe("facts of a data.json dataset", () => {
  it("say who may see it; an unknown word counts as restricted and is reported", async () => {
    const levels = ["public", "restricted public", "non-public", "friends"]
    const found = await Promise.all(levels.map((accessLevel) => one({ accessLevel })))
    assert.deepEqual(
      found.map(({ facts }) => facts.accessRights),
      ["public", "restricted", "non-public", "restricted"],
    )
    assert.deepEqual(
      found.at(-1)?.problems.map(({ code }) => code),
      ["unknown-access-level"],
    )
  })

  it("read a repetition in `modified` as the frequency, unless one is declared", async () => {
    assert.deepEqual((await one({ modified: "R/P1Y" })).facts.frequency, { code: "ANNUAL", raw: "R/P1Y" })
    const declared = (await one({ modified: "R/P1Y", accrualPeriodicity: "R/P1M" })).facts
    assert.deepEqual([declared.frequency?.code, declared.modified], ["MONTHLY", undefined])
  })

  it("read places as box, corners, geometry or name", async () => {
    const forms: readonly (readonly [unknown, unknown])[] = [
      ["8.1,33.5,11.6,37.3", { bbox: [8.1, 33.5, 11.6, 37.3] }],
      ["[[-14.6,-179.2],[71.4,179.9]]", { bbox: [-179.2, -14.6, 179.9, 71.4] }],
      [
        {
          type: "envelope",
          coordinates: [
            [8.1, 37.3],
            [11.6, 33.5],
          ],
        },
        { bbox: [8.1, 33.5, 11.6, 37.3] },
      ],
      ['{"type":"Point","coordinates":[10.2,36.8]}', { bbox: [10.2, 36.8, 10.2, 36.8] }],
      ["Bizerte", { code: "iso:TN-23", label: { en: "Bizerte" } }],
      ["Street Address", { label: { en: "Street Address" } }],
    ]
    for (const [spatial, place] of forms) assert.deepEqual((await one({ spatial })).facts.spatial, [place])
    const bad = await one({ spatial: "200,95,300,99" })
    assert.deepEqual([bad.facts.spatial, bad.problems[0]?.code], [undefined, "bad-bbox"])
  })

  it("give the landing page to a distribution without address, and drop one that has neither", async () => {
    const distribution = [{ title: "Table" }]
    const kept = await one({ distribution, landingPage: "https://x.example/page" })
    assert.equal(kept.facts.distributions[0]?.accessUrl, "https://x.example/page")
    assert.equal(kept.problems[0]?.code, "missing-url")
    const dropped = await one({ distribution })
    assert.deepEqual([dropped.facts.distributions, dropped.problems[0]?.code], [[], "distribution-without-url"])
  })

  it("point to the collection a dataset belongs to, where the catalogue holds it", async () => {
    const [member] = await read({
      dataset: [
        { ...minimal, isPartOf: "b" },
        { ...minimal, identifier: "b" },
      ],
    })
    assert.equal(member?.kind === "dataset" && member.facts.inSeries, "b")
    assert.equal((await one({ isPartOf: "gone" })).problems[0]?.code, "unknown-series")
  })

  it("take contacts without mailto and mistakes without the contact", async () => {
    assert.deepEqual(
      (await one({ contactPoint: { fn: "Desk", hasEmail: "mailto:desk@x.example" } })).facts.contactPoints,
      [{ name: "Desk", email: "desk@x.example" }],
    )
    const wrong = await one({ contactPoint: { fn: "Desk", hasEmail: "mailto:desk" } })
    assert.deepEqual([wrong.facts.contactPoints, wrong.problems[0]?.code], [[{ name: "Desk" }], "bad-email"])
  })
})
