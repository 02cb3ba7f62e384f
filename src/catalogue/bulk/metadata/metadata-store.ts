import { sql } from "kysely"
import type { Db } from "../../../platform/db.ts"
import { isUuid, type NewId } from "../../../platform/ids.ts"
import type { LocalisedText } from "../../../texts/index.ts"
import { fold, type Vocabularies } from "../../../vocabulary/index.ts"
import type { OfficeDataset } from "../../publishing/office-dataset.ts"
import { readOffices } from "../../publishing/office-store.ts"
import type { Words } from "./column.ts"
import type { KnownDatasets } from "./plan-import.ts"
import type { ImportTable } from "./read-import.ts"

const batchSize = 500

/** What cells mean now: bodies by every word for them that means one alone. Closed bodies take nothing new. */
export async function readWords(db: Db, given: { vocabularies: Vocabularies; newId: NewId }): Promise<Words> {
  const { rows } = await sql<{ id: string; slug: string; name: LocalisedText; acronym: string | null; open: boolean }>`
    select id, slug, name, acronym, closed_at is null as open from organization order by id
  `.execute(db)
  const owners = new Map<string, Set<string>>()
  for (const { id, slug, name, acronym, open } of rows) {
    if (!open) continue
    for (const word of [slug, acronym ?? "", ...Object.values(name)]) {
      const key = fold(word)
      if (key !== "") owners.set(key, (owners.get(key) ?? new Set()).add(id))
    }
  }
  const slugs = new Map(rows.map(({ id, slug }) => [id, slug]))
  const idOfSlug = new Map(rows.map(({ id, slug }) => [slug, id]))
  return {
    ...given,
    slugOf: (id) => slugs.get(id),
    organizationFrom: (word) => {
      if (isUuid(word)) return slugs.has(word.toLowerCase()) ? word.toLowerCase() : undefined
      const those = owners.get(fold(word))
      return idOfSlug.get(word) ?? (those?.size === 1 ? [...those][0] : undefined)
    },
  }
}

/** The datasets that the lines of a table may mean. */
export async function readKnown(db: Db, { rows }: ImportTable): Promise<KnownDatasets> {
  const cells = (name: string) => rows.flatMap((row) => row.cells.get(name) ?? [])
  const ids = [...new Set(cells("id").map((id) => id.toLowerCase()))].filter(isUuid)
  const identified = await idsByIdentifier(db, [...new Set(cells("identifier"))])
  const byId = new Map<string, OfficeDataset>()
  const all = [...new Set([...ids, ...identified])]
  for (let start = 0; start < all.length; start += batchSize) {
    for (const office of await readOffices(db, all.slice(start, start + batchSize))) byId.set(office.id, office)
  }
  const byIdentifier = new Map<string, OfficeDataset[]>()
  for (const id of identified) {
    const office = byId.get(id)
    const identifier = office?.document.facts.identifier
    if (office && identifier) byIdentifier.set(identifier, [...(byIdentifier.get(identifier) ?? []), office])
  }
  return { byId, byIdentifier }
}

async function idsByIdentifier(db: Db, identifiers: readonly string[]): Promise<string[]> {
  if (identifiers.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select id from dataset
    where identifier = any(${identifiers}::text[]) and purged_at is null and trashed_at is null
    union
    select dataset_id from draft
    join dataset on dataset.id = draft.dataset_id
    where document #>> '{facts,identifier}' = any(${identifiers}::text[]) and dataset.trashed_at is null
    order by id
  `.execute(db)
  return rows.map((row) => row.id)
}
