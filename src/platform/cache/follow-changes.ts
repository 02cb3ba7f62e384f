import { readChanges, readHead, workOnChanges } from "../changes/index.ts"
import type { Db } from "../db.ts"
import type { Log } from "../log.ts"
import type { Evictable } from "./evictable.ts"

export interface Follower {
  close(): Promise<void>
}

const batch = 1000

/** Evicts from now on what changes in the catalogue; a database that lives another life (`restore`) empties the stores. */
export async function evictOnChange(given: {
  readonly stores: readonly Evictable[]
  readonly db: Db
  readonly databaseUrl: string
  readonly log: Log
}): Promise<Follower> {
  const { stores, db, databaseUrl, log } = given
  const clear = () => {
    for (const store of stores) store.clear()
  }
  let { epoch, position } = await readHead(db)

  async function catchUp(): Promise<void> {
    const head = await readHead(db)
    if (head.epoch !== epoch || head.position < position) {
      clear()
      epoch = head.epoch
      position = head.position
      return
    }
    while (position < head.position) {
      const changes = await readChanges(db, { after: position, limit: batch })
      if (changes.length === 0) return
      for (const store of stores) store.evict(changes)
      position = changes.at(-1)!.position
    }
  }

  const work = () =>
    catchUp().catch((error: unknown) => {
      // What changed is unknown, so nothing kept can be trusted; the next ring reads on.
      clear()
      log.warn({ err: error }, "page cache could not read the changes")
    })
  return workOnChanges(databaseUrl, work, log)
}
