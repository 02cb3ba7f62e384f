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

/** Read backwards by the primary key, which stops at the first change that counts. */
export async function publicState(db: Db, version: string): Promise<PublicState> {
  const { rows } = await sql<{ epoch: string; position: number | null; at: Date | null }>`
    select change_head.epoch, last.position, last.at
    from change_head
    left join lateral (
      select position, at
      from change
      where entity = any(${shown}::text[]) and kind <> all(${unseen}::text[])
      order by position desc
      limit 1
    ) as last on true
  `.execute(db)
  const { epoch, position, at } = rows[0]!
  const name = createHash("sha1")
    .update(`${epoch} ${position ?? 0} ${version}`)
    .digest("base64url")
    .slice(0, 16)
  return { name, ...(at ? { changedAt: at } : {}) }
}
