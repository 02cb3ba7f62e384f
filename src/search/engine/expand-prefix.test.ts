import assert from "node:assert/strict"
import { it } from "node:test"
import { aDocument } from "../../../tests/search/builders.ts"
import { Segment } from "../segment/segment.ts"
import { SegmentBuilder } from "../segment/segment-builder.ts"
import { mostExpansions } from "./expand-prefix.ts"
import { searchView, viewOf } from "./index.ts"

it("a beginning of very many words stands for the most frequent ones, wherever they are stored", () => {
  const words = Array.from({ length: mostExpansions + 50 }, (_, i) => `mot${String(i).padStart(4, "0")}`)
  const documents = words.map((word, i) => aDocument(`id-${word}`, { title: { fr: i >= 60 ? `${word} mot` : word } }))
  const again = words.slice(60).map((word) => aDocument(`twin-${word}`, { title: { fr: word } }))
  const view = viewOf([segmentOf(documents), segmentOf(again)])

  const { total, hits } = searchView(view, {
    text: "mot0*",
    sort: "id",
    limit: 1000,
    offset: 0,
    facets: [],
    facetLimit: 0,
  })

  const found = new Set(hits.map(({ card }) => card.id))
  assert.ok(
    again.every(({ id }) => found.has(id)),
    "words met twice come before words met once",
  )
  assert.ok(
    documents.slice(60).every(({ id }) => found.has(id)),
    "in each level",
  )
  assert.ok(total >= mostExpansions && total <= documents.length + again.length)
})

function segmentOf(documents: readonly ReturnType<typeof aDocument>[]): { segment: Segment } {
  const builder = new SegmentBuilder()
  for (const document of documents) builder.add(document)
  return { segment: new Segment(builder.finish({ epoch: "e", position: 0, generation: 0 })) }
}
