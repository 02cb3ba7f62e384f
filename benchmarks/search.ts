/**
 * node --import tsx benchmarks/search.ts [DOCUMENTS…]     (10000 and 100000 unless given)
 * The search engine with 8 facets and 20 cards a query, and beside it, query by query in the same run, the yardstick of
 * ../shared/yardsticks/search where that is present. One JSON line per size. Figures of one machine on one day: read the
 * ratio. The yardstick answers ids, without cards, reasons, phrases, visibility or several values per facet.
 */
import { existsSync } from "node:fs"
import { fileURLToPath, pathToFileURL } from "node:url"
import type { Dataset } from "../src/catalogue/index.ts"
import { documentFromDataset } from "../src/search/document.ts"
import { searchView, suggestFrom, type View, viewOf } from "../src/search/engine/index.ts"
import type { FacetName, SearchDocument, SearchRequest } from "../src/search/index.ts"
import { Segment } from "../src/search/segment/segment.ts"
import { SegmentBuilder } from "../src/search/segment/segment-builder.ts"
import { generateDatasets, generatedVocabularies, seededRandom } from "./support/catalogue-generator.ts"
import { type BenchQuery, benchQueries, WordCensus } from "./support/search-queries.ts"

const facets = [
  "organization",
  "theme",
  "format",
  "licence",
  "keyword",
  "place",
  "language",
  "year",
] as const satisfies readonly FacetName[]
const pageSize = 20
const warmingRounds = 3
const rounds = 5
const yardstickFolder = fileURLToPath(new URL("../../shared/yardsticks/search", import.meta.url))

interface YardstickIndex {
  add(record: object): void
  finish(): void
  search(query: object, size: number): { readonly total: number }
}

interface Built {
  readonly view: View
  readonly yardstick: YardstickIndex | undefined
  readonly queries: readonly BenchQuery[]
  readonly facts: Readonly<Record<string, number>>
}

export async function benchSearch(documents: number): Promise<Record<string, unknown>> {
  const { view, yardstick, queries, facts } = await build(documents)
  const timings: { kind: string; ours: number; theirs: number }[] = []
  for (let round = -warmingRounds; round < rounds; round++) {
    for (const query of queries) {
      const ours = timed(() => searchView(view, requestOf(query)))
      const theirs = yardstick ? timed(() => yardstick.search(yardstickQuery(query), pageSize)) : Number.NaN
      if (round >= 0) timings.push({ kind: query.kind, ours, theirs })
    }
  }
  const ours = summary(timings.map((one) => one.ours))
  const theirs = yardstick ? summary(timings.map((one) => one.theirs)) : undefined
  return {
    scenario: "search",
    documents,
    ...ours,
    ...(theirs ? { ratioToYardstick: rounded(ours.mean / theirs.mean), yardstick: theirs } : { yardstick: "absent" }),
    medians: byKind(timings, yardstick !== undefined),
    suggest: summary(timeSuggestions(view, queries)),
    ...facts,
  }
}

async function build(documents: number): Promise<Built> {
  const YardstickIndex = await loadYardstick()
  const yardstick = YardstickIndex && new YardstickIndex()
  const census = new WordCensus()
  const builder = new SegmentBuilder()
  const random = seededRandom(99)
  let ourMs = 0
  let theirMs = 0
  let number = 0
  for (const dataset of generateDatasets(documents, 1)) {
    const popularity = Math.min(1e6, Math.floor((1 / (random() + 1e-6)) ** 0.8))
    ourMs += timed(() => builder.add(documentOf(dataset, popularity)))
    theirMs += timed(() => yardstick?.add(yardstickRecord(dataset, number, popularity)))
    census.add(dataset)
    number++
  }
  let buffer = new SharedArrayBuffer(0)
  ourMs += timed(() => {
    buffer = builder.finish({ epoch: "bench", position: 0, generation: 0 })
  })
  theirMs += timed(() => yardstick?.finish())
  return {
    view: viewOf([{ segment: new Segment(buffer) }]),
    yardstick,
    queries: benchQueries(census),
    facts: {
      buildDocumentsPerSecond: Math.round((documents / ourMs) * 1000),
      ...(yardstick ? { yardstickDocumentsPerSecond: Math.round((documents / theirMs) * 1000) } : {}),
      megabytes: Math.round(buffer.byteLength / 1e6),
    },
  }
}

function documentOf(dataset: Dataset, popularity: number): SearchDocument {
  return { ...documentFromDataset(dataset, generatedVocabularies), popularity }
}

async function loadYardstick(): Promise<(new () => YardstickIndex) | undefined> {
  const path = `${yardstickFolder}/eng.mjs`
  if (!existsSync(path)) return undefined
  const module = (await import(pathToFileURL(path).href)) as { Index: new () => YardstickIndex }
  return module.Index
}

/** The same dataset in the yardstick's own terms. */
export function yardstickRecord(dataset: Dataset, id: number, popularity: number): object {
  const [title, alternative] = Object.values(dataset.title)
  const files = dataset.distributions.flatMap((distribution) => Object.values(distribution.title ?? {}))
  const year = dataset.modified!.slice(0, 4)
  return {
    id,
    lang: dataset.sourceLanguage,
    title,
    ...(alternative ? { title_alt: alternative } : {}),
    notes: [...Object.values(dataset.description!), ...files].join(" "),
    org: dataset.organization.slug,
    theme: dataset.themes![0],
    licence: dataset.licence!.code,
    geo: dataset.spatial![0]!.code,
    year,
    popularity,
    modified: dataset.modified,
    tags: Object.values(dataset.keywords!).flat(),
    formats: [...new Set(dataset.distributions.map(({ format }) => format))],
  }
}

function requestOf(query: BenchQuery): SearchRequest {
  const filters = Object.fromEntries(Object.entries(query.filters).map(([name, value]) => [name, [value]]))
  const text = [...query.words, ...(query.prefix ? [`${query.prefix}*`] : [])].join(" ")
  return { text, filters, sort: query.sort, limit: pageSize, offset: query.offset, facets, facetLimit: 10 }
}

const yardstickNames: Readonly<Partial<Record<FacetName, string>>> = {
  organization: "org",
  keyword: "tag",
  place: "geo",
  language: "lang",
}
const yardstickSorts = { relevance: "rel", "-modified": "date", popularity: "pop" }

export function yardstickQuery({ words, prefix, filters, sort, offset }: BenchQuery): object {
  const named = Object.entries(filters).map(([name, value]) => [yardstickNames[name as FacetName] ?? name, value])
  return {
    terms: words,
    prefix: prefix ?? null,
    filters: Object.fromEntries(named),
    sort: yardstickSorts[sort],
    offset,
  }
}

function timeSuggestions(view: View, queries: readonly BenchQuery[]): readonly number[] {
  const typed = queries.flatMap(({ words, prefix }) => [
    ...words.map((word) => word.slice(0, 4)),
    ...(prefix ? [prefix] : []),
  ])
  for (const text of typed) suggestFrom(view, text, 8)
  return typed.map((text) => timed(() => suggestFrom(view, text, 8)))
}

function timed(work: () => void): number {
  const startedAt = performance.now()
  work()
  return performance.now() - startedAt
}

interface Summary {
  readonly mean: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

function summary(ms: readonly number[]): Summary {
  const sorted = ms.toSorted((left, right) => left - right)
  const at = (share: number) => rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!)
  return {
    mean: rounded(ms.reduce((sum, one) => sum + one, 0) / ms.length),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  }
}

function byKind(
  timings: readonly { kind: string; ours: number; theirs: number }[],
  both: boolean,
): Record<string, unknown> {
  const groups = Map.groupBy(timings, ({ kind }) => kind)
  const median = (list: readonly number[]) => summary(list).p50
  return Object.fromEntries(
    Array.from(groups, ([kind, list]) => [
      kind,
      [median(list.map((one) => one.ours)), ...(both ? [median(list.map((one) => one.theirs))] : [])],
    ]),
  )
}

function rounded(value: number): number {
  return Number(value.toPrecision(3))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = process.argv.slice(2).map(Number)
  for (const documents of sizes.length > 0 ? sizes : [10_000, 100_000])
    console.log(JSON.stringify(await benchSearch(documents)))
}
