/** What is said about a dataset while it is worked on; never public. */
import { sql } from "kysely"
import { z } from "zod"
import type { Db, Tx } from "../../platform/db.ts"
import { isUuid } from "../../platform/ids.ts"
import { InvalidInput, type RefusalValues } from "../../platform/refusal.ts"
import { type Addressed, inOffice } from "./in-office.ts"
import type { OfficeDataset, WriteContext } from "./office-dataset.ts"

const longest = 5000
const commentText = z
  .string()
  .trim()
  .max(longest)
  .refine((text) => !text.includes("\0") && text.isWellFormed())

export interface OfficeComment {
  readonly id: string
  /** `commented`, or the kind of the change it was given with: `submitted`, `changes-requested`, `published`… */
  readonly step: string
  readonly author: string
  readonly at: Date
  readonly text: string
  /** Said by the portal itself: why a publication on a set day did not happen. */
  readonly refusal?: { readonly code: string; readonly values: RefusalValues }
}

/** The newest first. */
export async function commentsOf(
  db: Db,
  id: string,
  { limit = 100, before }: { readonly limit?: number; readonly before?: string } = {},
): Promise<OfficeComment[]> {
  const older = before && isUuid(before) ? sql`and id < ${before}` : sql``
  const { rows } = await sql<Omit<OfficeComment, "refusal"> & { refusal: OfficeComment["refusal"] | null }>`
    select id, step, author, at, text, refusal
    from dataset_comment
    where dataset_id = ${id} ${older}
    order by id desc
    limit ${limit}
  `.execute(db)
  return rows.map(({ refusal, ...row }) => ({ ...row, ...(refusal ? { refusal } : {}) }))
}

/** Anybody who works on the dataset may say something. */
export async function addComment(
  db: Db,
  { text, ...addressed }: Addressed & { readonly text: string },
  ctx: WriteContext,
): Promise<OfficeDataset> {
  const read = readComment(text)
  if (!read) throw new InvalidInput([{ path: "comment", rule: "missing" }])
  return inOffice(db, { ...addressed, action: "comment", trashed: true }, ctx, async (tx, { id }) => {
    await insertComment(tx, { id, step: "commented", text: read }, ctx)
    return [{ kind: "commented" }]
  })
}

export interface NewComment {
  readonly id: string
  readonly step: string
  readonly text: string | undefined
  readonly refusal?: OfficeComment["refusal"]
}

/** The words given with a step; no words, no comment. */
export async function insertComment(tx: Tx, { id, step, text, refusal }: NewComment, ctx: WriteContext): Promise<void> {
  const read = readComment(text)
  if (!read && !refusal) return
  await sql`
    insert into dataset_comment (id, dataset_id, step, author, at, text, refusal)
    values (
      ${ctx.newId()}, ${id}, ${step}, ${ctx.by.id}, ${ctx.at}, ${read}, ${refusal ? JSON.stringify(refusal) : null}
    )
  `.execute(tx)
}

function readComment(text: string | undefined): string {
  const read = commentText.safeParse(text ?? "")
  if (read.success) return read.data
  const isLong = typeof text === "string" && text.length > longest
  throw new InvalidInput([
    isLong
      ? { path: "comment", rule: "too-long", values: { max: longest } }
      : { path: "comment", rule: "unreadable-characters" },
  ])
}
