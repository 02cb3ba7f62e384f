/** A publisher says where the header stands, what columns are and how they are called: it holds for every version to come. */

import type { Actor } from "../../platform/actor.ts"
import { appendChanges } from "../../platform/changes/index.ts"
import { type Db, inTransaction, type Tx } from "../../platform/db.ts"
import { InvalidInput, Stale } from "../../platform/refusal.ts"
import { candidateOf, wantIngestion } from "../ingest/ingestion-store.ts"
import { editableTable } from "./editable-table.ts"
import { asksForMaking, decidedFields, decisionProblems, mergeDecision } from "./merge-decision.ts"
import type { TableDecision } from "./table-decision.ts"
import { type DataTable, lockTable, saveChoice, tableById } from "./table-store.ts"

export interface Deciding {
  readonly tableId: string
  readonly decision: TableDecision
  /** What was read; whoever decides over something newer is told so. */
  readonly revision?: number | undefined
}

export interface Decided {
  readonly table: DataTable
  /** The file is read again; until then the table is as it was. */
  readonly isRemade: boolean
}

export const revisionOf = ({ choice }: Pick<DataTable, "choice">): number => choice.revision ?? 0

export function decideTable(
  db: Db,
  { tableId, decision, revision }: Deciding,
  { by, at }: { readonly by: Actor; readonly at: Date },
): Promise<Decided> {
  return inTransaction(db, async (tx) => {
    const known = await editableTable(tx, tableId, by)
    await lockTable(tx, known.id)
    const table = (await tableById(tx, known.id)) ?? known
    const { choice, version } = table
    if (revision !== undefined && revision !== revisionOf(table)) throw new Stale(String(revisionOf(table)))
    const problems = decisionProblems(decision, { columns: version.columns, choice })
    if (problems.length > 0) throw new InvalidInput(problems)
    const after = mergeDecision(choice, decision)
    const fields = decidedFields(choice, after)
    if (fields.length === 0) return { table, isRemade: false }
    await saveChoice(tx, table.id, { ...after, revision: revisionOf(table) + 1 })
    const isRemade = asksForMaking(choice, after) && (await wantAgain(tx, table.distributionId, at))
    const decided = (await tableById(tx, table.id)) ?? table
    const changes = [
      { entity: "table", entityId: table.id, kind: "described", fields },
      { entity: "dataset", entityId: table.datasetId, kind: "measured" },
    ]
    await appendChanges(tx, changes, by, at)
    return { table: decided, isRemade }
  })
}

/** False where the file is not read at present: what was decided holds once it is. */
export async function wantAgain(tx: Tx, distributionId: string, at: Date): Promise<boolean> {
  const known = await candidateOf(tx, distributionId)
  if (!known) return false
  await wantIngestion(tx, [known.candidate], { at, again: true })
  return true
}
