import type { Actor } from "../../platform/actor.ts"
import { type Db, inTransaction } from "../../platform/db.ts"
import { WrongState } from "../../platform/refusal.ts"
import { wantAgain } from "./decide-table.ts"
import { editableFile } from "./editable-table.ts"

/** The file is fetched and read into tables once more, though nothing says that it changed. Asked twice it is read once. */
export async function readAgain(
  db: Db,
  distributionId: string,
  { by, at }: { readonly by: Actor; readonly at: Date },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { state } = await editableFile(tx, distributionId, by)
    if (!(await wantAgain(tx, distributionId, at))) throw new WrongState("read-again", state)
  })
}
