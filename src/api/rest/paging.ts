/** What every list with a cursor shares: its parameters, its envelope, and the walk in the order of ids. */
import { z } from "zod"
import { readCursor, writeCursor } from "./cursor.ts"
import { integerParameter, textParameter } from "./parameters.ts"

export const maxLimit = 1000

export const pagingParameters = {
  limit: integerParameter(
    { min: 1, max: maxLimit, otherwise: 100 },
    { ar: "عدد العناصر في الصفحة", fr: "Éléments par page", en: "Items per page" },
  ),
  cursor: textParameter({
    ar: "قيمة next من الصفحة السابقة",
    fr: "Valeur de next de la page précédente",
    en: "Value of next of the page before",
  }),
}

/** An answer in the envelope of all lists. */
export function listAnswer<Item>(page: {
  readonly items: Item[]
  readonly total: number
  readonly limit: number
  readonly next: string | undefined
}) {
  const { items, total, limit, next } = page
  const body = { total, items, next: next ?? null, limit, maxLimit }
  return { kind: "found" as const, body, ...(next ? { nextCursor: next } : {}) }
}

const idCursor = z.strictObject({ a: z.uuid() })

export interface IdPageRequest {
  /** One more than asked, which tells whether there is another page. */
  readonly limit: number
  readonly afterId?: string
}

/** The next page of a list in the order of ids: what comes and goes meanwhile moves nothing else. */
export async function pageInOrderOfIds<One extends { readonly id: string }, Item>(
  query: { readonly limit: number; readonly cursor: string | undefined },
  {
    read,
    count,
    toJson,
  }: {
    readonly read: (page: IdPageRequest) => Promise<readonly One[]>
    readonly count: () => Promise<number>
    readonly toJson: (one: One) => Item
  },
) {
  const { limit, cursor } = query
  const after = cursor === undefined ? {} : { afterId: readCursor(cursor, idCursor).a }
  const found = await read({ limit: limit + 1, ...after })
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const next = found.length > limit && last ? writeCursor({ a: last.id }) : undefined
  return listAnswer({ items: shown.map(toJson), total: await count(), limit, next })
}
