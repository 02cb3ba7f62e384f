/** What every use case of the office does first: one transaction, the dataset locked, the right asked for. */
import { appendChanges, type NewChange } from "../../platform/changes/index.ts"
import type { Db, Tx } from "../../platform/db.ts"
import { NotAllowed, Stale, WrongState } from "../../platform/refusal.ts"
import { type DatasetAction, mayOnDataset } from "../dataset-policy.ts"
import { DatasetNotFound } from "./errors.ts"
import { mayReadOffice, type OfficeDataset, type WriteContext } from "./office-dataset.ts"
import { lockOffice, readOffice } from "./office-store.ts"

export interface Addressed {
  readonly id: string
  /** The version that was looked at (`If-Match`); another one refuses with `Stale`. */
  readonly version?: number
}

// Two gave one slug at once, or waited for each other: the whole is simply done again.
const worthRetrying = new Set(["23505", "40001", "40P01"])

/** A transaction of its own, or the caller's: a bulk edit is one transaction of many. */
export async function inTransaction<Answer>(db: Db, work: (tx: Tx) => Promise<Answer>): Promise<Answer> {
  if (db.isTransaction) return work(db as Tx)
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      const code = (error as { code?: string }).code ?? ""
      if (attempt === 3 || !worthRetrying.has(code)) throw error
    }
  }
}

/** Does part of a use case; answers what there is to tell of it. */
export type OfficeWork = (tx: Tx, office: OfficeDataset) => Promise<readonly DatasetChange[]>
export type DatasetChange = Omit<NewChange, "entity" | "entityId">

/** Locks the dataset, asks whether the actor may, works, tells; answers how the dataset stands then. */
export function inOffice(
  db: Db,
  { id, version, action, trashed = false }: Addressed & { readonly action: DatasetAction; readonly trashed?: boolean },
  ctx: WriteContext,
  work: OfficeWork,
): Promise<OfficeDataset> {
  return inTransaction(db, async (tx) => {
    const office = await lockOffice(tx, id)
    if (!office || !mayReadOffice(ctx.by, office.access)) throw new DatasetNotFound(id)
    if (!mayOnDataset(ctx.by, action, office.access)) throw new NotAllowed(action)
    if (version !== undefined && version !== office.version) throw new Stale(`v${office.version}`)
    if (office.trashedAt && !trashed) throw new WrongState(action, "trashed")
    const changes = await work(tx, office)
    const after = (await readOffice(tx, office.id)) ?? office
    const told = changes.map((change) => ({ entity: "dataset", entityId: office.id, ...change }))
    await appendChanges(tx, told, ctx.by, ctx.at)
    return after
  })
}
