import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { writeOds } from "hucre/ods"
import { writeXlsx } from "hucre/xlsx"
import { opened, refusalOf } from "../../../../tests/support/opened-tables.ts"
import { zipBytes } from "../../../../tests/support/zip-bytes.ts"

const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const styles = `<styleSheet><numFmts count="4"><numFmt numFmtId="164" formatCode="dd/mm/yyyy hh:mm"/><numFmt numFmtId="165" formatCode="00000"/>
<numFmt numFmtId="166" formatCode="0.0%"/><numFmt numFmtId="167" formatCode="#,##0.000\\ &quot;DT&quot;"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="46"/><xf numFmtId="17"/></cellXfs></styleSheet>`

/** A workbook of one sheet, of parts as other programs than ours write them. */
function workbook(sheet: string, { texts = "", properties = "", state = "visible" } = {}): Buffer {
  return zipBytes([
    { name: "[Content_Types].xml", bytes: "<Types/>" },
    {
      name: "_rels/.rels",
      bytes: `<Relationships><Relationship Id="r1" Type="${relation}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    },
    {
      name: "xl/workbook.xml",
      bytes: `<x:workbook xmlns:x="m" xmlns:r="r">${properties}<x:sheets><x:sheet name="ورقة &amp; 1" sheetId="1" state="${state}" r:id="rId1"/></x:sheets></x:workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      bytes: `<Relationships><Relationship Id="rId1" Type="${relation}/worksheet" Target="worksheets/s.xml"/><Relationship Id="rId2" Type="${relation}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${relation}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    },
    { name: "xl/styles.xml", bytes: styles },
    { name: "xl/sharedStrings.xml", bytes: `<sst>${texts}</sst>` },
    { name: "xl/worksheets/s.xml", bytes: sheet },
  ])
}

const rowsOf = (...rows: string[]) => `<worksheet><sheetData>${rows.join("")}</sheetData></worksheet>`

describe("workbooks", () => {
  it("give numbers in full and without noise, dates, percentages, padded codes and durations as people see them", async () => {
    const cells = [
      `<c r="A1"><v>1.1000000000000001</v></c><c r="B1"><v>0.30000000000000004</v></c><c r="C1"><v>10.273103574279054</v></c>`,
      `<c r="D1" s="1"><v>43831</v></c><c r="E1" s="2"><v>43831.5208333333</v></c><c r="F1" s="3"><v>1001</v></c>`,
      `<c r="G1" s="4"><v>0.125</v></c><c r="H1" s="5"><v>1234.5</v></c><c r="I1" s="6"><v>1.5</v></c><c r="J1" s="7"><v>43862</v></c>`,
      `<c r="K1" s="1"><v>59</v></c><c r="L1"><v>12345678901234567</v></c><c r="M1"><v>1E-7</v></c>`,
    ]
    const [table] = await opened(workbook(rowsOf(`<row r="1">${cells.join("")}</row>`)))
    const seen = ["1.1", "0.3", "10.273103574279054", "2020-01-01", "2020-01-01T12:30:00", "01001"]
    assert.deepEqual(table!.rows, [
      [...seen, "12.5%", "1234.5", "36:00:00", "2020-02", "1900-02-28", "12345678901234567", "1e-7"],
    ])
  })

  it("count days from 1904 where their maker did", async () => {
    const sheet = rowsOf('<row><c s="1"><v>0</v></c><c s="1"><v>42369</v></c></row>')
    const [table] = await opened(workbook(sheet, { properties: '<workbookPr date1904="1"/>' }))
    assert.deepEqual(table!.rows, [["1904-01-01", "2020-01-01"]])
  })

  it("give texts in all the ways they are kept, results of formulas, and nothing for errors", async () => {
    const texts = `<si><t>قفصة</t></si><si><r><t>ri</t></r><r><t xml:space="preserve">che </t></r><rPh><t>x</t></rPh></si><si><t>a_x000D_&#10;&lt;b&gt;</t></si>`
    const cells = `<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="inlineStr"><is><t>in</t></is></c><c t="str"><f>A1&amp;"x"</f><v>fx</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><f>1+1</f><v>2</v></c><c t="s"><v>99</v></c>`
    const [table] = await opened(workbook(rowsOf(`<row>${cells}</row>`), { texts }))
    assert.deepEqual(table!.rows, [["قفصة", "riche ", "a\n<b>", "in", "fx", "true", "", "2"]])
  })

  it("keep rows and columns where they stand, and leave out formatted emptiness at the end", async () => {
    const sheet = rowsOf(
      '<row r="2"><c r="B2"><v>1</v></c></row><row r="5"><c r="AA5"><v>2</v></c><c r="AB5" s="1"/></row><row r="900000"/>',
    )
    const [table] = await opened(workbook(sheet))
    assert.deepEqual(
      table!.rows.map((row) => row.length),
      [1, 2, 1, 1, 27],
    )
    assert.equal(table!.rows[4]![26], "2")
  })

  it("fill cells merged downwards, and say right-to-left, hidden and merged", async () => {
    const sheet = `<worksheet><sheetViews><sheetView rightToLeft="1"/></sheetViews><sheetData>
<row r="1"><c r="A1" t="str"><v>T</v></c></row><row r="2"><c r="A2" t="str"><v>قفصة</v></c><c r="B2"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row><row r="4"><c r="B4"><v>3</v></c></row></sheetData>
<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="A2:A3"/></mergeCells></worksheet>`
    const [table] = await opened(workbook(sheet, { state: "hidden" }))
    assert.deepEqual(table!.rows, [["T"], ["قفصة", "1"], ["قفصة", "2"], ["", "3"]])
    assert.deepEqual(table!.codes, ["merged-cells", "right-to-left", "hidden-sheet"])
  })

  it("whose last row is the last that Excel has are told so", async () => {
    const [table] = await opened(
      workbook(rowsOf('<row r="1"><c><v>1</v></c></row><row r="1048576"><c><v>2</v></c></row>')),
    )
    assert.deepEqual(table!.table.notes, [{ code: "row-limit-of-program", values: { rows: 1_048_576 } }])
    assert.equal(table!.table.kind === "grid" && table!.table.records, 1_048_576)
  })

  it("written by a library give every sheet that holds something by its name, in Excel's way and in OpenDocument's", async () => {
    const date = new Date("2024-02-29T00:00:00Z")
    const sheets = [
      {
        name: "السكان",
        rows: [
          ["الولاية", "n", "d", "b"],
          ["باجة\nالمدينة", 1.5, date, true],
          [null, null, null, null],
          ["x", -3, null, false],
        ],
      },
      { name: "فارغة", rows: [] },
      { name: "Deux", rows: [["a"], [1]] },
    ]
    const expected = [
      ["الولاية", "n", "d", "b"],
      ["باجة\nالمدينة", "1.5", "2024-02-29", "true"],
      [""],
      ["x", "-3", "", "false"],
    ]
    for (const write of [writeXlsx, writeOds]) {
      const [first, second, ...more] = await opened(await write({ sheets }))
      assert.deepEqual([first!.name, second!.name, more], ["السكان", "Deux", []])
      assert.deepEqual(first!.rows, expected)
    }
  })

  it("of OpenDocument repeat cells and rows, span rows, and say percentages, times and what is hidden", async () => {
    const content = `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles><style:style style:name="ta1"><style:table-properties table:display="false" style:writing-mode="rl-tb"/></style:style></office:automatic-styles><office:body><office:spreadsheet><table:table table:name="A" table:style-name="ta1">
<table:table-row table:number-rows-repeated="2"/><table:table-row><table:table-cell office:value-type="string" table:number-rows-spanned="2"><text:p>a<text:s text:c="2"/>b</text:p><text:p>c</text:p><office:annotation><text:p>note</text:p></office:annotation></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.07" table:number-columns-repeated="2"><text:p>7%</text:p></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT08H05M00S"/><table:table-cell table:number-columns-repeated="16380"/></table:table-row>
<table:table-row><table:covered-table-cell/><table:table-cell office:value-type="float" office:value="1"/></table:table-row><table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="date" office:date-value="2020-01-05T00:00:00"/></table:table-row><table:table-row table:number-rows-repeated="1048000"/></table:table></office:spreadsheet></office:body></office:document-content>`
    const mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    const [table] = await opened(
      zipBytes([
        { name: `mimetype`, bytes: mimetype },
        { name: "content.xml", bytes: content },
      ]),
    )
    assert.deepEqual(table?.rows.slice(2), [
      ["a  b\nc", "7%", "7%", "08:05:00"],
      ["a  b\nc", "1"],
      ["2020-01-05"],
      ["2020-01-05"],
      ["2020-01-05"],
    ])
    assert.deepEqual(table?.codes, ["merged-cells", "right-to-left", "hidden-sheet"])
  })

  it("with a password, cut, or made to grow are refused", async () => {
    const locked = await writeXlsx({
      sheets: [{ name: "s", rows: [[1]] }],
      encryption: { password: "x", spinCount: 10 },
    })
    assert.equal(await refusalOf(locked), "encrypted")
    const whole = await writeXlsx({ sheets: [{ name: "s", rows: [["a"], [1]] }] })
    assert.equal(await refusalOf(whole.subarray(0, whole.length - 30)), "damaged")
    const entities = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    assert.equal(await refusalOf(workbook(`${entities}${rowsOf('<row><c t="str"><v>&b;</v></c></row>')}`)), "damaged")
    assert.equal(await refusalOf(workbook(rowsOf('<row r="1"><c r="A1"><v>1</v>'))), "damaged")
    assert.equal(
      await refusalOf(workbook(rowsOf('<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>'))),
      "damaged",
    )
    assert.equal(await refusalOf(workbook(rowsOf('<row r="1"><c r="XFD1"><v>1</v></c></row>'))), "too-many-columns")
    assert.equal(await refusalOf(workbook(rowsOf('<row r="9999999999"><c><v>1</v></c></row>'))), "damaged")
    assert.equal(await refusalOf(workbook("<worksheet><sheetData/></worksheet>")), "no-table")
  })
})
