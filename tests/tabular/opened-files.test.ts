/** What every file of the shared collection opens as, written down by looking at the files with other programs. */
import assert from "node:assert/strict"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { after, before, describe, it } from "node:test"
import { fileURLToPath } from "node:url"
import { temporaryFolder } from "../support/folder.ts"
import { type Opened, opened, openedFile } from "../support/opened-tables.ts"
import { zipBytes } from "../support/zip-bytes.ts"

const shared = fileURLToPath(new URL("../../../shared/", import.meta.url))
const skip = existsSync(shared) ? false : "../shared is absent"
let folder: ReturnType<typeof temporaryFolder>
before(() => {
  folder = temporaryFolder()
})
after(() => folder.remove())

/** Name, records, cells of the widest, first cells of the first record, of the last, codes of notes. */
type Expected = readonly [string, number, number, readonly string[], readonly string[], string?]

const texts: Readonly<Record<string, Expected>> = {
  "dataportals-org.csv": ["", 632, 22, ["name", "title", "url"], ["open-data-hub", "Open Data Hub"]],
  "fr-vaccination-communes-semicolon.csv": ["", 407, 11, ["NUMCOM", "NOMCOM"], ["01170", "BEARD-GEOVREISSIAT"]],
  "gb-co2-title-rows.csv": [
    "",
    21,
    9,
    ["CO2 emissions by different sub-groups in manufacturing sector, 2000 to 2007", ""],
    ["Note: includes emissions from electricity use, using a constant emission factor"],
  ],
  "nl-begroting-multirow-header.csv": [
    "",
    43,
    20,
    ["", "", "Kengetallen clusters provincies"],
    ["35", "Aantal gemeenten"],
  ],
  "portal-catalog-export-semicolon.csv": ["", 3, 24, ["dataset.id", "dataset.title"], ["601ddcfc85a59c3a45c2435b", ""]],
  "tn-allocations-enfants-6-18-2023.csv": ["", 26, 6, ["_id", "الولاية", "عدد العائلات"], ["25", "المجموع"]],
  "tn-census-2014-delegations.csv": ["", 265, 9, ["id", "id_old"], ["TN636", "TN366"]],
  "tn-covid19-cases.csv": ["", 5299, 7, ["date", "location"], ["2020-09-17", "Zaghouan"]],
  "tn-delegations-admin-2014.csv": ["", 265, 18, ["id", "id_old", "name_latin", "id_cg", "NOM_AR"], ["TN636", "TN366"]],
  "tn-governorates-delegations-en.csv": ["", 264, 2, ["Governorate", "Delegation"], ["Zaghouan", "Zriba"]],
  "tn-presidential-2014-by-delegation.csv": ["", 265, 34, ["id", "Inscrits"], ["TN636", "9968"]],
  "tn-presidential-2014-polling-stations.csv": ["", 10_568, 49, ["Code_BV", "Code_Circ"], ["27060208901", ""]],
  "tn-universites-publiques.csv": ["", 15, 8, ["_id", "code", "university_fr", "university_ar"], ["14", "15"]],
}

const written: Readonly<Record<string, readonly Expected[]>> = {
  "json/tn-agricultural-infrastructure.json": [
    ["", 201, 16, ["name", "category"], ["Téboursouk", "rural_water_supply"], "nested-flattened"],
  ],
  "json/tn-delegations-osm.json": [["", 267, 10, ["code_geo", "governorate_code"], ["5357", "TN-83"]]],
  "json/tn-health-facilities.json": [
    ["", 1556, 17, ["name", "facility_type"], ["TATAOUINE", "Centre de Protection Maternelle et Infantile"]],
  ],
  "json/tn-public-libraries.json": [
    ["", 128, 8, ["name", "facility_type"], ["bibliothéque régional tataouine", "public_library"]],
  ],
  "geojson/tn-governorates-data4tunisia.geojson": [
    ["", 25, 8, ["CIRC_ID", "NAME_EN", "NAME_AR", "geometry"], ["341", "Sfax"]],
  ],
  "geojson/tn-governorates.geojson": [
    ["", 25, 8, ["gouv_id", "gouv_fr", "gouv_ar", "geometry"], ["TN16", "Zaghouan", "زغوان"]],
  ],
  "geojson/tn-municipalities-data4tunisia-bom.geojson": [["", 375, 15, ["state", "C_DELEG"], ["extended", "1758"]]],
  "xls/tn-municipal-2018-bizerte.xls": [
    ["", 164, 11, ["الهيئة العليا المستقلة للانتخابات"], ["م إبتدائية هنشير غار ونكل - هيشر", "مكتب 1"]],
  ],
  "xlsx/tn-beja-registration-multisheet.xlsx": [
    ["imeda names", 21, 6, ["", "", "", "a", "b"], ["Grand Total"]],
    ["Ready file for shape", 58, 22, [""], ["", ""]],
    ["d_reg_data", 30, 36, ["lon", "lat", "id", "الهيئة الفرعية"], ["9.224437", "36.736745"]],
    ["result per polling", 30, 11, ["polling", "Nidaa Tounes"], ["م إبتدائية وادي باجة - المنشار", "91"]],
    ["all results per list", 14, 15, ["mun_fr", "map_names_ar"], ["", ""]],
  ],
  "xlsx/tn-municipal-2018-all-lists.xlsx": [["", 2075, 16, ["ID", "mun_fr"], ["2074", "Ouechtata"]]],
  "xlsx/tn-municipal-2018-ariana-clean.xlsx": [
    ["", 140, 15, ["مركز الإقتراع", "مكتب الإقتراع"], ["م إبتدائية فرحات حشاد أريانة - اريانة المدينة", "مكتب 9"]],
  ],
  "xlsx/tn-municipal-2018-ariana.xlsx": [
    [
      "",
      145,
      15,
      ["الهيئة العليا المستقلة للانتخابات"],
      ["م إبتدائية فرحات حشاد أريانة - اريانة المدينة", "مكتب 9"],
      "merged-cells,right-to-left",
    ],
  ],
  "xlsx/tn-municipal-2018-eljem.xlsx": [
    [
      "",
      31,
      5,
      ["الهيئة العليا المستقلة للانتخابات"],
      ["م إبتدائية سيدي بوهلال - رياض بوهلال", "مكتب 1"],
      "merged-cells,right-to-left",
    ],
  ],
  "xlsx/tn-municipal-2018-testour.xlsx": [
    [
      "",
      35,
      8,
      ["الهيئة العليا المستقلة للانتخابات"],
      ["م إبتدائية وادي الزرقاء 2", "مكتب 2"],
      "merged-cells,right-to-left",
    ],
  ],
  "shapefile/tn-governorates-2014.dbf": [["", 25, 1, ["id"], ["TN244"]]],
}

const packed: Readonly<Record<string, Expected>> = {
  "gt-pizzaplace.csv.gz": ["", 49_575, 8, ["rownames", "id"], ["49574", "2015-021350"]],
  "openintro-birds.csv.gz": ["", 19_303, 18, ["rownames", "opid"], ["19302", "PVT"]],
  "tsibbledata-vic_elec.csv.gz": ["", 52_609, 6, ["rownames", "Time"], ["52608", "2014-12-31T12:30:00Z"]],
}

function assertOpened(
  { name, rows, codes, table }: Opened,
  [expectedName, records, width, first, last, notes = ""]: Expected,
) {
  assert.equal(name, expectedName)
  assert.deepEqual([rows.length, table.kind === "grid" && table.records], [records, records])
  assert.equal(Math.max(...rows.map((row) => row.length)), width)
  assert.deepEqual(rows[0]!.slice(0, first.length), first)
  assert.deepEqual(rows.at(-1)!.slice(0, last.length), last)
  assert.equal(codes.join(), notes)
}

const open = (path: string) => openedFile(`${shared}${path}`, { folder: folder.path, limits: { maxCell: 100_000 } })

describe("every file of the collection opens as it was seen", { skip }, () => {
  for (const [name, expected] of Object.entries(texts))
    it(`${name}, where it lies`, async () => {
      const [table, ...more] = await open(`fixtures/tables/csv/${name}`)
      assertOpened(table!, expected)
      assert.deepEqual([table!.inPlace, more], [true, []])
    })

  for (const [name, expected] of Object.entries(written))
    it(name, async () => {
      const tables = await open(`fixtures/tables/${name}`)
      assert.equal(tables.length, expected.length)
      for (const [index, table] of tables.entries()) assertOpened(table, expected[index]!)
    })

  for (const [name, expected] of Object.entries(packed))
    it(name, async () => {
      const [table] = await open(`corpora/tables/${name}`)
      assertOpened(table!, expected)
    })

  it("the shapefile, whose projection speaks of metres over degrees: no map is made of it", async () => {
    const base = `${shared}fixtures/tables/shapefile`
    const members = readdirSync(base).map((name) => ({ name, bytes: readFileSync(`${base}/${name}`) }))
    const [table] = await opened(zipBytes(members), { limits: { maxCell: 10 } })
    assertOpened(table!, ["", 25, 2, ["id", "geometry"], ["TN244"], "reprojection-unknown"])
    assert.equal(JSON.parse(table!.rows[1]![1]!).type, "Polygon")
  })

  it("none is forgotten", () => {
    const known = [...Object.keys(texts).map((name) => `csv/${name}`), ...Object.keys(written)]
    const present = readdirSync(`${shared}fixtures/tables`).flatMap((kind) =>
      readdirSync(`${shared}fixtures/tables/${kind}`).map((name) => `${kind}/${name}`),
    )
    const parts = /\.(?:cpg|prj|shp|shx)$/
    assert.deepEqual(known.sort(), present.filter((name) => !parts.test(name)).sort())
    assert.deepEqual(Object.keys(packed), readdirSync(`${shared}corpora/tables`).sort())
  })
})
