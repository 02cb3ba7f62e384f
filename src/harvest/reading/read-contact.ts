import type { ContactPoint } from "../../catalogue/index.ts"
import type { Problem } from "../connector.ts"
import { cutAt, lineLimit } from "./clean-text.ts"
import { problem } from "./problem.ts"
import { readUrl } from "./read-url.ts"
import { compact, isBlank, lineOf } from "./values.ts"

const email = /^[^\s@<>"'(),:;]{1,64}@[^\s@<>"'(),:;]+\.[^\s@<>"'(),:;.]{2,}$/
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export interface ContactFields {
  readonly name?: unknown
  readonly email?: unknown
  readonly phone?: unknown
  readonly url?: unknown
}

/** A contact from what a record says of it; nothing when nothing usable is left. */
export function readContact(fields: ContactFields, field: string, problems: Problem[]): ContactPoint | undefined {
  const name = lineOf(fields.name)
  const phone = lineOf(fields.phone)?.replace(/^tel:/i, "")
  const contact = compact({
    // Some portals put the identifier of an account where the name should be.
    name: name && !uuid.test(name) ? cutAt(name, lineLimit) : undefined,
    email: readEmail(fields.email, field, problems),
    phone: phone ? cutAt(phone, 60) : undefined,
    url: readUrl(fields.url, `${field}.url`, problems),
  })
  return Object.keys(contact).length > 0 ? contact : undefined
}

/** `mailto:` and a display name in angle brackets are taken off. */
export function readEmail(raw: unknown, field: string, problems: Problem[]): string | undefined {
  if (isBlank(raw)) return undefined
  const text = lineOf(raw) ?? ""
  const address = text
    .slice(0, 400)
    .replace(/^.*<([^<>]+)>$/, "$1")
    .replace(/^mailto:\/*/i, "")
    .replace(/\?.*$/, "")
    .trim()
  if (address.length <= 254 && email.test(address)) return address
  problems.push(problem("bad-email", field, raw))
  return undefined
}
