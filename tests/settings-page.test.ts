import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { settingsPage, settingsPagePath } from "../scripts/settings-page.ts"

test("the page of settings is what the table of settings says", () => {
  const page = readFileSync(settingsPagePath, "utf8")

  assert.equal(page, settingsPage(), "run: node --import tsx scripts/settings-page.ts")
})
