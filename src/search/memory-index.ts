import { searchView, suggestFrom, viewOf } from "./engine/index.ts"
import type { SearchDocument, SearchIndex } from "./search-index.ts"
import { Segment } from "./segment/segment.ts"
import { SegmentBuilder } from "./segment/segment-builder.ts"

const noPlace = { epoch: "00000000-0000-0000-0000-000000000000", position: 0, generation: 0 }

/** An index of the documents given and no others: for tests and benchmarks. Of two with one id the later counts. */
export function createMemoryIndex(documents: readonly SearchDocument[]): SearchIndex {
  const builder = new SegmentBuilder()
  for (const document of new Map(documents.map((document) => [document.id, document])).values()) builder.add(document)
  const view = viewOf([{ segment: new Segment(builder.finish(noPlace)) }])
  return {
    search: async (request) => searchView(view, request),
    suggest: async (text, limit) => suggestFrom(view, text, limit),
    position: () => ({ epoch: noPlace.epoch, position: 0, documents: view.alive, ready: true }),
    waitFor: async () => true,
    close: async () => {},
  }
}
