import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { QueryMistake } from "../../tabular/index.ts"
import { type Interval, readInterval } from "./interval.ts"

describe("datetime", () => {
  const cases: readonly [text: string, interval: Interval][] = [
    ["2024-02-12T23:20:50Z", { from: "2024-02-12T23:20:50.000", to: "2024-02-12T23:20:50.000" }],
    ["2024-02-12T23:20:50.52z", { from: "2024-02-12T23:20:50.520", to: "2024-02-12T23:20:50.520" }],
    ["2024-02-12t00:30:00+01:00", { from: "2024-02-11T23:30:00.000", to: "2024-02-11T23:30:00.000" }],
    ["2024-02-12T00:30:00 01:00", { from: "2024-02-11T23:30:00.000", to: "2024-02-11T23:30:00.000" }],
    ["2024-02-12", { from: "2024-02-12T00:00:00", to: "2024-02-12T23:59:59.999999" }],
    ["2024-02-12/2024-03-01", { from: "2024-02-12T00:00:00", to: "2024-03-01T23:59:59.999999" }],
    ["2024-02-12/..", { from: "2024-02-12T00:00:00" }],
    ["2024-02-12/", { from: "2024-02-12T00:00:00" }],
    ["../2024-02-12", { to: "2024-02-12T23:59:59.999999" }],
    ["/2024-02-12T10:00:00Z", { to: "2024-02-12T10:00:00.000" }],
  ]
  for (const [text, interval] of cases) {
    it(`reads ${text}`, () => assert.deepEqual(readInterval(text), interval))
  }

  const wrong = [
    ...["", "..", "/", "../..", "2024", "2024-02", "2024-02-30", "2024-02-30T00:00:00Z", "2024-13-01", "hier"],
    ...["2024-02-12T10:00:00", "2024-02-12T25:00:00Z", "2024-03-01/2024-02-12", "2024-02-12/P1M", "a/b/c"],
    ...["2024-02-12/2024-02-13/2024-02-14", "9999-12-31T23:59:59-10:00"],
  ]
  for (const text of wrong) {
    it(`refuses ${text === "" ? "nothing" : text}`, () => {
      assert.throws(
        () => readInterval(text),
        (error) => error instanceof QueryMistake && error.place.parameter === "datetime",
      )
    })
  }

  it("reads or refuses, whatever it is", () => {
    const part = fc.constantFrom(
      "..",
      "",
      "2024-01-01",
      "2024-01-01T00:00:00Z",
      "0000-00-00",
      "+010000-01-01",
      "\u0000",
    )
    const texts = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(part, fc.string())).map((parts) => parts.join("/")),
    )
    fc.assert(
      fc.property(texts, (text) => {
        try {
          const { from, to } = readInterval(text)
          assert.ok(from !== undefined || to !== undefined)
        } catch (error) {
          assert.ok(error instanceof QueryMistake)
        }
      }),
    )
  })
})
