import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import { type FoundRecord, HarvestStopped, type PageEnd } from "../../src/harvest/connector.ts"
import { describeConnector } from "../../src/harvest/connectors/contract.ts"
import { cswConnector } from "../../src/harvest/connectors/csw/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { fetchAnswering, idsOf, readAll } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import {
  type Asked,
  exception,
  freeText,
  geoportal,
  type Habits,
  landCover,
  manySimple,
  metadata,
  results,
  simple,
} from "./csw-geoportal.ts"

let vocabularies: Vocabularies

before(async () => {
  vocabularies = await tunisianVocabularies()
})

const endpoint = "https://geo.example.tn/geonetwork/srv/ara/csw"

describeConnector({
  connector: cswConnector,
  asksBefore: false,
  vocabularies: () => vocabularies,
  url: endpoint,
  good: (id) => ({ xml: landCover.replaceAll("7f0c3a52-nabeul-occupation", id) }),
  bad: { xml: metadata({ id: "sans-titre", abstract: freeText("abstract", "Une fiche sans titre.") }) },
  catalogue: (records) =>
    results(
      records.map((record) => (record as { xml: string }).xml),
      { numberOfRecordsMatched: records.length, nextRecord: 0 },
    ),
  refusal: exception("Catalogue en maintenance"),
  jsonRecords: false,
})

interface Asking {
  readonly url?: string
  readonly options?: Readonly<Record<string, unknown>>
  readonly since?: Date
  readonly resume?: { readonly next: string; readonly met: ReadonlySet<string> }
}

/** Everything that the connector yields, page ends included. */
async function allOf(
  { fetch }: Pick<ReturnType<typeof geoportal>, "fetch">,
  { url = endpoint, options = { pageSize: 10 }, ...context }: Asking = {},
): Promise<(FoundRecord | PageEnd)[]> {
  return readAll(cswConnector, { url, options, fetch, vocabularies, ...context })
}

async function idsFrom(portal: Pick<ReturnType<typeof geoportal>, "fetch">, asking?: Asking): Promise<string[]> {
  return idsOf(await allOf(portal, asking))
}

function stopsWith(code: string, says = "") {
  return (error: unknown) =>
    error instanceof HarvestStopped && error.code === code && JSON.stringify(error.detail).includes(says)
}

const starts = (asked: readonly Asked[]) => asked.map(({ start }) => start)

describe("a CSW catalogue is asked", () => {
  it("by GetRecords in pages, in the order of identifiers, for ISO 19139 first", async () => {
    const portal = geoportal(manySimple(25))
    assert.equal((await idsFrom(portal)).length, 25)
    assert.deepEqual(starts(portal.asked), [1, 11, 21])
    const parameters = new URL(portal.asked[0]?.url ?? "").searchParams
    assert.deepEqual(Object.fromEntries(parameters), {
      service: "CSW",
      version: "2.0.2",
      request: "GetRecords",
      resultType: "results",
      namespace: "xmlns(csw=http://www.opengis.net/cat/csw/2.0.2)",
      typeNames: "csw:Record",
      elementSetName: "full",
      outputFormat: "application/xml",
      outputSchema: "http://www.isotc211.org/2005/gmd",
      startPosition: "1",
      maxRecords: "10",
      sortBy: "dc:identifier:A",
    })
  })

  it("from the address of its capabilities too, keeping what chooses or narrows it", async () => {
    const portal = geoportal(manySimple(2))
    const url = `${endpoint}?SERVICE=CSW&Request=GetCapabilities&VERSION=2.0.2&map=/cat.map&constraint=type%3D'dataset'`
    await idsFrom(portal, { url })
    const { searchParams } = new URL(portal.asked[0]?.url ?? "")
    assert.deepEqual([searchParams.get("map"), searchParams.get("constraint")], ["/cat.map", "type='dataset'"])
    assert.deepEqual(searchParams.getAll("request"), ["GetRecords"])
    assert.equal(searchParams.has("Request"), false)
  })

  it("at its service, where the address is that of GeoNetwork's pages", async () => {
    const pages = [
      ["https://geo.example.tn/geonetwork/", "/geonetwork/srv/eng/csw"],
      ["https://geo.example.tn/geonetwork/srv/ara/catalog.search#/home", "/geonetwork/srv/ara/csw"],
      ["https://geo.example.tn/srv/fre/", "/srv/fre/csw"],
      ["https://geo.example.tn/cgi/cat?map=/a", "/cgi/cat"],
    ] as const
    for (const [url, path] of pages) {
      const portal = geoportal(manySimple(1))
      await idsFrom(portal, { url })
      assert.equal(new URL(portal.asked[0]?.url ?? "").pathname, path)
    }
  })

  it("by POST where GET is refused, and where the source's options say so", async () => {
    const refusing = geoportal(manySimple(12), {
      instead: ({ method }) =>
        method === "GET" ? exception("Use POST", { code: "OperationNotSupported" }) : undefined,
    })
    assert.equal((await idsFrom(refusing)).length, 12)
    assert.deepEqual(
      refusing.asked.map(({ method, start }) => `${method} ${start}`),
      ["GET 1", "POST 1", "POST 11"],
    )
    const posted = geoportal(manySimple(2))
    await idsFrom(posted, { options: { method: "post", schema: "dcat" } })
    assert.deepEqual(
      posted.asked.map(({ method, schema }) => [method, schema]),
      [["POST", "http://www.w3.org/ns/dcat#"]],
    )
  })

  it("by POST where GET answers 405 with no XML at all", async () => {
    const portal = geoportal(manySimple(2))
    const { fetch } = {
      fetch: (async (url, options) =>
        options?.method === "POST"
          ? portal.fetch(url, options)
          : fetchAnswering("Method Not Allowed", { status: 405 })(url)) as typeof portal.fetch,
    }
    assert.equal((await idsFrom({ fetch })).length, 2)
  })

  it("in the next schema where one is unknown, and unsorted where sorting is", async () => {
    const portal = geoportal(manySimple(2), {
      instead: ({ schema, sorted }) => {
        if (/gmd|mdb/.test(schema))
          return exception("Unknown", { code: "InvalidParameterValue", locator: "outputSchema" })
        return sorted ? exception("SortBy is not supported") : undefined
      },
    })
    assert.equal((await idsFrom(portal)).length, 2)
    assert.deepEqual(
      portal.asked.map(({ schema, sorted }) => `${schema.split("/").at(-1)} ${sorted}`),
      ["gmd true", "2.0 true", "dcat# true", "dcat# false"],
    )
  })

  it("until it has refused every manner, and then its first refusal is told", async () => {
    const portal = geoportal([], { instead: ({ method }) => exception(`Service arrêté (${method})`) })
    await assert.rejects(idsFrom(portal), stopsWith("success-false", "NoApplicableCode: Service arrêté (GET)"))
    assert.ok(portal.asked.length <= 11, `${portal.asked.length} requests`)
  })
})

describe("pages of a CSW catalogue", () => {
  const lies: readonly (readonly [title: string, records: number, habits: Habits, starts: readonly number[]])[] = [
    ["nextRecord is missing", 25, { next: () => null }, [1, 11, 21]],
    ["nextRecord is 0 on every page", 25, { next: () => 0 }, [1, 11, 21]],
    ["nextRecord is 1 on every page", 25, { next: () => 1 }, [1, 11, 21]],
    ["nextRecord does not advance", 25, { next: (start) => start }, [1, 11, 21]],
    [
      "nextRecord is one more than there are, on a page that is not full",
      25,
      { next: (start, came) => start + came },
      [1, 11, 21],
    ],
    ["nextRecord is one more than there are, on a full page", 20, { next: (start, came) => start + came }, [1, 11, 21]],
    ["pages are smaller than asked for", 25, { cap: 7 }, [1, 8, 15, 22]],
    ["the total is too small and pages go on", 25, { matched: 10, next: (start, came) => start + came }, [1, 11, 21]],
    ["the total is 0", 25, { matched: 0, next: (start, came) => start + came }, [1, 11, 21]],
    ["no total is given", 25, { matched: null }, [1, 11, 21]],
    ["neither total nor nextRecord is given", 25, { matched: null, next: () => null }, [1, 11, 21]],
    ["neither is given and the last page is full", 20, { matched: null, next: () => null }, [1, 11, 21]],
  ]
  for (const [title, count, habits, expected] of lies)
    it(`are all read where ${title}`, async () => {
      const portal = geoportal(manySimple(count), habits)
      assert.equal(new Set(await idsFrom(portal)).size, count)
      assert.deepEqual(starts(portal.asked), expected)
    })

  it("are over where the position after the last record is refused", async () => {
    const portal = geoportal(manySimple(20), {
      next: (start, came) => start + came,
      instead: ({ start }) => (start > 20 ? exception("Start position (21) can't be greater than 20") : undefined),
    })
    assert.equal((await idsFrom(portal)).length, 20)
  })

  it("stop the run where fewer records come than are announced, unless the source's options allow it", async () => {
    const habits = { matched: 40 }
    await assert.rejects(idsFrom(geoportal(manySimple(25), habits)), stopsWith("truncated", `"found":25,"count":40`))
    const options = { pageSize: 10, ignoreTotal: true }
    assert.equal((await idsFrom(geoportal(manySimple(25), habits), { options })).length, 25)
  })

  it("stop the run where startPosition is ignored", async () => {
    await assert.rejects(
      idsFrom(geoportal(manySimple(25), { from: () => 0 })),
      stopsWith("paging-repeats", `"start":11`),
    )
  })

  it("stop the run at a refusal before the last: what lies behind it is unknown, not gone", async () => {
    const portal = geoportal(manySimple(25), {
      instead: ({ start }) => (start === 11 ? exception("Cannot transform record") : undefined),
    })
    await assert.rejects(idsFrom(portal), stopsWith("success-false", "Cannot transform record"))
  })

  it("that leave records out go on where the server says, and the total shows what is missing", async () => {
    const records = manySimple(30)
    const portal = geoportal(records, {
      instead: ({ start }) =>
        start === 11 ? results(records.slice(12, 20), { numberOfRecordsMatched: 30, nextRecord: 21 }) : undefined,
    })
    await assert.rejects(idsFrom(portal), stopsWith("truncated", `"found":28`))
    assert.deepEqual(starts(portal.asked), [1, 11, 21])
  })

  it("hold a record that moved while they were read once", async () => {
    const records = manySimple(21)
    const portal = geoportal([...records.slice(0, 10), ...records.slice(9)], { matched: 21 })
    const ids = await idsFrom(portal)
    assert.deepEqual([ids.length, new Set(ids).size], [21, 21])
  })

  it("of more records than the limit stop the run", async () => {
    const options = { pageSize: 10, maxRecords: 15 }
    await assert.rejects(idsFrom(geoportal(manySimple(25)), { options }), stopsWith("too-large"))
  })

  it("refuse the second record of one identifier", async () => {
    const ids = await idsFrom(geoportal([simple("a"), simple("a", "Autre"), simple("b")]))
    assert.deepEqual(ids, ["a", "a (2)", "b"])
  })

  it("are gone on with at each page end, as if nothing had happened", async () => {
    for (const habits of [{}, { cap: 7 }, { next: () => null }] satisfies Habits[]) {
      const records = [...manySimple(24), metadata({ title: freeText("title", "Sans identifiant") })]
      const whole = await allOf(geoportal(records, habits))
      const ends = whole.flatMap((one, at) => (one.kind === "page-end" ? [at] : []))
      assert.ok(ends.length >= 2)
      for (const at of ends) {
        const before = whole.slice(0, at).flatMap((one) => (one.kind === "page-end" ? [] : [one.remoteId]))
        const { next } = whole[at] as PageEnd
        const portal = geoportal(records, habits)
        const rest = await allOf(portal, { resume: { next, met: new Set(before) } })
        assert.deepEqual(rest, whole.slice(at + 1))
        assert.equal(portal.asked[0]?.start, Number(next))
      }
    }
  })
})

describe("changes of a CSW catalogue", () => {
  const since = new Date("2024-05-12T08:00:00Z")

  it("are asked for by the day half a day before, in the catalogue's own language of queries", async () => {
    const portal = geoportal(manySimple(2))
    assert.equal((await idsFrom(portal, { since })).length, 2)
    assert.equal(portal.asked[0]?.constraint, "dct:modified >= '2024-05-11'")
    assert.equal(new URL(portal.asked[0]?.url ?? "").searchParams.get("constraintLanguage"), "CQL_TEXT")
  })

  it("are asked for within the constraint of the source's address", async () => {
    const portal = geoportal(manySimple(2))
    await idsFrom(portal, { since, url: `${endpoint}?CONSTRAINT=type%3D'dataset'&constraintLanguage=CQL_TEXT` })
    assert.equal(portal.asked[0]?.constraint, "(type='dataset') AND dct:modified >= '2024-05-11'")
  })

  it("may be none", async () => {
    assert.deepEqual(await idsFrom(geoportal([]), { since }), [])
  })

  it("are asked for by a filter where CQL is refused", async () => {
    const portal = geoportal(manySimple(2), {
      instead: ({ method, constraint }) => (method === "GET" && constraint ? exception("CQL") : undefined),
    })
    await idsFrom(portal, { since })
    const [, posted] = portal.asked
    assert.equal(posted?.method, "POST")
    assert.match(posted?.constraint ?? "", /<ogc:PropertyName>dct:modified<.*<ogc:Literal>2024-05-11</)
  })

  it("are found by reading everything where the server knows no such condition", async () => {
    const portal = geoportal(manySimple(12), {
      instead: ({ constraint }) => (constraint ? exception("Unknown property dct:modified") : undefined),
    })
    assert.equal((await idsFrom(portal, { since })).length, 12)
    assert.deepEqual(
      portal.asked.map(({ method, start, constraint }) => `${method} ${start} ${constraint !== undefined}`),
      ["GET 1 true", "POST 1 true", "GET 1 false", "GET 11 false"],
    )
  })

  it("of a server that then shows nothing at all stop the run", async () => {
    const portal = geoportal([], { instead: ({ constraint }) => (constraint ? exception("No") : undefined) })
    await assert.rejects(idsFrom(portal, { since }), stopsWith("empty-catalogue"))
  })
})

describe("a document given by its address", () => {
  const document = (body: string | Uint8Array) => ({ fetch: fetchAnswering(body, { type: "text/xml" }) })
  const byId = (inside: string) =>
    `<csw:GetRecordByIdResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2">${inside}</csw:GetRecordByIdResponse>`

  it("is one record, or the answer of a GetRecordById, asked for as it stands", async () => {
    assert.deepEqual(await idsFrom(document(simple("a")), { url: "https://geo.example.tn/fiches/a.xml" }), ["a"])
    const asked: string[] = []
    const fetch = (url: string) => {
      asked.push(url)
      return fetchAnswering(byId(simple("a") + simple("b")))(url)
    }
    const url = `${endpoint}?service=CSW&request=GetRecordById&id=a,b&outputSchema=http://www.isotc211.org/2005/gmd`
    assert.deepEqual(await idsFrom({ fetch }, { url }), ["a", "b"])
    assert.deepEqual(asked, [url])
  })

  it("without a record, or of another kind, stops the run", async () => {
    const url = "https://geo.example.tn/a.xml"
    await assert.rejects(idsFrom(document(byId("")), { url }), stopsWith("empty-catalogue"))
    await assert.rejects(idsFrom(document("<Capabilities/>"), { url }), stopsWith("not-a-catalogue", "Capabilities"))
    const page = results([simple("a")], { numberOfRecordsMatched: 6, nextRecord: 2 })
    await assert.rejects(idsFrom(document(page), { url }), stopsWith("truncated"))
  })

  it("is read in the charset that it declares", async () => {
    const arabic = Buffer.from([0xdf, 0xca, 0xc7, 0xc8])
    const text = `<?xml version="1.0" encoding="windows-1256"?>${simple("a", "«»")}`
    const [before, after] = text.split("«»") as [string, string]
    const bytes = Buffer.concat([Buffer.from(before), arabic, Buffer.from(after)])
    const [record] = await allOf(document(bytes), { url: "https://geo.example.tn/a.xml" })
    assert.deepEqual(record?.kind === "dataset" && record.facts.title, { ar: "كتاب" })
  })
})
