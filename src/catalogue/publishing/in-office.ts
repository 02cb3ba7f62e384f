/** What every use case of the office does first: one transaction, the dataset locked, the right asked for. */
import { appendChanges, type NewChange } from "../../platform/changes/index.ts"
import { type Db, inTransaction, type Tx } from "../../platform/db.ts"
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
