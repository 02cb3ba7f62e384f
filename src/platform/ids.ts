import { randomUUIDv7 } from "node:crypto"

/** Makes identifiers; an argument wherever ids are made, so that tests can count on them. */
export type NewId = () => string

/** A UUIDv7 (RFC 9562 §5.7): time-ordered, so new rows land at the end of their index. */
export const newId: NewId = () => randomUUIDv7()

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isUuid(value: string): boolean {
  return uuidPattern.test(value)
}
