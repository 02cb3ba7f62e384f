import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { silentLog } from "../../src/platform/log.ts"
import { searchView, viewOf } from "../../src/search/engine/index.ts"
import type { SearchAnswer, SearchDocument, SearchRequest } from "../../src/search/index.ts"
import type { DocumentSource } from "../../src/search/live/document-source.ts"
import { Indexer, type Levels } from "../../src/search/live/indexer.ts"
import { comparableFacets, referenceSearch, type Stored } from "../../src/search/reference/reference-index.ts"
import { Segment } from "../../src/search/segment/segment.ts"
import { SegmentBuilder } from "../../src/search/segment/segment-builder.ts"
import { catalogue, documentOf, identifiers, searchRequest } from "./arbitraries.ts"

const numRuns = Number(process.env.SEARCH_RUNS ?? 300)

describe("the index agrees with the naive reference", () => {
  it("in hits, counts, scores and order, over any catalogue and query", () => {
    fc.assert(
      fc.property(catalogue, fc.array(searchRequest, { minLength: 1, maxLength: 5 }), (documents, requests) => {
        const view = viewOf([{ segment: segmentOf(documents) }])
        for (const request of requests) assertAgree(searchView(view, request), { documents }, request)
      }),
      { numRuns },
    )
  })

  it("through any updates, deletions and merges", async () => {
    const step = fc.uniqueArray(
      fc.oneof(
        fc.constantFrom(...identifiers).chain(documentOf),
        fc.constantFrom(...identifiers).map((id) => ({ id, deleted: true as const })),
      ),
      { minLength: 1, maxLength: 6, selector: ({ id }) => id },
    )
    await fc.assert(
      fc.asyncProperty(
        catalogue,
        fc.array(step, { maxLength: 6 }),
        fc.array(searchRequest, { minLength: 1, maxLength: 3 }),
        async (documents, steps, requests) => {
          const country = new Country(documents)
          let levels: Levels | undefined
          const indexer = new Indexer({
            source: country,
            store: { read: async () => undefined, write: async () => {} },
            publish: (published) => {
              levels = published
            },
            log: silentLog,
            mergeFrom: { documents: 6, share: 0.4 },
          })
          for (const changed of [[], ...steps]) {
            country.change(changed)
            await indexer.catchUp()
            const view = viewOf([
              { segment: levels!.base, dead: levels!.baseDead },
              ...(levels!.fresh ? [{ segment: levels!.fresh }] : []),
            ])
            const superseded = [...levels!.baseDead].map((number) => country.stored.get(levels!.base)![number]!)
            country.remember(levels!.base)
            for (const request of requests)
              assertAgree(searchView(view, request), { documents: country.documents(), superseded }, request)
          }
        },
      ),
      { numRuns: Math.ceil(numRuns / 3) },
    )
  })
})

function segmentOf(documents: readonly SearchDocument[]): Segment {
  const builder = new SegmentBuilder()
  for (const document of documents) builder.add(document)
  return new Segment(builder.finish({ epoch: "e", position: 0, generation: 0 }))
}

function assertAgree(answer: SearchAnswer, stored: Stored, request: SearchRequest): void {
  const expected = referenceSearch(stored, request)
  // Under another order than relevance a score says nothing.
  const isRanked = (request.sort ?? "relevance") === "relevance"
  const shape = ({ total, hits, facets }: Omit<SearchAnswer, "alsoSearched">) => ({
    total,
    hits: hits.map(({ card, score }) => `${card.id} ${isRanked ? score : ""}`),
    facets: comparableFacets(facets),
  })
  assert.deepEqual(shape(answer), shape(expected), JSON.stringify(request))
}

type Changed = SearchDocument | { readonly id: string; readonly deleted: true }

/** A catalogue in memory with its change log. */
class Country implements DocumentSource {
  /** What each base was made of, by document number. */
  readonly stored = new Map<Segment, readonly SearchDocument[]>()
  private readonly current = new Map<string, SearchDocument>()
  private readonly log: { position: number; entity: string; entityId: string; kind: string }[] = []

  constructor(documents: readonly SearchDocument[]) {
    for (const document of documents) this.current.set(document.id, document)
  }

  change(changes: readonly Changed[]): void {
    for (const changed of changes) {
      if ("deleted" in changed) this.current.delete(changed.id)
      else this.current.set(changed.id, changed)
      this.log.push({ position: this.log.length + 1, entity: "dataset", entityId: changed.id, kind: "updated" })
    }
  }

  documents(): readonly SearchDocument[] {
    return [...this.current.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  /** Called after each step: a base not seen before was made of what is there now. */
  remember(base: Segment): void {
    if (!this.stored.has(base)) this.stored.set(base, this.documents())
  }

  async head() {
    return { epoch: "e", position: this.log.length }
  }

  async generation() {
    return 0
  }

  async changesAfter(position: number, limit: number) {
    return this.log.slice(position, position + limit)
  }

  async documentsOf(ids: readonly string[]) {
    return ids.flatMap((id) => this.current.get(id) ?? [])
  }

  async *allDocuments() {
    yield this.documents()
  }

  async datasetsOfOrganization() {
    return []
  }

  forgetVocabularies() {}
}
