import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { inspectionMessages, languages } from "../texts/index.ts"
import { columnTypes, fileKinds, noteCodes } from "./inspect/file-facts.ts"
import { personalKinds } from "./personal/column-words.ts"
import { reasonCodes } from "./suggest/suggestion.ts"

describe("every code of an inspection", () => {
  for (const language of languages) {
    const { kinds, types, notes, personal, suggestions } = inspectionMessages[language]
    it(`has its words in ${language}, and no words are left over`, () => {
      for (const [words, codes] of [
        [kinds, fileKinds],
        [types, columnTypes],
        [notes, noteCodes],
        [personal.kinds, personalKinds],
        [suggestions.reasons, reasonCodes],
      ] as const) {
        assert.deepEqual(Object.keys(words).sort(), [...codes].sort())
      }
    })
  }
})
