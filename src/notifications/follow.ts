import { workOnChanges } from "../platform/changes/index.ts"
import type { Db } from "../platform/db.ts"
import type { Log } from "../platform/log.ts"
import { type ConsumeDeps, consumeChanges } from "./consume.ts"
import { beginAtHead } from "./place-store.ts"

/** Tells people of changes as they come, until closed. */
export async function startNotifier(
  given: ConsumeDeps & { readonly db: Db; readonly databaseUrl: string; readonly log: Log },
): Promise<{ close(): Promise<void> }> {
  const { db, databaseUrl, log } = given
  await beginAtHead(db)
  const work = () =>
    consumeChanges(db, given).catch((error: unknown) => {
      // Nothing of that batch was kept; the next ring, at most five seconds away, tries it again.
      log.error({ err: error }, "changes could not be told")
    })
  return workOnChanges(databaseUrl, work, log)
}
