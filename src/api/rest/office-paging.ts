/** Pages of lists of the office: they have no total, since what one may see of them differs from person to person. */
import { InvalidCursor } from "../errors.ts"
import { integerParameter, textParameter } from "./parameters.ts"

export const maxLimit = 200

export const officePaging = {
  limit: integerParameter(
    { min: 1, max: maxLimit, otherwise: 50 },
    { ar: "عدد العناصر في الصفحة", fr: "Éléments par page", en: "Items per page" },
  ),
  cursor: textParameter({
    ar: "قيمة next من الصفحة السابقة",
    fr: "Valeur de next de la page précédente",
    en: "Value of next of the page before",
  }),
}

export function officePage<Item>(items: Item[], { limit, next }: { limit: number; next?: string | undefined }) {
  const body = { items, next: next ?? null, limit, maxLimit }
  return { kind: "found" as const, body, ...(next === undefined ? {} : { nextCursor: next }) }
}

/** The first `limit` of what was asked for with one more, and the cursor behind them. */
export function firstOf<One>(found: readonly One[], limit: number, cursorOf: (one: One) => string) {
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, next: found.length > limit && last !== undefined ? cursorOf(last) : undefined }
}

/** A cursor that is an id, or a number, as it was given. */
export function cursorLike(cursor: string | undefined, pattern: RegExp): string | undefined {
  if (cursor !== undefined && !pattern.test(cursor)) throw new InvalidCursor()
  return cursor
}

export const idCursor = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const numberCursor = /^\d{1,15}$/
