import { languageFrom } from "../../vocabulary/index.ts"
import type { Problem } from "../connector.ts"
import { problem } from "./problem.ts"
import { lineOf, listOf, unpackJson } from "./values.ts"

const known = new Map<string, string | undefined>()

/** BCP 47 tag without region from a tag, code, IRI or name; remembered, as catalogues repeat a handful of them. */
export function languageTag(raw: string): string | undefined {
  if (raw.length > 100) return undefined
  if (known.has(raw)) return known.get(raw)
  if (known.size > 2_000) known.clear()
  const tag = languageFrom(raw)
  known.set(raw, tag)
  return tag
}

/** Languages of a record: a list, one value, "fr,ar", or a list written as JSON in a string. */
export function readLanguages(raw: unknown, field: string, problems: Problem[]): readonly string[] | undefined {
  const tags = new Set<string>()
  for (const value of listOf(unpackJson(raw)).slice(0, 50))
    for (const part of splitLanguages(lineOf(value))) {
      const tag = languageTag(part)
      if (tag) tags.add(tag)
      else problems.push(problem("unknown-language", field, part))
    }
  return tags.size > 0 ? [...tags] : undefined
}

function splitLanguages(text: string | undefined): readonly string[] {
  if (!text) return []
  return text
    .slice(0, 1_000)
    .split(/^[a-z]{2,3}(?: [a-z]{2,3})+$/i.test(text) ? " " : /[,;|]/)
    .map((part) => part.trim())
    .filter(Boolean)
}
