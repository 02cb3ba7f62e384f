/** Every write of a run goes through here: it happens while the run is still ours, or not at all. */
import type { Db, Tx } from "../platform/db.ts"
import { HarvestRunSuperseded } from "./errors.ts"
import { holdRun } from "./run-store.ts"

// Unique violation (two runs wanted one slug), serialisation failure, deadlock: the whole batch is simply done again.
const worthRetrying = new Set(["23505", "40001", "40P01"])

/**
 * The source's lock dies with its connection, and another run may then begin while this one still has work in hand. So each
 * transaction holds the run's own row: the other run first closes it, and whoever finds it closed writes nothing more.
 */
export async function runTransaction<Answer>(
  { db, runId }: { readonly db: Db; readonly runId: string },
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(async (tx) => {
        if (!(await holdRun(tx, runId))) throw new HarvestRunSuperseded(runId)
        return work(tx)
      })
    } catch (error) {
      const code = (error as { code?: string }).code ?? ""
      if (attempt === 3 || !worthRetrying.has(code)) throw error
    }
  }
}
