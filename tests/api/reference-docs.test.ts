import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { describe, it } from "node:test"
import { apiReferenceMarkdown, apiReferencePage } from "../../scripts/api-page.ts"
import { errorTexts } from "../../src/api/error-texts.ts"
import { apiReferenceModel } from "../../src/api/index.ts"
import { endpoints } from "../../src/api/rest/endpoints.ts"

const page = readFileSync(new URL("../../docs/reference/errors.md", import.meta.url), "utf8")
const documented = new Map(
  [...page.matchAll(/^\| `([\w-]+)` \| (\d+) \|/gm)].map(([, code, status]) => [code!, Number(status)]),
)

describe("the reference of error codes", () => {
  it("has exactly the codes of the catalogue, with their status", () => {
    const catalogue = Object.entries(errorTexts).map(([code, { status }]) => [code, status])
    assert.deepEqual([...documented].sort(), catalogue.sort())
  })

  it("has every code that an endpoint declares", () => {
    for (const code of endpoints.flatMap(({ refusals }) => refusals)) assert.ok(documented.has(code), code)
  })

  it("mentions in each language only values that the other languages mention too", () => {
    for (const [code, { detail }] of Object.entries(errorTexts)) {
      const values = Object.values(detail).map((text) =>
        [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(),
      )
      assert.deepEqual(values[0], values[1], code)
      assert.deepEqual(values[1], values[2], code)
    }
  })
})

describe("the reference of the interfaces", () => {
  it("is what scripts/api-page.ts writes from the definitions", () => {
    assert.equal(readFileSync(apiReferencePage, "utf8"), apiReferenceMarkdown(apiReferenceModel("en")))
  })
})
