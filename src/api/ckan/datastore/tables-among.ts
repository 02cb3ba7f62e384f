import type { Db } from "../../../platform/db.ts"
import { distributionsWithTables } from "../../../tabular/index.ts"

/** Of the distributions of these datasets, those with a table. */
export function tablesAmong(
  db: Db,
  datasets: readonly { readonly distributions: readonly { readonly id?: string }[] }[],
): Promise<ReadonlySet<string>> {
  const ids = datasets.flatMap(({ distributions }) => distributions.flatMap(({ id }) => id ?? []))
  return distributionsWithTables(db, ids)
}
