import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import { formatFrom, formatInfo, formats } from "./index.ts"

describe("formats", () => {
  const declared: ReadonlyArray<readonly [raw: string, code: string | undefined]> = [
    [".JPG", "JPEG"],
    ["jpg", "JPEG"],
    ["Excel", "XLS"],
    ["XLS", "XLS"],
    ["XLSX", "XLSX"],
    ["xls/xlsx", "XLS"],
    ["text/csv", "CSV"],
    ["text/csv; charset=utf-8", "CSV"],
    [".csv", "CSV"],
    ["CSV ", "CSV"],
    ["SHP", "SHP"],
    ["ZIP (SHP)", "SHP"],
    ["GeoJSON", "GEOJSON"],
    ["geo json", "GEOJSON"],
    ["WMS", "WMS"],
    ["OGC:WMS", "WMS"],
    ["Esri REST", "ARCGIS"],
    ["ArcGIS GeoServices REST API", "ARCGIS"],
    ["http://publications.europa.eu/resource/authority/file-type/CSV", "CSV"],
    ["http://publications.europa.eu/resource/authority/file-type/RDF_TURTLE", "RDF_TURTLE"],
    ["https://www.iana.org/assignments/media-types/text/csv", "CSV"],
    ["http://www.iana.org/assignments/media-types/application/geo+json", "GEOJSON"],
    ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"],
    ["application/zip", "ZIP"],
    ["text/html", "HTML"],
    ["GTFS", "GTFS"],
    ["غير معروف", undefined],
    ["n/a", undefined],
    ["", undefined],
  ]
  for (const [raw, code] of declared) {
    it(`"${raw}" is ${code ?? "no format we know"}`, () => assert.equal(formatFrom(raw), code))
  }

  it("the media type speaks where the declared format says nothing", () => {
    assert.equal(formatFrom("Données", "application/pdf"), "PDF")
  })

  it("the file name speaks where the media type is that of any file", () => {
    assert.equal(formatFrom(undefined, "application/octet-stream", "https://x.tn/a/fichier.XLSX?dl=1"), "XLSX")
    assert.equal(formatFrom(undefined, "text/plain", "https://x.tn/a/notes"), "TXT")
    assert.equal(formatFrom(undefined, undefined, "https://x.tn/geo?service=WFS&request=GetCapabilities"), "WFS")
  })

  it("a page program is no format, and the host is no file name", () => {
    assert.equal(formatFrom(undefined, undefined, "https://x.tn/download.php?id=4"), undefined)
    assert.equal(formatFrom(undefined, undefined, "https://data.gov.zip"), undefined)
  })

  it("every code explains itself, once", () => {
    assert.equal(new Set(formats.map((format) => format.code)).size, formats.length)
    for (const format of formats) assert.equal(formatFrom(format.code), format.code)
    assert.deepEqual(
      [formatInfo("xlsx")?.tabular, formatInfo("XLSX")?.open, formatInfo("PDF")?.machineReadable],
      [true, true, false],
    )
    assert.equal(formatInfo("NOPE"), undefined)
  })

  it("any text whatever gives a known code or nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), fc.webUrl(), (raw, type, url) => {
        const code = formatFrom(raw, type, url)
        assert.ok(code === undefined || formatInfo(code))
      }),
    )
  })
})
