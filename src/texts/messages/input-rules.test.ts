import assert from "node:assert/strict"
import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { root } from "../../config.ts"
import { inputRuleMessages, inputRuleText } from "./input-rules.ts"

test("every rule that the sources name has its sentence", () => {
  const sources = globSync("src/**/*.{ts,tsx}", { cwd: root }).filter((path) => !path.includes(".test."))
  const named = sources.flatMap((path) =>
    readFileSync(join(root, path), "utf8")
      .matchAll(/\bpath(?:: [^\n{}]*)?, rule: "([a-z-]+)"/g)
      .map(([, rule]) => rule!)
      .toArray(),
  )
  assert.ok(named.length > 50)
  assert.deepEqual(
    [...new Set(named)].filter((rule) => !Object.hasOwn(inputRuleMessages.ar, rule)),
    [],
  )
})

test("a sentence names the bound; a rule without one says that the value cannot be accepted", () => {
  assert.equal(inputRuleText("en", "too-high", { max: 100 }), "This number is too large: 100 at most.")
  assert.equal(inputRuleText("en", "never-heard-of"), "This value cannot be accepted.")
  assert.equal(inputRuleText("en", "constructor"), "This value cannot be accepted.")
})
