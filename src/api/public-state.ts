import { createHash } from "node:crypto"
import { sql } from "kysely"
import { officeKinds } from "../catalogue/index.ts"
import type { Db } from "../platform/db.ts"

/** How far what the public sees has come: the last change that shows in descriptions of the catalogue. */
export interface PublicState {
  /** A short name of this state; another state has another name, after a `restore` too. */
  readonly name: string
  readonly changedAt?: Date
}

const shown = ["dataset", "organization", "series", "service", "theme", "licence", "place", "harvest-source"]
/** Work of the office and checks of links change nothing in what is described. */
const unseen = [...officeKinds, "measured"]

interface Place {
  readonly epoch: string
  /** How far the log was read. */
  readonly head: number
  readonly last?: { readonly position: number; readonly at: Date }
}

const places = new WeakMap<Db, Place>()

/** Each change is looked at once: checks of links leave hundreds of thousands behind them that say nothing here. */
export async function publicState(db: Db, version: string): Promise<PublicState> {
  const known = places.get(db)
  const place = await placeAfter(db, known)
  if (known === places.get(db)) places.set(db, place)
  const { epoch, last } = place
  const name = createHash("sha1")
    .update(`${epoch} ${last?.position ?? 0} ${version}`)
    .digest("base64url")
    .slice(0, 16)
  return { name, ...(last ? { changedAt: last.at } : {}) }
}

/** Read backwards by the primary key, which stops at the first change that counts, or where it was read before. */
async function placeAfter(db: Db, known: Place | undefined): Promise<Place> {
  const { rows } = await sql<{ epoch: string; head: number; position: number | null; at: Date | null }>`
    select change_head.epoch, change_head.position as head, last.position, last.at
    from change_head
    left join lateral (
      select position, at
      from change
      where entity = any(${shown}::text[]) and kind <> all(${unseen}::text[])
        and position > case when change_head.epoch = ${known?.epoch ?? null}::uuid then ${known?.head ?? 0}::bigint else 0 end
      order by position desc
      limit 1
    ) as last on true
  `.execute(db)
  const { epoch, head, position, at } = rows[0]!
  const before = known?.epoch === epoch ? known.last : undefined
  const last = position !== null && at ? { position, at } : before
  return { epoch, head, ...(last ? { last } : {}) }
}
