import type { LocalisedText } from "../../texts/index.ts"
import { oneText } from "../ckan/shapes.ts"

/** Members of an object of data.json. */
export type Members = Readonly<Record<string, unknown>>

/** The members that say something. */
export function said(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}

/** The text in the source's language, else in ours by their order. */
export function bestText(text: LocalisedText | undefined, sourceLanguage: string | undefined): string | undefined {
  return oneText(text, sourceLanguage) ?? undefined
}

/** All the languages of a text, where one text outside cannot say them. */
export function inFull(text: LocalisedText | undefined, sourceLanguage: string | undefined): LocalisedText | undefined {
  const tags = Object.keys(text ?? {})
  return tags.length === 0 || (tags.length === 1 && tags[0] === sourceLanguage) ? undefined : text
}

/**
 * The object `fihrist` of a dataset or distribution: members that DCAT-US cannot hold as we have them, in full, under the names
 * they have outside; null where the member outside is there only because the schema demands one.
 */
export function withOwnWords(members: Members, own: Members): Members {
  const words = said(own)
  return Object.keys(words).length === 0 ? said(members) : { ...said(members), fihrist: words }
}
