import { z } from "zod"
import type { Members, MembersCursor } from "../../catalogue/index.ts"
import { InvalidCursor } from "../errors.ts"
import { readCursor, writeCursor } from "./cursor.ts"
import { type AnswerContext, datasetToJson } from "./dataset-answer.ts"
import { listAnswer } from "./paging.ts"

const membersCursor = z.strictObject({
  of: z.uuid(),
  // No date of ours holds other characters, and PostgreSQL refuses a zero byte.
  f: z.string().regex(/^[\w:.+-]{0,60}$/),
  a: z.uuid(),
})

/** The datasets of a series or of a service, the freshest first. */
export async function membersAnswer(
  owner: { readonly id: string; readonly datasets: number },
  query: { readonly limit: number; readonly cursor: string | undefined },
  {
    read,
    context,
  }: {
    readonly read: (page: { limit: number; after?: MembersCursor }) => Promise<Members>
    readonly context: AnswerContext
  },
) {
  const { limit, cursor } = query
  const after = cursor === undefined ? {} : { after: positionIn(cursor, owner.id) }
  const { datasets, next: last } = await read({ limit, ...after })
  const next = last && writeCursor({ of: owner.id, f: last.freshness, a: last.id })
  return listAnswer({
    items: datasets.map((one) => datasetToJson(one, context)),
    total: owner.datasets,
    limit,
    next,
  })
}

function positionIn(cursor: string, ownerId: string): MembersCursor {
  const { of, f: freshness, a: id } = readCursor(cursor, membersCursor)
  if (of !== ownerId) throw new InvalidCursor()
  return { freshness, id }
}
