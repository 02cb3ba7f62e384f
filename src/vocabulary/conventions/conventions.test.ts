import assert from "node:assert/strict"
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { mkdir } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import { conventionsFrom } from "./conventions.ts"
import { useConventions } from "./in-force.ts"
import { monthNamed } from "./months.ts"
import { beginsAsPhone, isMobileNumber, isWrittenAsPhone } from "./phones.ts"
import { readConventions } from "./read-conventions.ts"
import { unitInHeader, unitWritten } from "./units.ts"

const seeds = fileURLToPath(new URL("../../../seeds", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "conventions-"))
after(() => rmSync(folder, { recursive: true }))

describe("the conventions of a country", () => {
  for (const country of readdirSync(seeds).filter((name) => /^[a-z]{2}$/.test(name)))
    it(`of the pack ${country} can be read`, async () => {
      assert.ok((await readConventions(seeds, country)).placeLevels.length > 0)
    })

  it("are none where there is no country", async () => {
    assert.deepEqual((await readConventions(seeds, "none")).currencies, [])
  })

  it("say where in the file what is wrong", () => {
    const wrong = {
      months: [["primo"]],
      phones: { prefix: "+216", groups: [[2, 3, 3]] },
      identityNumbers: ["(a+)+"],
      curencies: [],
    }
    assert.throws(
      () => conventionsFrom(wrong, "seeds/xx/conventions.json"),
      (error: Error) => {
        assert.match(error.message, /^seeds\/xx\/conventions\.json is no conventions of a country:/)
        assert.match(error.message, /months: twelve lists/)
        assert.match(error.message, /phones\.prefix: a prefix is its digits alone/)
        assert.match(error.message, /identityNumbers\.0: a shape is written with 9 for any digit/)
        assert.match(error.message, /curencies/)
        return true
      },
    )
  })

  it("name each level and each unit once", () => {
    const level = { level: "region", before: [], headers: [] }
    assert.throws(() => conventionsFrom({ placeLevels: [level, level] }, "x"), /the level region is there twice/)
    const money = { code: "TND", words: ["TND"], label: { en: "in dinars" } }
    assert.throws(
      () => conventionsFrom({ currencies: [{ ...money, part: money }] }, "x"),
      /the unit TND is there twice/,
    )
    assert.throws(() => conventionsFrom({ currencies: [{ ...money, code: "EUR" }] }, "x"), /EUR is known already/)
  })

  it("of a unit need a word that is written", () => {
    const money = { code: "TND", words: [], label: { en: "in dinars" } }
    assert.throws(() => conventionsFrom({ currencies: [money] }, "x"), /currencies\.0\.words/)
  })

  it("that are no JSON are told with their file", async () => {
    await mkdir(join(folder, "xx"))
    writeFileSync(join(folder, "xx", "conventions.json"), "{ months: }")
    await assert.rejects(readConventions(folder, "xx"), /xx\/conventions\.json is no JSON/)
  })
})

describe("read as in a made-up country", () => {
  const madeUp = conventionsFrom(
    {
      months: [["primo"], [], [], [], [], [], [], [], [], [], [], ["ultimo"]],
      currencies: [{ code: "FLR", words: ["fl.", "florin (or)"], label: { en: "in florins" } }],
      phones: { prefix: "999", groups: [[2, 2, 2]], trunk: "0", mobile: ["0[67]9999"] },
    },
    "made-up",
  )

  it("months have its names beside those of all, and no other country’s", () => {
    useConventions(madeUp)
    assert.deepEqual(
      [monthNamed("Primo"), monthNamed("ultimo"), monthNamed("décembre"), monthNamed("يناير"), monthNamed("جانفي")],
      [1, 12, 12, 1, undefined],
    )
  })

  it("its money is known by its words, whatever signs they hold, and dinars are not", () => {
    useConventions(madeUp)
    assert.deepEqual(
      [unitWritten("fl"), unitWritten("florin(or)"), unitWritten("dt"), unitInHeader("Prix (FL)"), unitWritten("€")],
      ["FLR", "FLR", undefined, "FLR", "EUR"],
    )
  })

  it("its telephone numbers lose their zero after the prefix", () => {
    useConventions(madeUp)
    assert.deepEqual(
      ["06 12 34", "+999 6 12 34", "+999 06 12 34", "+216 71 123 456", "71 123 456"].map(isWrittenAsPhone),
      [true, true, true, false, false],
    )
    assert.equal(beginsAsPhone("00999 61234 (bureau)"), true)
    assert.deepEqual(["06 12 34", "05 12 34"].map(isMobileNumber), [true, false])
  })

  it("without a country only a plus makes a number a telephone’s", () => {
    useConventions(conventionsFrom({}, "none"))
    assert.deepEqual(["+33 1 23 45 67 89", "71 123 456"].map(isWrittenAsPhone), [true, false])
    assert.equal(isMobileNumber("+33 6 23 45 67 89"), false)
  })
})
