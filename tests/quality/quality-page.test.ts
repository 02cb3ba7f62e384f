import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { qualityPage, qualityPagePath } from "../../scripts/quality-page.ts"
import { actionCodes, measures } from "../../src/quality/index.ts"

test("the page of quality is what the table of measures says", () => {
  assert.equal(readFileSync(qualityPagePath, "utf8"), qualityPage(), "run: node --import tsx scripts/quality-page.ts")
})

test("every measure and every action has its line there", () => {
  const page = readFileSync(qualityPagePath, "utf8")
  const codes = [...measures.map(({ code }) => code), ...actionCodes]
  assert.deepEqual(
    codes.filter((code) => !page.includes(`| \`${code}\` |`)),
    [],
  )
})
