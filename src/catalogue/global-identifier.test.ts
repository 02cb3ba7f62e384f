import assert from "node:assert/strict"
import { it } from "node:test"
import { isGlobalIdentifier } from "./global-identifier.ts"

it("addresses, DOIs, URNs, OAI identifiers and UUIDs are made to be unique in the world", () => {
  for (const identifier of [
    "https://data.example/id/1",
    "doi:10.5281/zenodo.42",
    "10.5281/zenodo.42",
    "urn:uuid:01930000-0000-7000-8000-000000000001",
    "oai:archive.example:dataset/7",
    "4f8c2b1e-9d3a-4b7e-8f21-0c5d6e7f8a9b",
  ])
    assert.ok(isGlobalIdentifier(identifier), identifier)
})

it("numbers, names and the UUID of nothing are not", () => {
  for (const identifier of [
    "7",
    "AGR-7",
    "musees",
    "https://",
    "00000000-0000-0000-0000-000000000000",
    "oai:x:1",
    undefined,
  ])
    assert.ok(!isGlobalIdentifier(identifier), identifier)
})
