import { rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DuckDBInstance } from "@duckdb/node-api"
import { sql } from "kysely"
import type { Actor } from "../../../src/platform/actor.ts"
import { newId } from "../../../src/platform/ids.ts"
import type { Column } from "../../../src/tabular/table/column.ts"
import type { Layout, TableVersion } from "../../../src/tabular/table/data-table.ts"
import { saveTable, saveVersion } from "../../../src/tabular/versions/table-store.ts"
import { anActor } from "../../support/office.ts"
import { ids, insertDataset } from "./catalogue.ts"
import type { ApiPortal } from "./portal.ts"

const at = new Date("2026-02-20T10:00:00Z")
const layout: Layout = { headerRows: [1, 1], firstDataRow: 2, asideRows: 0, titles: [], direction: "rtl" }

export interface GivenTable extends Partial<Pick<TableVersion, "profile" | "layout" | "notes" | "difference">> {
  readonly distributionId: string
  readonly query: string
  readonly columns: readonly Column[]
  readonly name?: string
  readonly position?: number
  readonly number?: number
  readonly id?: string
}

/** Writes the answer of a query as a version of a table, as an ingestion would, into the portal's store and database. */
export async function giveTable({ db, blobs }: Pick<ApiPortal, "db" | "blobs">, given: GivenTable): Promise<string> {
  const { distributionId, query, columns, name = "", position = 0, number = 1, id = newId() } = given
  const path = join(tmpdir(), `fihrist-table-${newId()}.parquet`)
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" })
  const connection = await instance.connect()
  await connection.run(`copy (${query}) to '${path}' (format parquet)`)
  const rows = Number((await connection.runAndReadAll(`select count(*) from '${path}'`)).getRows()[0]![0])
  connection.disconnectSync()
  instance.closeSync()
  const { hash, size: byteSize } = await blobs.adopt(path)
  await rm(path, { force: true })
  const { profile = [], notes = [], difference = null } = given
  await db.transaction().execute(async (tx) => {
    if (number === 1) await saveTable(tx, { id, distributionId, position, name, at })
    await saveVersion(tx, {
      ...{ tableId: id, number, parquet: { sha256: hash, byteSize }, fileSha256: "f".repeat(64), rows, columns },
      ...{ profile, notes, difference, layout: given.layout ?? layout, madeAt: at },
    })
  })
  return id
}

export const schoolsFile = ids.file
export const privateDataset = "01930000-0000-7000-8000-0000000000f0"
export const privateFile = "01930000-0000-7000-8000-0000000000f1"

export const schoolColumns: readonly Column[] = [
  { name: "id", header: "العدد الرتبي", type: "integer" },
  { name: "name", header: "اسم المدرسة", type: "text", label: { fr: "Nom", ar: "اسم المدرسة", en: "Name" } },
  {
    ...{ name: "governorate", header: "الولاية", type: "text", meaning: "place" },
    places: { codeList: "iso:TN", level: "governorate", placeColumn: "governorate__place" },
  },
  {
    ...{ name: "pupils", header: "عدد التلاميذ", type: "integer" },
    notFitting: { count: 1, examples: ["غير متوفر"] },
  },
  { name: "lat", header: "lat", type: "decimal", meaning: "latitude" },
  { name: "lon", header: "lon", type: "decimal", meaning: "longitude" },
  { name: "opened", header: "تاريخ الافتتاح", type: "date", dateFormat: "DD/MM/YYYY" },
]

export const schoolsQuery = `select * from (values
  (1, 'مدرسة الحبيب بورقيبة', 'تونس', 'TN-11', 320, null, 36.80, 10.18, date '1956-10-01'),
  (2, 'École Farhat Hached', 'صفاقس', 'TN-61', 410, null, 34.74, 10.76, date '1960-09-15'),
  (3, 'مدرسة الحرية', 'تونس', 'TN-11', null, 'غير متوفر', 36.85, 10.20, date '1960-01-02'),
  (4, 'L''école, "neuve"', 'باجة', 'TN-31', 90, null, 36.73, 9.18, null),
  (5, '=1+1', 'صفاقس', 'TN-61', 410, null, null, null, date '2020-02-29')
) t(id, name, governorate, governorate__place, pupils, pupils__written, lat, lon, opened)`

/** Five schools, open to all; two salaries, for members of the ministry of agriculture alone. */
export async function giveSchools(
  portal: Pick<ApiPortal, "db" | "blobs">,
): Promise<{ schools: string; salaries: string }> {
  const schools = await giveTable(portal, {
    distributionId: schoolsFile,
    query: schoolsQuery,
    columns: schoolColumns,
    notes: [
      { code: "not-utf8", values: { encoding: "windows-1256" } },
      { code: "personal-data", values: { column: "اسم المدرسة", kind: "name", confidence: "likely", count: 2 } },
    ],
    profile: [
      { name: "governorate", missing: 0, distinct: 3, distinctType: "exact", top: [{ value: "تونس", count: 2 }] },
    ],
  })
  await insertDataset(portal.db, {
    id: privateDataset,
    slug: "salaires",
    organizationId: ids.agriculture,
    metadataModified: "2026-02-03T00:00:00Z",
    distributionIds: [privateFile],
    facts: {
      title: { fr: "Salaires" },
      distributions: [{ downloadUrl: "https://agri.example/salaires.csv", format: "CSV" }],
    },
  })
  await sql`update dataset set visibility = 'private' where id = ${privateDataset}`.execute(portal.db)
  const salaries = await giveTable(portal, {
    distributionId: privateFile,
    query: "select * from (values ('Secrétaire', 'sieben'), ('Directeur', 'zwölf')) t(poste, secret)",
    columns: [
      { name: "poste", header: "Poste", type: "text" },
      { name: "secret", header: "Secret", type: "text" },
    ],
  })
  return { schools, salaries }
}

export const memberToken = "member"

export function aMember(): Actor {
  return anActor({ [ids.agriculture]: "reader" })
}
