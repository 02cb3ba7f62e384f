import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { addressWith, sourceAddress } from "./source-address.ts"

describe("the address of a source", () => {
  it("is read as it was pasted, without its fragment", () => {
    assert.equal(sourceAddress(" https://data.gov.tn/fr/#top \n").href, "https://data.gov.tn/fr/")
  })

  it("is of the web, or stops the run", () => {
    for (const text of ["", "data.gov.tn", "ftp://data.gov.tn/", "javascript:alert(1)"])
      assert.throws(() => sourceAddress(text), { code: "bad-source-url" })
  })

  it("gets parameters in place of those of the same names, and none that are absent", () => {
    const endpoint = new URL("https://sig.gov.tn/wfs?map=a&version=1")
    assert.equal(
      addressWith(endpoint, { version: "2", count: undefined, name: "é&" }),
      "https://sig.gov.tn/wfs?map=a&version=2&name=%C3%A9%26",
    )
    assert.equal(endpoint.search, "?map=a&version=1")
  })
})
