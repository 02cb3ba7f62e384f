import { mayOnDataset, officeDataset } from "../../../catalogue/index.ts"
import type { Reading, WebContext } from "../../context.ts"
import { attempt } from "../../forms/attempt.ts"

/** Whether the reader may write in the form of this dataset. */
export async function editsDataset({ db }: Pick<WebContext, "db">, { page }: Reading, id: string): Promise<boolean> {
  const { viewer } = page
  if (!viewer) return false
  const office = await attempt(() => officeDataset(db, id, viewer.actor))
  return office.kind === "done" && mayOnDataset(viewer.actor, "edit", office.value.access)
}
