import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { wordsIn } from "./support/journey.ts"

const tutorial = readFileSync(new URL("../../docs/tutorial/publish-a-dataset.md", import.meta.url), "utf8")

test("the tutorial calls things as the pages do", () => {
  const words = new Set(textsIn(wordsIn("en")))
  const named = [...tutorial.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name]) => (name ?? "").replace(/\s+/g, " "))
  assert.ok(named.length > 20)
  assert.deepEqual(
    named.filter((name) => !words.has(name)),
    [],
  )
})

function textsIn(messages: unknown): string[] {
  if (typeof messages === "string") return [messages]
  return typeof messages === "object" && messages !== null ? Object.values(messages).flatMap(textsIn) : []
}
