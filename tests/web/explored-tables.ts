import { sql } from "kysely"
import type { Column } from "../../src/tabular/table/column.ts"
import type { ColumnProfile } from "../../src/tabular/table/profile.ts"
import { giveTable } from "../api/support/tables.ts"
import type { SamplePortal } from "./sample-portal.ts"

const columns: readonly Column[] = [
  {
    ...{ name: "wilaya", header: "الولاية", type: "text", meaning: "place" },
    places: { codeList: "iso", level: "governorate", placeColumn: "wilaya__place" },
  },
  {
    ...{ name: "familles", header: "عدد العائلات", type: "integer", label: { fr: "Familles" } },
    notFitting: { count: 1, examples: ["غير متوفر"] },
  },
  { name: "montant", header: "المبلغ", type: "decimal", meaning: "money", unit: "TND" },
  { name: "annee", header: "السنة", type: "integer", meaning: "year" },
  { name: "lat", header: "lat", type: "decimal", meaning: "latitude" },
  { name: "lon", header: "lon", type: "decimal", meaning: "longitude" },
]

const names = "['القصرين', 'القيروان', 'تونس', 'صفاقس']"
const codes = "['iso:TN-42', 'iso:TN-41', 'iso:TN-11', 'iso:TN-61']"

/** 120 rows: four governorates over thirty years, one number that is none, one that is missing. */
const query = `select (${names})[i % 4 + 1] as wilaya, (${codes})[i % 4 + 1] as wilaya__place,
  case when i in (7, 8) then null else 1000 + i * 10 end as familles,
  case when i = 7 then 'غير متوفر' end as familles__written,
  (i * 12.5)::decimal(10, 2) as montant, 1990 + i // 4 as annee,
  34.5 + (i % 7) / 4 as lat, 9 + (i % 5) / 4 as lon
  from range(120) t(i)`

const spread = Array.from({ length: 12 }, (_, at) => ({ from: 1000 + at * 100, to: 1100 + at * 100, count: 10 }))
const profile: readonly ColumnProfile[] = [
  {
    ...{ name: "wilaya", missing: 0, distinct: 4, distinctType: "exact", longest: 8 },
    top: [{ value: "القصرين", count: 30 }],
  },
  {
    ...{ name: "familles", missing: 1, distinct: 118, distinctType: "exact", min: 1000, max: 2190 },
    ...{ mean: 1599, median: 1600, sum: 188_682, histogram: spread },
  },
  { name: "montant", missing: 0, distinct: 120, distinctType: "exact", min: 0, max: 1487.5, sum: 89_250 },
  { name: "annee", missing: 0, distinct: 30, distinctType: "exact", min: 1990, max: 2019 },
]

export interface ExploredTables {
  readonly slug: string
  /** The first file of the dataset; its table is the first of two. */
  readonly file: string
  readonly table: string
  readonly privateSlug: string
  readonly privateTable: string
}

export async function giveExploredTables(portal: SamplePortal): Promise<ExploredTables> {
  const [slug, id] = [await portal.slugOf("allocations-2023"), await portal.idOf("allocations-2023")]
  const [privateSlug, privateId] = [await portal.slugOf("huile"), await portal.idOf("huile")]
  const [file, privateFile] = [await firstFile(portal, id), await firstFile(portal, privateId)]
  const notes = [{ code: "total-row", values: { rows: 1 } }] as const
  const table = await giveTable(portal, { distributionId: file, query, columns, profile, notes, name: "2023" })
  await giveTable(portal, {
    ...{ distributionId: file, position: 1, name: "فارغ", query: "select 'x' as code where false" },
    columns: [{ name: "code", header: "code", type: "text" }],
  })
  const secret = {
    query: "select 'sesame' as secret",
    columns: [{ name: "secret", header: "Secret", type: "text" }],
  } as const
  const privateTable = await giveTable(portal, { distributionId: privateFile, ...secret })
  await sql`update dataset set visibility = 'private' where id = ${privateId}`.execute(portal.db)
  return { slug, file, table, privateSlug, privateTable }
}

export async function firstFile({ db }: SamplePortal, datasetId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from distribution where dataset_id = ${datasetId} order by position, id limit 1
  `.execute(db)
  return rows[0]!.id
}
