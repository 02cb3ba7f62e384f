import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { render } from "preact-render-to-string"
import { ApiReferenceView, apiReferenceModel } from "../../src/api/index.ts"
import { languages } from "../../src/texts/index.ts"

describe("the reference page", () => {
  for (const language of languages) {
    it(`shows every endpoint, parameter, error and action in ${language}, and names every table`, () => {
      const html = render(<ApiReferenceView language={language} />)
      const model = apiReferenceModel(language)

      for (const { method, address, summary, parameters } of model.groups.flatMap(({ endpoints }) => endpoints)) {
        assert.ok(html.includes(`${method} ${address}`), address)
        assert.ok(html.includes(escaped(summary)), summary)
        for (const { name } of parameters) assert.ok(html.includes(`>${name}</code>`), name)
      }
      for (const { code } of model.errors) assert.ok(html.includes(`id="error-${code}"`), code)
      for (const { name } of model.actions) assert.ok(html.includes(`>${name}</code>`), name)
      assert.doesNotMatch(html, /undefined|\[object|style=/)
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
      assert.equal(new Set(ids).size, ids.length)
    })
  }

  it("has no French or English sentence of ours on the Arabic page", () => {
    const html = render(<ApiReferenceView language="ar" />)
    const cells = [...html.matchAll(/<(?:p|h2|h4|th scope="col")[^>]*>([^<]+)</g)].map(([, text]) => text!)
    for (const text of cells) assert.match(text, /[\u0600-\u06ff]/, text)
  })
})

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")
}
