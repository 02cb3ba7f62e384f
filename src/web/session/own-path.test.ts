import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { ownPath } from "./own-path.ts"

describe("where one goes after signing in", () => {
  it("is a page of the portal, with its query", () => {
    assert.equal(ownPath("/fr/office/datasets?state=draft&q=eau"), "/fr/office/datasets?state=draft&q=eau")
    assert.equal(ownPath("/ar"), "/ar")
  })

  it("is never another host, however it is written", () => {
    const hostile = [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "/fr\\..\\..\\evil",
      "/fr/../..//evil.example",
      "/fr@evil.example",
      "javascript:alert(1)",
      "/fr\r\nset-cookie: a=b",
      "/\t/evil.example",
      "",
      null,
    ]
    for (const text of hostile) {
      const path = ownPath(text)
      assert.ok(path === undefined || new URL(path, "https://portal.tn").host === "portal.tn", String(text))
    }
  })

  it("does not lead round in a circle", () => {
    assert.equal(ownPath("/fr/sign-in?next=/fr"), undefined)
    assert.equal(ownPath("/ar/sign-out"), undefined)
  })

  it("stays on the host that resolves it, whatever is asked", () => {
    const pieces = fc.constantFrom(
      "/",
      "\\",
      "fr",
      "ar",
      "evil.example",
      "@",
      ":",
      "..",
      "?",
      "#",
      "%2f",
      "\t",
      " ",
      ".",
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const path = ownPath(`/fr${parts.join("")}`)
        assert.ok(
          path === undefined || (path.startsWith("/") && new URL(path, "https://portal.tn").host === "portal.tn"),
        )
      }),
    )
  })
})
