import { domainToASCII } from "node:url"
import { InvalidInput } from "../platform/refusal.ts"

const longest = 254
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * The one spelling under which an address is kept and compared: lower case, the domain in its ASCII form (so that two
 * spellings of an Arabic domain are one). Undefined for what no mail can be sent to.
 */
export function normaliseEmail(text: string): string | undefined {
  const trimmed = text.trim()
  const at = trimmed.lastIndexOf("@")
  const local = trimmed.slice(0, at).toLowerCase()
  const domain = domainToASCII(trimmed.slice(at + 1))
  const labels = domain.split(".")
  const isDomain = labels.length > 1 && labels.every((part) => label.test(part)) && !/^\d+$/.test(labels.at(-1)!)
  if (at < 1 || local.length > 64 || !localPart.test(local) || !isDomain) return undefined
  const email = `${local}@${domain}`
  return email.length > longest ? undefined : email
}

export function requireEmail(text: string, path = "email"): string {
  const email = normaliseEmail(text)
  if (email === undefined) throw new InvalidInput([{ path, rule: text.trim() === "" ? "missing" : "not-an-email" }])
  return email
}
