import { type Actor, anonymousActor } from "../../../platform/actor.ts"
import type { Db } from "../../../platform/db.ts"
import { type DataTable, readableTable, readFirst } from "../../../tabular/index.ts"
import { notFound } from "../errors.ts"
import { type Params, requiredText } from "../params.ts"

/** The table of a resource; for CKAN there is none, whatever the reason, where it cannot be read. */
export async function resourceTable(db: Db, id: string, caller: Actor = anonymousActor): Promise<DataTable> {
  const found = await readableTable(db, id, caller)
  await readFirst(db, found)
  if (found.kind !== "found") throw notFound(`Resource "${id.slice(0, 100)}" was not found.`)
  return found.table
}

export function resourceIn(params: Params): string {
  return requiredText(params, "resource_id", "id")
}
