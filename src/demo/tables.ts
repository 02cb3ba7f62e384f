import { readFile } from "node:fs/promises"
import { join } from "node:path"
import type { Cell, DemoData, Headers, Label, Row } from "./demo-data.ts"
import { derivedTables } from "./derived-tables.ts"

const stored = ["health", "agriculture", "libraries", "covid", "delegations", "municipalities", "portals", "boundaries"]

/** Reads the real tables of the demo country and adds those computed from them. */
export async function loadDemoData(folder: string): Promise<DemoData> {
  const [labels, headers, ...lists] = await Promise.all([
    readJson<Record<string, Record<string, Label>>>(join(folder, "labels.json")),
    readJson<Headers>(join(folder, "headers.json")),
    ...stored.map((name) => readJson<Cell[][]>(join(folder, "tables", `${name}.json`))),
  ])
  const tables = Object.fromEntries(stored.map((name, index) => [name, rowsOf(lists[index]!)]))
  const delegation = Object.fromEntries(tables.delegations!.map((row) => [String(row.name_fr), delegationLabel(row)]))
  const allLabels = { ...labels, delegation }
  return { tables: { ...tables, ...derivedTables(tables, allLabels) }, labels: allLabels, headers }
}

export async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, "utf8")) as T
}

function rowsOf([columns, ...lines]: Cell[][]): Row[] {
  return lines.map((line) =>
    Object.fromEntries(columns!.map((column, index) => [column as string, line[index] ?? null])),
  )
}

function delegationLabel(row: Row): Label {
  const fr = String(row.name_fr)
  return {
    slug: String(row.code ?? fr),
    fr,
    ofFr: /^[aeiouéèêî]/i.test(fr) ? `d’${fr}` : `de ${fr}`,
    ar: String(row.name_ar),
  }
}
