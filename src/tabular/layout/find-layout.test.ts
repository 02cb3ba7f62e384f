import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { findLayout, type LayoutInput } from "./find-layout.ts"

const table = (head: string[][], more: Partial<LayoutInput> = {}) =>
  findLayout({ head, tail: [], header: "unknown", rightToLeft: false, ...more })!

const data = Array.from({ length: 12 }, (_, index) => [`Commune ${index}`, String(2000 + index), String(index * 7)])

describe("where a table stands", () => {
  it("titles and empty rows come before the header, totals and footnotes after the data", () => {
    const found = table([
      ["Population", "", ""],
      ["", "", ""],
      ["Commune", "Année", "Habitants"],
      ...data,
      ["Total", "", "462"],
      ["Source : INS", "", ""],
    ])
    assert.deepEqual(found.layout, { headerRows: [3, 3], firstDataRow: 4, titles: ["Population"], direction: "ltr" })
    assert.deepEqual([found.rowsBefore, found.rowsAfter], [2, 2])
    assert.deepEqual(
      found.notes.map(({ code }) => code),
      ["title-rows", "header-at-line", "total-row", "footnotes"],
    )
  })

  it("names over several columns go before each of their names", () => {
    const found = table([
      ["", "2022", "", "2023", ""],
      ["الجهة", "ذكور", "إناث", "ذكور", "إناث"],
      ...data.map(([name], index) => [name!, ...[1, 2, 3, 4].map((times) => String(index * times))]),
    ])
    assert.deepEqual(found.headers, ["الجهة", "2022 – ذكور", "2022 – إناث", "2023 – ذكور", "2023 – إناث"])
    assert.deepEqual([found.layout.headerRows, found.layout.direction], [[1, 2], "rtl"])
  })

  it("the end is found in the last records where the first ones are not all", () => {
    const found = table([["Commune", "Année", "Habitants"], ...data], { tail: [...data, ["المجموع", "", "99"]] })
    assert.deepEqual(found.aside.at(-1), ["المجموع", "", "99"])
    assert.equal(found.rowsAfter, 1)
  })

  it("the publisher's header rows win, also where there are none", () => {
    const rows = [
      ["a", "b"],
      ["c", "d"],
      ["1", "2"],
      ["3", "4"],
    ]
    assert.deepEqual(table(rows, { headerRows: [1, 1] }).headers, ["a", "b"])
    const none = table(rows, { headerRows: null })
    assert.deepEqual([none.layout.headerRows, none.layout.firstDataRow, none.headers], [null, 1, ["", ""]])
  })

  it("the first record of a format with fields is its header, and nothing is set aside", () => {
    const found = table(
      [
        ["nom", "total"],
        ["Total", "12"],
      ],
      { header: "first-row" },
    )
    assert.deepEqual([found.headers, found.aside, found.rowsAfter], [["nom", "total"], [["nom", "total"]], 0])
  })

  it("a few sums far below the table are a total without a name", () => {
    const rows = [["a", "b", "c", "d"], ...data.map((row) => [...row, "1"]), ["", "", "", ""], ["", "", "", "12"]]
    const found = table(rows)
    assert.deepEqual([found.rowsAfter, found.notes.map(({ code }) => code)], [1, ["total-row"]])
  })

  it("empty records are no table", () => {
    assert.equal(findLayout({ head: [["", ""]], tail: [], header: "unknown", rightToLeft: false }), undefined)
  })
})
