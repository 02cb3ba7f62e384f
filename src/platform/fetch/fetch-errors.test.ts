import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { isPassing, refusalFor } from "./fetch-errors.ts"
import { FetchRefused } from "./guarded-fetch.ts"

function failure(code: string, message = "it failed"): Error {
  return Object.assign(new Error(message), { code })
}

describe("failures of the network become refusals that a person understands", () => {
  const cases = [
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls-incomplete-chain", /intermediate certificate/],
    ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "tls-incomplete-chain", /intermediate certificate/],
    ["CERT_HAS_EXPIRED", "tls-expired", /expired/],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls-wrong-host", /another host/],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls-self-signed", /self-signed/],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls", /encrypted connection/],
    ["ENOTFOUND", "dns", /does not exist/],
    ["ECONNREFUSED", "refused", /refused/],
    ["UND_ERR_SOCKET", "truncated", /complete/],
    ["HPE_INVALID_CONSTANT", "bad-http", /HTTP/],
    ["SOMETHING_NEW", "network", /it failed/],
  ] as const
  for (const [code, refusal, message] of cases)
    it(`${code} is ${refusal}`, () => {
      const refused = refusalFor(failure(code))
      assert.equal(refused.code, refusal)
      assert.match(refused.message, message)
    })

  it("also inside causes and where several addresses failed", () => {
    assert.equal(refusalFor(new Error("fetch failed", { cause: failure("CERT_HAS_EXPIRED") })).code, "tls-expired")
    assert.equal(refusalFor(new AggregateError([failure("ECONNREFUSED"), failure("ENETUNREACH")])).code, "refused")
    const ours = new FetchRefused("blocked-address", "10.0.0.1 is not public")
    assert.equal(refusalFor(new Error("connect", { cause: ours })), ours)
  })

  it("are repeated only where another attempt may end otherwise", () => {
    assert.deepEqual(
      ["timeout", "reset", "dns", "truncated", "tls-expired", "blocked-address", "too-large"].map(isPassing),
      [true, true, true, true, false, false, false],
    )
  })
})
