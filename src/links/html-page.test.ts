import assert from "node:assert/strict"
import { test } from "node:test"
import fc from "fast-check"
import { asksToSignIn, isErrorAnswer, saysNotFound } from "./html-page.ts"

test("words of a heading count also inside other tags, words of scripts and articles do not", () => {
  assert.ok(saysNotFound("<h1><span class=x>Page</span> <b>introuvable</b></h1>"))
  assert.ok(saysNotFound("<title>الصَّفحة غير موجودة</title>"))
  assert.ok(!saysNotFound(`<title>Données</title><script>if (status == 404) show("not found")</script>`))
  assert.ok(!saysNotFound(`<title>Données</title><p>${"Un mot. ".repeat(200)} not found</p>`))
})

test("pages made to be slow to read are read at once", () => {
  const hostile = ["<h1>", "<script>", "<", "<input ", "</style>", "<title", " type=", "\t", "{", `"success"`]
  fc.assert(
    fc.property(fc.constantFrom(...hostile), fc.constantFrom("", ...hostile), (one, other) => {
      const page = `${one}${other}`.repeat(16_384).slice(0, 16_384)
      const started = performance.now()
      saysNotFound(page)
      asksToSignIn(page, { url: page, askedUrl: "" })
      isErrorAnswer(`{${page}`)
      assert.ok(performance.now() - started < 500)
    }),
    { numRuns: 60 },
  )
})
