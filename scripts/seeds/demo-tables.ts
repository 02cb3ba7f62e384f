import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { parse } from "csv-parse/sync"
import { arabicNames, frenchNames } from "./places.ts"

type Cell = string | number | null
type Row = readonly Cell[]

/** A table as `seeds/demo/tables/` keeps it: the column names first, then rows of cells. */
type Lines = readonly unknown[]

export async function compileDemoTables(fixtures: string): Promise<Record<string, Lines>> {
  const text = async (path: string) => (await readFile(join(fixtures, path), "utf8")).replace(/^\ufeff/, "")
  const json = async (path: string): Promise<Record<string, unknown>[]> => JSON.parse(await text(path))
  const csv = async (path: string): Promise<Record<string, string>[]> =>
    parse(await text(path), { columns: true, bom: true })
  const delegations = await json("tables/json/tn-delegations-osm.json")
  return {
    health: healthTable(await json("tables/json/tn-health-facilities.json"), delegations),
    agriculture: pick((await json("tables/json/tn-agricultural-infrastructure.json")).map(cleanAgriculture), [
      "name",
      "category",
      "governorate",
      "delegation",
      "lat",
      "lon",
      "year",
      "capacity",
      "operator",
      "source",
    ]),
    libraries: pick(
      (await json("tables/json/tn-public-libraries.json")).map((row) => ({
        ...row,
        name: squeeze(row.name),
        kind: row.facility_type === "mobile_library" ? "mobile" : "fixed",
        governorate: row.governorate_code,
        source: squeeze(row.source_dataset),
      })),
      ["name", "kind", "governorate", "source"],
    ),
    covid: covidTable(await csv("tables/csv/tn-covid19-cases.csv")),
    delegations: pick(
      delegations.map((row) => ({
        code: row.code_geo,
        governorate: row.governorate_code,
        name_fr: row.name_fr,
        name_ar: String(row.name_ar).replaceAll("ی", "ي").replaceAll("\u0651", ""),
        hasc: row.hasc,
        lat: row.lat,
        lon: row.lon,
      })),
      ["code", "governorate", "name_fr", "name_ar", "hasc", "lat", "lon"],
    ),
    municipalities: municipalitiesTable(JSON.parse(await text("reference/municipalities.json"))),
    portals: pick(
      (await csv("tables/csv/dataportals-org.csv")).map((row) => ({
        ...row,
        title: squeeze(row.title),
        country: squeeze(row.country).toUpperCase(),
      })),
      ["name", "title", "url", "publisher", "country", "language", "status"],
    ).filter((row, index) => index === 0 || /^[A-Z]{2,3}$/.test(String((row as Row)[4]))),
    boundaries: boundaries(JSON.parse(await text("tables/geojson/tn-governorates-data4tunisia.geojson"))),
  }
}

function pick(records: readonly Record<string, unknown>[], columns: readonly string[]): Lines {
  return [columns, ...records.map((record) => columns.map((column) => cell(record[column])))]
}

function cell(value: unknown): Cell {
  if (typeof value === "number") return value
  const text = squeeze(value)
  return text === "" || text === "-" ? null : text
}

function squeeze(value: unknown): string {
  return typeof value === "string" ? value.replace(/\s+/g, " ").trim() : ""
}

function healthTable(rows: readonly Record<string, unknown>[], delegations: readonly Record<string, unknown>[]): Lines {
  const names = new Map(delegations.map((row) => [row.code_geo, row.name_fr]))
  const types: Readonly<Record<string, string>> = {
    "Centre de Soins de Santé de Base": "csb",
    "CENTRE DE SANTE DE BASE": "csb",
    "SALLE DE SOINS": "salle",
    "Centre de Protection Maternelle et Infantile": "pmi",
    "Hôpital de circonscription": "hopital",
    EPS: "eps",
  }
  return pick(
    rows.map((row) => ({
      ...row,
      type: types[String(row.facility_type)],
      governorate: governorateOfAddress(row),
      delegation: names.get(row.delegation_code_geo) ?? row.delegation,
    })),
    ["name", "type", "governorate", "delegation", "locality", "postcode", "address", "phone"],
  )
}

/** One university hospital of Monastir stands under Médenine in the source; its address says where it is. */
function governorateOfAddress(row: Record<string, unknown>): unknown {
  return String(row.address ?? "").endsWith("Monastir-5000") ? "TN-52" : row.governorate_code
}

function cleanAgriculture(row: Record<string, unknown>): Record<string, unknown> {
  const attributes = (row.attributes ?? {}) as Record<string, unknown>
  const thousands = attributes["capacité-mille-litre"]
  return {
    ...row,
    name: squeeze(row.name).replaceAll("_", " "),
    governorate: row.governorate_code,
    delegation: squeeze(row.delegation).replace(/^de /, ""),
    year: row.year ?? attributes.Annee_de_creation,
    capacity: attributes.capacity ?? thousands,
    operator: attributes.operator,
    source: squeeze(row.source_dataset),
  }
}

/** One line per day and governorate instead of one per measure. */
function covidTable(rows: readonly Record<string, string>[]): Lines {
  const measures = ["cases_new", "deaths_new", "recovered_new"]
  const byDay = new Map<string, Cell[]>()
  for (const { date, location_code, data_type, value } of rows) {
    const key = `${date} ${location_code}`
    const line = byDay.get(key) ?? [date!, location_code === "NA" ? null : location_code!, null, null, null]
    line[2 + measures.indexOf(data_type!)] = Number(value)
    byDay.set(key, line)
  }
  const lines = [...byDay.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line)
  return [["date", "governorate", "cases", "deaths", "recovered"], ...lines]
}

interface Municipality {
  name: { ar: string; fr: string }
  governorate: string
  council_seats: number
  population_2014: number
  area_km2: number
  status: string
  lat: number
  lon: number
}

function municipalitiesTable({ municipalities }: { municipalities: Municipality[] }): Lines {
  return pick(
    municipalities.map(({ name, council_seats, population_2014, area_km2, ...row }) => ({
      ...row,
      name_fr: frenchNames[name.fr] ?? name.fr,
      name_ar: arabicNames[name.ar] ?? name.ar,
      seats: council_seats,
      population: population_2014,
      area: area_km2,
    })),
    ["name_fr", "name_ar", "governorate", "seats", "population", "area", "status", "lat", "lon"],
  )
}

interface BoundaryFile {
  features: { properties: { NAME_EN: string }; geometry: { type: string; coordinates: unknown } }[]
}

export const isoOfName: Readonly<Record<string, string>> = {
  Tunis: "TN-11",
  Ariana: "TN-12",
  "Ben Arous": "TN-13",
  Manouba: "TN-14",
  Nabeul: "TN-21",
  Zaghouan: "TN-22",
  Bizerte: "TN-23",
  Beja: "TN-31",
  Jendouba: "TN-32",
  "Le Kef": "TN-33",
  Siliana: "TN-34",
  Kairouan: "TN-41",
  Kasserine: "TN-42",
  "Sidi Bouzid": "TN-43",
  Sousse: "TN-51",
  Monastir: "TN-52",
  Mahdia: "TN-53",
  Sfax: "TN-61",
  Gafsa: "TN-71",
  Tozeur: "TN-72",
  Kebili: "TN-73",
  Gabes: "TN-81",
  Medenine: "TN-82",
  Tataouine: "TN-83",
}

/** Coordinates with four decimals (about ten metres): a third of the size. */
function boundaries({ features }: BoundaryFile): Lines {
  const round = (part: unknown): unknown =>
    Array.isArray(part) ? part.map(round) : Math.round((part as number) * 10_000) / 10_000
  return [
    ["governorate", "geometry"],
    ...features.map(({ properties, geometry }) => [
      isoOfName[properties.NAME_EN],
      { type: geometry.type, coordinates: round(geometry.coordinates) },
    ]),
  ]
}
