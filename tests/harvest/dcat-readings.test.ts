/** Readings of a DCAT catalogue that go on where another was cut, or ask for changes only. */
import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import { HarvestStopped } from "../../src/harvest/connector.ts"
import { dcatConnector } from "../../src/harvest/connectors/dcat/index.ts"
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { fetchAnswering, readAll, readRecords } from "../support/read-records.ts"
import { assertResumable } from "../support/resumed-readings.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

let vocabularies: Vocabularies
before(async () => {
  vocabularies = await tunisianVocabularies()
})

const prefixes = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> . @prefix foo: <http://portal.example/> .
`
const start = "http://portal.example/c?page=1"
const at = (page: number) => `http://portal.example/c?page=${page}`

function datasets(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, at) => `foo:d${from + at} a dcat:Dataset ; dct:title "T" .`).join("\n")
}

/** Pages of so many datasets in all; `more` stands on the page of its number. */
function catalogue({
  size = 400,
  total = 1_900,
  more = {},
}: {
  size?: number
  total?: number
  more?: Record<number, string>
}) {
  const count = Math.ceil(total / size)
  const pages = Array.from({ length: count }, (_, page) => {
    const next = page + 1 < count ? `<${at(page + 1)}> hydra:next <${at(page + 2)}> .` : ""
    return prefixes + datasets(page * size, Math.min((page + 1) * size, total)) + next + (more[page + 1] ?? "")
  })
  return Object.fromEntries(pages.map((text, page) => [at(page + 1), text]))
}

function fetchOf(pages: Readonly<Record<string, string>>, asked: string[] = []): FetchGuarded {
  return async (url) => {
    asked.push(url)
    const body = pages[url]
    return fetchAnswering(body ?? "not here", { status: body === undefined ? 404 : 200, type: "text/turtle" })(url)
  }
}

const reading = (pages: Readonly<Record<string, string>>, asked?: string[]) => ({
  url: start,
  vocabularies,
  fetch: fetchOf(pages, asked),
})

describe("a DCAT reading that was cut goes on", () => {
  it("at each page end, and gives what an undisturbed one gives", async () => {
    // A dataset that is described again on the next page, and one that a later page only mentions.
    const more = { 2: 'foo:d399 dct:description "Encore" .', 4: 'foo:d1 a dcat:Dataset ; dct:title "Autre" .' }
    await assertResumable(dcatConnector, reading(catalogue({ more })))
  })

  it("at the page of the first record that still waited to be merged", async () => {
    const pages = catalogue({})
    const given = await readAll(dcatConnector, reading(pages))
    const end = given.findIndex(({ kind }) => kind === "page-end")
    const mark = given[end]
    assert.ok(mark?.kind === "page-end" && mark.next.endsWith(at(2)))
    const met = given.slice(0, end).flatMap((one) => (one.kind === "page-end" ? [] : [one.remoteId]))
    const asked: string[] = []
    await readAll(dcatConnector, { ...reading(pages, asked), resume: { next: mark.next, met: new Set(met) } })
    assert.deepEqual(asked, [at(2), at(3), at(4), at(5)])
  })

  it("from the beginning where that page holds other records now, giving what it had not met", async () => {
    const given = await readAll(dcatConnector, reading(catalogue({})))
    const end = given.findIndex(({ kind }) => kind === "page-end")
    const mark = given[end]
    assert.ok(mark?.kind === "page-end")
    const met = new Set(given.slice(0, end).flatMap((one) => (one.kind === "page-end" ? [] : [one.remoteId])))
    const shorter = catalogue({ size: 399, total: 1_901 })
    const rest = await readRecords(dcatConnector, { ...reading(shorter), resume: { next: mark.next, met } })
    assert.equal(rest.length + met.size, 1_901)
    assert.ok(rest.every(({ remoteId }) => !met.has(remoteId)))
  })

  it("only where nothing waits for the end: series, services and datasets that are listed and not yet described", async () => {
    const cases: readonly Record<number, string>[] = [
      { 1: 'foo:s a dcat:DatasetSeries ; dct:title "S" .' },
      { 2: 'foo:api a dcat:DataService ; dct:title "API" ; dcat:endpointURL <http://portal.example/api> .' },
      { 1: "foo:c a dcat:Catalog ; dcat:dataset foo:d1899 ." },
    ]
    for (const more of cases) {
      const given = await readAll(dcatConnector, reading(catalogue({ more })))
      assert.ok(given.length >= 1_900)
      assert.deepEqual(
        given.filter(({ kind }) => kind === "page-end"),
        [],
      )
    }
  })
})

describe("a DCAT catalogue is asked for what changed", () => {
  const since = new Date("2026-03-01T22:30:00Z")
  const changes = "http://portal.example/c?page=1&modified_since=2026-03-01"
  const whole = `${prefixes}${datasets(0, 3)}`

  it("where the source's settings say that it understands that", async () => {
    const { knowsSince } = dcatConnector
    assert.ok(typeof knowsSince === "function")
    const source = { id: "s", kind: "dcat", name: "", url: start } as const
    assert.deepEqual(
      [knowsSince({ ...source, options: {} }), knowsSince({ ...source, options: { modifiedSince: true } })],
      [false, true],
    )
  })

  it("by the day, and nothing changed is an answer", async () => {
    const asked: string[] = []
    const pages = { [start]: whole, [changes]: `${prefixes}foo:c a dcat:Catalog .` }
    const options = { modifiedSince: true }
    assert.deepEqual(await readRecords(dcatConnector, { ...reading(pages, asked), options, since }), [])
    assert.deepEqual(asked, [changes])
  })

  it("and read whole where it does not, or refuses", async () => {
    const asked: string[] = []
    const silent = { ...reading({ [start]: whole }, asked), since }
    assert.equal((await readRecords(dcatConnector, silent)).length, 3)
    assert.deepEqual(asked, [start])
    assert.equal((await readRecords(dcatConnector, { ...silent, options: { modifiedSince: true } })).length, 3)
  })

  it("and an empty catalogue is still a stop when it is read whole", async () => {
    const empty = reading({ [start]: `${prefixes}foo:c a dcat:Catalog .` })
    const stops = (error: unknown) => error instanceof HarvestStopped && error.code === "empty-catalogue"
    await assert.rejects(readRecords(dcatConnector, { ...empty, since }), stops)
  })
})
