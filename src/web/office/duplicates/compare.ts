/** In what two datasets are alike, as far as both say it. Pure. */
import type { Dataset, Distribution } from "../../../catalogue/index.ts"
import type { LocalisedText } from "../../../texts/index.ts"
import { fold } from "../../../vocabulary/index.ts"

export const comparedFields = [
  "title",
  "description",
  "body",
  "identifier",
  "landingPage",
  "files",
  "modified",
  "issued",
  "licence",
] as const
export type ComparedField = (typeof comparedFields)[number]

/** `undefined`: one of them says nothing of it. */
export type Likeness = Readonly<Record<ComparedField, boolean | undefined>>

export function likenessOf(one: Dataset, other: Dataset): Likeness {
  const equal = <Value>(value: (dataset: Dataset) => Value | undefined) => {
    const [a, b] = [value(one), value(other)]
    return a === undefined || b === undefined ? undefined : a === b
  }
  const [few, many] = [addressesOf(one), addressesOf(other)].sort((a, b) => a.size - b.size) as [
    Set<string>,
    Set<string>,
  ]
  return {
    title: sameWords(one.title, other.title),
    description: sameWords(one.description, other.description),
    body: one.organization.id === other.organization.id,
    identifier: equal(({ identifier }) => identifier),
    landingPage: equal(({ landingPage }) => landingPage),
    files: few.size === 0 ? undefined : few.size === many.size && [...few].every((url) => many.has(url)),
    modified: equal(({ modified }) => modified),
    issued: equal(({ issued }) => issued),
    licence: equal(({ licence }) => licence?.code ?? licence?.raw),
  }
}

/** In any of the languages that both have, whatever the spelling. */
function sameWords(one: LocalisedText | undefined, other: LocalisedText | undefined): boolean | undefined {
  const [a, b] = [one, other].map((text) => new Set(Object.values(text ?? {}).map(fold)))
  if (!a?.size || !b?.size) return undefined
  return [...a].some((words) => b.has(words))
}

export function addressOf({ downloadUrl, accessUrl }: Distribution): string | undefined {
  return downloadUrl ?? accessUrl
}

export function addressesOf({ distributions }: Dataset): Set<string> {
  return new Set(distributions.flatMap((file) => addressOf(file) ?? []))
}
