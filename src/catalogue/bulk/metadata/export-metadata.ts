import { sql } from "kysely"
import type { Db } from "../../../platform/db.ts"
import { newId } from "../../../platform/ids.ts"
import { languages } from "../../../texts/index.ts"
import { loadVocabularies } from "../../../vocabulary/index.ts"
import { listOfficeDatasets, type OfficeQuery } from "../../publishing/list-office-datasets.ts"
import type { OfficeDataset, WriteContext } from "../../publishing/office-dataset.ts"
import { readOffices } from "../../publishing/office-store.ts"
import { mostFiles, type Words } from "./column.ts"
import { columnNames, columnOf, readerColumns } from "./columns.ts"
import { readWords } from "./metadata-store.ts"
import { byteOrderMark, csvLine } from "./table-files.ts"

const batchSize = 500

/** The lines of the table, header first, of what the actor may see the work on; in batches, however many there are. */
export async function* metadataRows(
  db: Db,
  filter: Omit<OfficeQuery, "limit" | "cursor">,
  { by }: Pick<WriteContext, "by">,
): AsyncIterable<string[]> {
  const words = await readWords(db, { vocabularies: await loadVocabularies(db), newId })
  const names = columnNames({ languages, files: await filesAtMost(db) })
  yield [...names, ...readerColumns]
  let cursor: OfficeQuery["cursor"]
  do {
    const page = await listOfficeDatasets(db, by, { ...filter, limit: batchSize, ...(cursor ? { cursor } : {}) })
    const ids = page.items.map(({ id }) => id)
    const offices = new Map((await readOffices(db, ids)).map((office) => [office.id, office]))
    for (const id of ids) {
      const office = offices.get(id)
      if (office) yield metadataRow(office, names, words)
    }
    cursor = page.next
  } while (cursor)
}

export function metadataRow(office: OfficeDataset, names: readonly string[], words: Words): string[] {
  const fixed: Readonly<Record<string, string>> = { id: office.id, identifier: office.document.facts.identifier ?? "" }
  const cells = names.map((name) => fixed[name] ?? columnOf(name)?.read(office.document, words) ?? "")
  return [...cells, office.slug, office.state]
}

/** As a CSV file, a batch at a time. */
export async function* exportMetadata(
  db: Db,
  filter: Omit<OfficeQuery, "limit" | "cursor">,
  context: Pick<WriteContext, "by">,
): AsyncIterable<string> {
  let text = byteOrderMark
  for await (const row of metadataRows(db, filter, context)) {
    text += csvLine(row)
    if (text.length < 65_536) continue
    yield text
    text = ""
  }
  if (text !== "") yield text
}

/** More files than the table has columns for stay as they are at an import. */
async function filesAtMost(db: Db): Promise<number> {
  const { rows } = await sql<{ most: number | null }>`
    select max(position) + 1 as most from distribution where vanished_at is null
  `.execute(db)
  return Math.min(mostFiles, Math.max(3, rows[0]?.most ?? 0))
}
