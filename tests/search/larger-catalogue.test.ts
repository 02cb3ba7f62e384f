import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { generateDatasets, generatedVocabularies } from "../../benchmarks/support/catalogue-generator.ts"
import { benchQueries, WordCensus } from "../../benchmarks/support/search-queries.ts"
import { documentFromDataset } from "../../src/search/document.ts"
import { searchView, viewOf } from "../../src/search/engine/index.ts"
import { facetNames, type SearchRequest } from "../../src/search/index.ts"
import { comparableFacets, createReference } from "../../src/search/reference/reference-index.ts"
import { documentBits } from "../../src/search/segment/documents.ts"
import { mergeSegments } from "../../src/search/segment/merge-segments.ts"
import { Segment } from "../../src/search/segment/segment.ts"
import { SegmentBuilder } from "../../src/search/segment/segment-builder.ts"

const facts = { epoch: "e", position: 0, generation: 0 }

// Small random catalogues never reach what size alone brings: galloping, facets kept as lists, capped prefixes.
describe("a catalogue of some thousand datasets", () => {
  const census = new WordCensus()
  const datasets = [...generateDatasets(1500, 3)]
  for (const dataset of datasets) census.add(dataset)
  const documents = datasets.map((dataset, i) => ({
    ...documentFromDataset(dataset, generatedVocabularies),
    popularity: (i * 7919) % 1000,
    visibleTo: i % 97 === 0 ? ["org-a"] : [],
  }))
  const requests = benchQueries(census)
    .filter((_, i) => i % 6 === 0)
    .map(({ words, prefix, filters, sort, offset }): SearchRequest => {
      const text = [...words, ...(prefix ? [`${prefix.slice(0, 2)}*`] : [])].join(" ")
      const chosen = Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, [value]]))
      return { text, filters: chosen, sort, limit: 20, offset, facets: facetNames, facetLimit: 10 }
    })
  const reference = createReference({ documents })

  it("is answered as the naive reference answers it, from one level or from two", () => {
    const whole = segmentOf(documents)
    const parts = [segmentOf(documents.filter((_, i) => i % 5 > 0)), segmentOf(documents.filter((_, i) => i % 5 === 0))]
    const views = [viewOf([{ segment: whole }]), viewOf(parts.map((segment) => ({ segment })))]
    for (const request of requests) {
      const expected = shape(reference(request))
      for (const view of views) assert.deepEqual(shape(searchView(view, request)), expected, JSON.stringify(request))
    }
  })

  it("keeps keywords as lists, so that this shape is tested too", () => {
    assert.equal(segmentOf(documents).facets.get("keyword")?.column.kind, "lists")
    assert.equal(segmentOf(documents).facets.get("organization")?.column.kind, "sets")
  })

  it("is the same built at once or merged from parts with dead documents", () => {
    const half = segmentOf(documents.filter((_, i) => i < 900))
    const rest = segmentOf(documents.filter((_, i) => i >= 600))
    const dead = documentBits(
      half.length,
      Array.from({ length: 300 }, (_, i) => 600 + i),
    )
    const merged = new Segment(mergeSegments([{ segment: half, dead }, { segment: rest }], facts))
    for (const request of requests) {
      const [one, other] = [merged, segmentOf(documents)].map((segment) =>
        shape(searchView(viewOf([{ segment }]), request)),
      )
      assert.deepEqual(one, other)
    }
  })
})

const segments = new Map<unknown, Segment>()

function segmentOf(documents: readonly ReturnType<typeof documentFromDataset>[]): Segment {
  const known = segments.get(documents)
  if (known) return known
  const builder = new SegmentBuilder()
  for (const document of documents) builder.add(document)
  const segment = new Segment(builder.finish(facts))
  segments.set(documents, segment)
  return segment
}

function shape({ total, hits, facets }: Pick<ReturnType<typeof searchView>, "total" | "hits" | "facets">) {
  return { total, hits: hits.map(({ card }) => card.id), facets: comparableFacets(facets) }
}
