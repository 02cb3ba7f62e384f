import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { describe, it } from "node:test"
import { problemTexts } from "../../src/harvest/problem-texts.ts"
import { stopTexts } from "../../src/harvest/stop-texts.ts"

const page = readFileSync(new URL("../../docs/reference/harvest-problems.md", import.meta.url), "utf8")
const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (.*) \|$/gm)].map(([, code, sentence]) => [code, sentence] as const)

describe("the page of harvest problems", () => {
  it("lists every code with its sentence, and no other", () => {
    const texts = { ...problemTexts, ...stopTexts }
    assert.equal(Object.keys(texts).length, Object.keys(problemTexts).length + Object.keys(stopTexts).length)
    assert.deepEqual(
      Object.fromEntries(rows),
      Object.fromEntries(Object.entries(texts).map(([code, { en }]) => [code, en])),
    )
  })

  it("has real sentences in each language, in its own script", () => {
    for (const [code, { ar, fr, en }] of Object.entries({ ...problemTexts, ...stopTexts })) {
      assert.match(ar, /^[\u0600-\u06ff].{20,}\.$/u, code)
      assert.match(fr, /^\p{Lu}.{20,}\.$/u, code)
      assert.match(en, /^[A-Z].{20,}\.$/, code)
      assert.equal(new Set([ar, fr, en]).size, 3, code)
    }
  })
})
