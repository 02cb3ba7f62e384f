/** Two datasets turn out to be one: it keeps the provenance of both, and the addresses of the other lead to it. */
import { sql } from "kysely"
import { appendChanges } from "../../platform/changes/index.ts"
import { type Db, inTransaction, type Tx } from "../../platform/db.ts"
import { NotAllowed, WrongState } from "../../platform/refusal.ts"
import type { Withdrawal } from "../dataset.ts"
import { mayOnDataset } from "../dataset-policy.ts"
import { foldBestSource } from "../fold-best-source.ts"
import { DatasetNotFound } from "../publishing/errors.ts"
import type { OfficeDataset, WriteContext } from "../publishing/office-dataset.ts"
import { lockOffice } from "../publishing/office-store.ts"
import { planPublication } from "../publishing/plan-publication.ts"
import { readLayers, writeEdits } from "../publishing/publication-store.ts"
import { decidePair, isKeptApart } from "./duplicate-store.ts"

export interface JoinStep {
  readonly keep: string
  readonly other: string
}

/**
 * `other` is withdrawn as a duplicate and its records speak for `keep` from now on, the best source first. Who does it may
 * publish the one and withdraw the other. Throws `DatasetNotFound`, `NotAllowed`, or `WrongState` where one of them is not
 * published or has a draft, which would be lost, where one portal gives both or one of them alone is kept from the public, or where
 * somebody said that they are different.
 */
export async function joinDatasets(db: Db, { keep, other }: JoinStep, ctx: WriteContext): Promise<void> {
  if (keep === other) throw new WrongState("join", "same")
  await inTransaction(db, async (tx) => {
    const offices = await lockBoth(tx, { keep, other }, ctx)
    assertMayJoin(offices.keep, "publish", ctx)
    assertMayJoin(offices.other, "withdraw", ctx)
    if (offices.keep.access.isPublic !== offices.other.access.isPublic) throw new WrongState("join", "private")
    if (await haveOneSource(tx, { keep, other })) throw new WrongState("join", "same-source")
    if (await isKeptApart(tx, { one: keep, other })) throw new WrongState("join", "decided")
    await moveRecords(tx, { keep, other }, ctx)
    if (offices.keep.sources.length === 0) await keepOwnWords(tx, offices.keep, ctx)
    await decidePair(tx, { one: keep, other }, { state: "joined", by: ctx.by.id, at: ctx.at })
    await foldBestSource(tx, keep, ctx)
    const told = [
      { entity: "dataset", entityId: other, kind: "joined-away", fields: ["state"] },
      { entity: "dataset", entityId: keep, kind: "joined", fields: ["sources"] },
    ]
    await appendChanges(tx, told, ctx.by, ctx.at)
  })
}

/** In the order of their ids, so that two who decide at once cannot wait for each other. */
async function lockBoth(
  tx: Tx,
  { keep, other }: JoinStep,
  { by }: WriteContext,
): Promise<{ keep: OfficeDataset; other: OfficeDataset }> {
  const locked = new Map<string, OfficeDataset>()
  for (const id of [keep, other].sort()) {
    const office = await lockOffice(tx, id)
    if (!office || !mayOnDataset(by, "read", office.access)) throw new DatasetNotFound(id)
    locked.set(id, office)
  }
  return { keep: locked.get(keep)!, other: locked.get(other)! }
}

function assertMayJoin(office: OfficeDataset, action: "publish" | "withdraw", { by }: WriteContext): void {
  if (!mayOnDataset(by, action, office.access)) throw new NotAllowed(action)
  if (office.state !== "published" || office.trashedAt) throw new WrongState("join", office.state)
}

/** What one portal lists twice is two for it: each run would write the one over the other. */
async function haveOneSource(tx: Tx, { keep, other }: JoinStep): Promise<boolean> {
  const { rows } = await sql`
    select from source_record as one
    join source_record as second on second.source_id = one.source_id and second.entity_id = ${other} and second.gone_at is null
    where one.entity_id = ${keep} and one.gone_at is null
    limit 1
  `.execute(tx)
  return rows.length > 0
}

async function moveRecords(tx: Tx, { keep, other }: JoinStep, { at }: WriteContext): Promise<void> {
  const withdrawal: Withdrawal = { at: at.toISOString(), reason: "duplicate" }
  // What a portal of the one that stays once listed beside it, and lists no more, is not the same to that portal.
  await sql`
    update source_record
    set entity_id = ${keep}
    where entity_id = ${other} and kind = 'dataset'
      and source_id not in (select source_id from source_record where entity_id = ${keep})
  `.execute(tx)
  await sql`
    update dataset
    set state = 'withdrawn', withdrawal = ${JSON.stringify(withdrawal)}, joined_to = ${keep}, metadata_modified = ${at},
      edit_version = edit_version + 1, touched_at = ${at}
    where id = ${other}
  `.execute(tx)
  await sql`update dataset set joined_to = ${keep} where joined_to = ${other}`.execute(tx)
}

/** What was entered here by hand lies over what the source says, as corrections do. */
async function keepOwnWords(tx: Tx, { id, shown }: OfficeDataset, ctx: WriteContext): Promise<void> {
  if (!shown) return
  const { edits } = planPublication({ ...(await readLayers(tx, id)), document: shown })
  const ofDataset = edits.filter(({ entity }) => entity === "dataset")
  await writeEdits(tx, id, ofDataset, ctx)
}

/** A person has looked: these two are not the same, and are not asked about again. Who may publish one of them says so. */
export async function keepApart(db: Db, { keep, other }: JoinStep, ctx: WriteContext): Promise<void> {
  await inTransaction(db, async (tx) => {
    const offices = await lockBoth(tx, { keep, other }, ctx)
    if (!Object.values(offices).some(({ access }) => mayOnDataset(ctx.by, "publish", access)))
      throw new NotAllowed("publish")
    const decision = { state: "different", by: ctx.by.id, at: ctx.at } as const
    if (!(await decidePair(tx, { one: keep, other }, decision))) throw new WrongState("keep-apart", "decided")
  })
}
