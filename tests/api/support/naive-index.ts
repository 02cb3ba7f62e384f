import type { FacetName, SearchAnswer, SearchDocument, SearchIndex, SearchRequest } from "../../../src/search/index.ts"

/** The port in its plainest reading, over an array that a test may change: what the API asks, not how well it is found. */
export function naiveIndex(documents: SearchDocument[]): SearchIndex {
  return {
    search: async (request) => answerFrom(documents, request),
    suggest: async (text, limit) =>
      documents
        .filter((document) => holds(document, text))
        .slice(0, limit)
        .map(({ card }) => ({ kind: "dataset", text: card.title, value: card.slug })),
    position: () => ({ epoch: "none", position: 0, documents: documents.length, ready: true }),
    waitFor: async () => true,
    close: async () => {},
  }
}

function answerFrom(documents: readonly SearchDocument[], request: SearchRequest): SearchAnswer {
  const found = documents.filter((document) => matches(document, request)).sort(order(request))
  const facets = Object.fromEntries(request.facets.map((name) => [name, facetOf(name, found, request)]))
  const hits = found.slice(request.offset, request.offset + request.limit)
  return { total: found.length, hits: hits.map(({ card }) => ({ card, score: 1, why: [] })), facets, alsoSearched: [] }
}

function matches(document: SearchDocument, { text, filters = {}, modifiedSince = 0 }: SearchRequest): boolean {
  const passes = Object.entries(filters).every(([name, wanted]) =>
    wanted.some((value) => document.facets[name as FacetName]?.includes(value)),
  )
  const words = (text ?? "").split(/\s+/).filter(Boolean)
  return passes && document.metadataModified >= modifiedSince && words.every((word) => holds(document, word))
}

function holds(document: SearchDocument, word: string): boolean {
  const texts = Object.values(document.texts).flat()
  return texts.some(({ text }) => text.toLowerCase().includes(word.toLowerCase()))
}

function order({ sort }: SearchRequest) {
  return (a: SearchDocument, b: SearchDocument) =>
    (sort === "-modified" ? b.modified - a.modified : sort === "modified" ? a.modified - b.modified : 0) ||
    (a.id < b.id ? -1 : 1)
}

function facetOf(name: FacetName, found: readonly SearchDocument[], request: SearchRequest) {
  const counts = new Map<string, number>()
  for (const value of found.flatMap((document) => document.facets[name] ?? [])) {
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const selected = request.filters?.[name] ?? []
  return [...counts]
    .map(([value, count]) => ({ value, count, selected: selected.includes(value) }))
    .slice(0, request.facetLimit)
}
