import { listenForChanges } from "../platform/changes/index.ts"
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
  let rung = false
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    while (rung) {
      rung = false
      await consumeChanges(db, given).catch((error: unknown) => {
        // Nothing of that batch was kept; the next ring, at most five seconds away, tries it again.
        log.error({ err: error }, "changes could not be told")
      })
    }
    running = undefined
  }

  const ring = () => {
    rung = true
    running ??= run()
  }
  const bell = listenForChanges(databaseUrl, ring, log)
  return {
    async close() {
      await bell.close()
      await running
    },
  }
}
