import type { Mapped, PublisherFacts } from "../../../catalogue/index.ts"
import { addressesIn, languageOfText, lineOf, type RecordContext, readLicence } from "../../reading/index.ts"
import { plainLine } from "./plain-text.ts"

/**
 * The licence as ArcGIS writes it: free text, often HTML with a link. The first of its words and addresses that our list knows
 * counts; else the text is kept as written.
 */
export function licenceIn(raw: unknown, field: string, context: RecordContext): Mapped | undefined {
  const text = plainLine(raw)
  return readLicence([knownLicence(raw, context) ?? text], field, context)
}

export function knownLicence(raw: unknown, { vocabularies }: RecordContext): string | undefined {
  return [plainLine(raw), ...addressesIn(lineOf(raw) ?? "")].find(
    (name) => name !== undefined && vocabularies.licenceFrom(name),
  )
}

const aboutRights =
  /licen[cs]|creative commons|\bcc[ -](by|0)|rights reserved|droits réservés|terms of use|رخصة|ترخيص|حقوق/i
const before = /^(?:©|\(c\)|copyright|sources?|المصدر|حقوق النشر|[\s:,]|\d{4}(?:\s*[-–]\s*\d{4})?)+/i
const after = /[\s,.;©-]*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[\s.]*$/

/**
 * `copyrightText` of a service or layer: a licence where it speaks of rights or names one, else whom to credit, which is the
 * publisher when it is one name and not a list of sources.
 */
export function creditsOf(
  raw: unknown,
  field: string,
  context: RecordContext,
): { readonly licence?: Mapped; readonly publisher?: PublisherFacts } {
  const text = plainLine(raw)
  if (text === undefined) return {}
  if (knownLicence(raw, context) || aboutRights.test(text)) return { licence: licenceIn(raw, field, context) }
  const name = text.replace(before, "").replace(after, "").trim()
  const isOneName = name.length >= 2 && name.length <= 120 && !/[,;|\n]|https?:/.test(name)
  return isOneName ? { publisher: { name: { [languageOfText(name, context.language)]: name } } } : {}
}
