import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { richTextToHtml, richTextToPlain } from "./rich-text.ts"

describe("a description as a source wrote it", () => {
  it("may be plain text, Markdown or HTML, and becomes safe HTML", () => {
    assert.equal(richTextToHtml("une ligne\nune autre"), "<p>une ligne<br />\nune autre</p>")
    assert.equal(richTextToHtml("**gras** et *penché*"), "<p><strong>gras</strong> et <em>penché</em></p>")
    assert.equal(richTextToHtml("<div>a &amp; <b>b</b></div>"), "<p>a &amp; <b>b</b></p>")
  })

  it("never runs anything", () => {
    const attempts = [
      "<script>alert(1)</script>",
      "<img src=x onerror=alert(1)>",
      '<a href="javascript:alert(1)">x</a>',
      "[x](javascript:alert(1))",
      "<svg onload=alert(1)><p>x",
      '<p style="background:url(x)" onclick="x">y</p>',
      '<iframe src="https://example.org"></iframe>',
    ]
    for (const attempt of attempts) {
      assert.doesNotMatch(
        richTextToHtml(attempt),
        /<script|<img|<svg|<iframe|href="javascript|\son\w+=|style=/i,
        attempt,
      )
    }
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."<>/\"'=&; onclickscript:(a)[]!\n#*".split("")), maxLength: 80 }),
        (text) => {
          assert.doesNotMatch(richTextToHtml(text), /<(?:script|img|svg|style|iframe)\b|<[^>]+\son\w+\s*=/i)
        },
      ),
    )
  })

  it("puts its headings below those of the page, and its links lead out politely", () => {
    assert.equal(richTextToHtml("<h1>Titre</h1>"), "<h4>Titre</h4>")
    assert.equal(richTextToHtml("# Titre"), "<h4>Titre</h4>")
    assert.equal(
      richTextToHtml("[site](https://example.tn)"),
      '<p><a href="https://example.tn" rel="nofollow noopener">site</a></p>',
    )
  })

  it("in plain words is one line, cut where a word ends", () => {
    assert.equal(richTextToPlain("<p>un &amp; deux</p><ul><li>trois</li></ul>"), "un & deux trois")
    assert.equal(richTextToPlain("un\u00a0: deux\n trois"), "un\u00a0: deux trois")
    assert.equal(richTextToPlain("# Titre\n\nDes mots, encore des mots", 18), "Titre Des mots…")
    assert.equal(richTextToPlain("عدد العائلات والأطفال المنتفعين", 22), "عدد العائلات والأطفال…")
  })
})
