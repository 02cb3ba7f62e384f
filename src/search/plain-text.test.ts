import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { plainText, shortened } from "./plain-text.ts"

describe("plain text of a description", () => {
  it("keeps the words of Markdown and HTML, without their marks", () => {
    assert.equal(
      plainText("## Prix\n\n* de l'**huile** d'_olive_\n* voir [la page](https://example.tn/a?b=1)"),
      "Prix de l'huile d'olive voir la page",
    )
    assert.equal(
      plainText("<p>Qualit&eacute; de l&#39;eau<br/>potable</p><script>alert(1)</script>"),
      "Qualité de l'eau potable",
    )
    assert.equal(plainText("prix_unitaire < 5 & a > b"), "prix_unitaire < 5 & a > b")
  })

  it("is cut between words, with a sign that it was", () => {
    assert.equal(shortened("Qualité de l'eau, potable", 19), "Qualité de l'eau…")
    assert.equal(shortened("court", 10), "court")
  })

  it("is never longer than asked, and made of anything in no time", () => {
    const nasty = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.string({ unit: fc.constantFrom(..."<>&#x[](){}*_`~|! a;\n"), maxLength: 3000 }),
    )
    fc.assert(
      fc.property(nasty, fc.integer({ min: 1, max: 50 }), (text, length) => {
        assert.ok(shortened(plainText(text), length).length <= length)
      }),
    )
    const startedAt = performance.now()
    for (const text of [
      "<".repeat(20_000),
      "[".repeat(20_000),
      "*_`".repeat(7000),
      "<a ".repeat(7000),
      "![[".repeat(7000),
    ])
      plainText(text)
    assert.ok(performance.now() - startedAt < 3000)
  })
})
