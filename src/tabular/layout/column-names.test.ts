import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { columnNames } from "./column-names.ts"

describe("names of columns", () => {
  const names: ReadonlyArray<readonly [header: string, name: string]> = [
    ["Année", "annee"],
    ["الولاية", "al_wilaya"],
    ["عدد العائلات", "adad_al_ailat"],
    ["Montant (DT)", "montant_dt"],
    ["2014", "n_2014"],
    ["1-حزب حركة النهضة", "n_1_hazb_harka_al_nahdha"],
    ["٢٠٢٣", "n_2023"],
    ["this", "this_1"],
    ["row_id", "row_id_1"],
    ["x__written", "x_written"],
    ["%", "column_1"],
    ["Δοκιμή", "column_1"],
    ["", "column_1"],
  ]
  for (const [header, name] of names)
    it(`"${header}" is ${name}`, () => assert.deepEqual(columnNames([header]), [name]))

  it("headers that read alike are counted on", () => {
    assert.deepEqual(columnNames(["Prix", "prix", "PRIX", "prix_2"]), ["prix", "prix_2", "prix_3", "prix_2_2"])
  })

  it("the publisher's name stands, and no other column takes it", () => {
    assert.deepEqual(columnNames(["prix", "Montant"], new Map([["Montant", "prix"]])), ["prix_2", "prix"])
  })

  it("any headers whatever give different names, well formed, none with a hidden suffix, the same every time", () => {
    const header = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("prix", "سعر", "", "a_2", "a", "A", "__place"),
    )
    fc.assert(
      fc.property(fc.array(header, { maxLength: 12 }), (headers) => {
        const given = columnNames(headers)
        assert.equal(new Set(given).size, headers.length)
        for (const name of given) assert.match(name, /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/)
        assert.deepEqual(columnNames(headers), given)
      }),
    )
  })
})
