/** What the public sees of datasets, in one place: every list, count and page asks here. */
import { sql } from "kysely"
import type { Actor } from "../platform/actor.ts"
import type { Dataset } from "./dataset.ts"
import { readsPrivate } from "./dataset-policy.ts"

/** Over `dataset`: anybody may read it. */
export const isPublic = sql`dataset.state = 'published' and dataset.visibility = 'public'`

/** Over `dataset`: it has a page, be it to say that it was withdrawn. */
export const hasPublicPage = sql`dataset.state <> 'draft' and dataset.visibility = 'public'`

/** The same of a dataset that was read. */
export function isPublicDataset({ state, visibleTo }: Pick<Dataset, "state" | "visibleTo">): boolean {
  return state === "published" && visibleTo === undefined
}

/** Whether it is shown to this reader, be it to say that it was withdrawn. */
export function mayRead({ visibleTo }: Pick<Dataset, "visibleTo">, reader: Actor): boolean {
  if (visibleTo === undefined) return true
  const keys = new Set(readsPrivate(reader))
  return visibleTo.some((one) => keys.has(one))
}

/** Changes that are of the work on a dataset, and nothing that the public sees. */
export const officeKinds: ReadonlySet<string> = new Set([
  "draft-saved",
  "draft-discarded",
  "submitted",
  "changes-requested",
  "scheduled",
  "commented",
  "trashed",
])
