import assert from "node:assert/strict"
import { it } from "node:test"
import { createVocabularies, euFrequencies } from "../../vocabulary/index.ts"
import { type RecordContext, readPlace } from "./index.ts"

const tunisia = [7.5, 30.2, 11.6, 37.5]

const vocabularies = createVocabularies({ themes: [], licences: [], places: [], frequencies: euFrequencies })

function boxOf(raw: unknown) {
  const context: RecordContext = { vocabularies, language: "fr", problems: [] }
  return [readPlace(raw, "bbox", context)?.bbox, context.problems.length]
}

it("a box is four sides, the same with heights between, or two corners", () => {
  assert.deepEqual(boxOf([7.5, 30.2, 11.6, 37.5]), [tunisia, 0])
  assert.deepEqual(boxOf([7.5, 30.2, -20, 11.6, 37.5, 1544]), [tunisia, 0])
  assert.deepEqual(
    boxOf([
      [7.5, 30.2],
      [11.6, 37.5],
    ]),
    [tunisia, 0],
  )
})

it("other lists are no box, and are told", () => {
  for (const list of [
    [1],
    [1, 2, 3, 4, 5],
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    [1, 2, 3, "x", 5, 6],
    [0, 0, 0, 500, 500, 0],
  ])
    assert.deepEqual(boxOf(list), [undefined, 1])
})
