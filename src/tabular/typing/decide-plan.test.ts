import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { readAsInTunisia } from "../../../tests/support/vocabularies.ts"
import { typeOf } from "./column-plan.ts"
import { decidePlan } from "./decide-plan.ts"
import { evidenceOf } from "./evidence.ts"

await readAsInTunisia()

function decide(values: readonly string[], header = "x") {
  return decidePlan(evidenceOf(values), { header })
}

const many = (value: string, times: number): string[] => Array.from({ length: times }, () => value)

describe("the type of a column", () => {
  const types: ReadonlyArray<readonly [what: string, values: readonly string[], type: string]> = [
    ["whole numbers", ["12", "-3", "0"], "integer"],
    ["whole numbers of 25 digits", ["1234567890123456789012345", "7"], "integer"],
    ["spaces of three kinds between thousands", ["1 234", "12\u00a0345", "1\u202f234\u202f567"], "integer"],
    ["apostrophes between thousands", ["1'234", "12'345"], "integer"],
    ["Arabic digits", ["١٢٣", "٤٥"], "integer"],
    ["Arabic digits with their decimal mark", ["١٢٫٥", "٤٥"], "decimal"],
    ["whole numbers as a spreadsheet writes floats", ["71576151.0", "71560633.0"], "integer"],
    ["numbers with an exponent", ["1.5E+6", "2.25E+5"], "decimal"],
    ["decimal commas", ["12,5", "3"], "decimal"],
    ["per cent", ["12,5 %", "3%", "٪٤"], "decimal"],
    ["dinars", ["12,500 د.ت", "1 250,000 د.ت"], "decimal"],
    ["leading zeros", ["01", "12"], "text"],
    ["words for yes and no", ["نعم", "لا", "نعم"], "boolean"],
    ["months in Tunisian Arabic", ["جانفي", "فيفري", "أوت"], "integer"],
    ["months with years", ["جانفي 2020", "مارس 2021"], "text"],
    ["days in words", ["12 janvier 2020", "1er mars 2021"], "date"],
    ["hours", ["8:05", "23:59:59"], "time"],
    ["moments", ["2024-01-02T03:04:05Z", "2024-01-02T03:04+01:00"], "datetime"],
    ["nothing", [], "text"],
    ["only words for nothing", ["-", "N/A", "غ م"], "text"],
  ]
  for (const [what, values, type] of types)
    it(`${what}: ${type}`, () => assert.equal(typeOf(decide(values).plan), type))

  it("12/05/2020 is a day in May where no value tells", () => {
    assert.deepEqual(decide(["12/05/2020", "01/02/2021"]).plan, {
      ...{ kind: "date", order: "day-first", hour: "none", format: "DD/MM/YYYY", isPlain: true },
    })
  })

  it("one day beyond 12 in second place makes months first, for all of them", () => {
    const { plan } = decide([...many("01/02/2021", 5), "01/13/2021"])
    assert.equal(plan.kind === "date" && plan.order, "month-first")
  })

  it("where days beyond 12 stand in both places it is text", () => {
    assert.equal(decide(["13/01/2021", "01/13/2021", "01/02/2021"]).plan.kind, "text")
  })

  it("a comma before three digits groups thousands among small whole numbers, and is decimal in money", () => {
    const values = ["2,666", "498", "22,927"]
    assert.equal(typeOf(decide(values).plan), "integer")
    assert.equal(typeOf(decide(values, "المبلغ بالدينار").plan), "decimal")
    assert.equal(typeOf(decide(["2,666", "4980"]).plan), "decimal")
    assert.equal(typeOf(decide(["1,234,567", "12,5"]).plan), "text")
  })

  it("one of a hundred that does not fit is counted, six of a hundred make it text", () => {
    assert.deepEqual(
      [decide([...many("7", 99), "sept"]).notFitting, decide([...many("7", 94), ...many("sept", 6)]).plan.kind],
      [1, "text"],
    )
  })

  it("what says that there is no value does not count", () => {
    assert.deepEqual(decide([...many("n.d.", 9), "غ م", "12,5"]).notFitting, 0)
  })

  it("money is exact to the millime", () => {
    const { plan } = decide(["12,500 DT", "3 DT"])
    assert.deepEqual(plan.kind === "number" && [plan.unit, plan.exact?.fractionDigits], ["TND", 3])
  })

  it("thousands of dinars are another unit than dinars", () => {
    const unit = (header: string) => {
      const { plan } = decide(["1,5"], header)
      return plan.kind === "number" ? plan.unit : "none"
    }
    assert.deepEqual(
      [unit("Montant (DT)"), unit("Montant (mille dinars)"), unit("بالمليم")],
      ["TND", undefined, "millime"],
    )
  })
})
