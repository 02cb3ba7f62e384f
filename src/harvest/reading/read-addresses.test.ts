import assert from "node:assert/strict"
import { it } from "node:test"
import { addressesIn } from "./index.ts"

it("addresses in a text are found without the signs around them", () => {
  const text =
    'Licence : <a href="https://data.gov.tn/licence">ici</a> (voir https://example.tn/a?b=1). https://data.gov.tn/licence'
  assert.deepEqual(addressesIn(text), ["https://data.gov.tn/licence", "https://example.tn/a?b=1"])
})

it("no more than ten addresses of a text are looked at", () => {
  const text = Array.from({ length: 20 }, (_, at) => `http://example.tn/${at}`).join(" ")
  assert.equal(addressesIn(text).length, 10)
})
