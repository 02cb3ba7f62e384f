/** The replacement of a retired entry takes its place in every dataset that has it: asked for by a person, done by the worker. */
import { z } from "zod"
import type { Actor } from "../../platform/actor.ts"
import type { Clock } from "../../platform/clock.ts"
import { type Db, inTransaction } from "../../platform/db.ts"
import { enqueueJob, type Job } from "../../platform/jobs/index.ts"
import { InvalidInput } from "../../platform/refusal.ts"
import { type EditableList, EntryNotFound, editableEntries, editableLists } from "../../vocabulary/index.ts"
import type { WriteContext } from "../publishing/office-dataset.ts"
import { assertMayRecode, recodeDatasets } from "./recode-datasets.ts"

const name = "recode-datasets"
const payload = z.object({ list: z.enum(editableLists), from: z.string(), to: z.string(), actor: z.string() })

export async function startRecoding(
  db: Db,
  { list, code }: { readonly list: EditableList; readonly code: string },
  { by }: Pick<WriteContext, "by">,
): Promise<void> {
  assertMayRecode(by)
  const entry = (await editableEntries(db, list)).find((one) => one.code === code)
  if (!entry) throw new EntryNotFound(list, code)
  const to = entry.replacedBy
  if (!to) throw new InvalidInput([{ path: "replacedBy", rule: "missing" }])
  await inTransaction(db, (tx) =>
    enqueueJob(tx, { name, payload: { list, from: code, to, actor: by.id }, key: `${name}:${list}:${code}` }),
  )
}

/** Stopped, or killed, it is tried again and finds what is left. */
export function recodeJob({
  db,
  clock,
  actorOf,
}: {
  readonly db: Db
  readonly clock: Clock
  readonly actorOf: (accountId: string) => Promise<Actor | undefined>
}): Job<z.infer<typeof payload>> {
  return {
    name,
    payload,
    timeoutMs: 600_000,
    async run({ list, from, to, actor }, signal) {
      const by = await actorOf(actor)
      if (by) await recodeDatasets(db, { list, from, to, signal }, { by, at: clock.now() })
    },
  }
}
