import { namespaces, type Prefix } from "./namespaces.ts"

/** A predicate or class as it is usually written: `dct:title`. */
export type TermName = `${Prefix}:${string}`

/** A node to be written: a named one, or a blank one inside another. */
export interface Description {
  /** Its IRI; a description without one is a blank node. */
  readonly about?: string
  readonly types: readonly TermName[]
  readonly properties: readonly DescribedProperty[]
}

export type DescribedProperty = readonly [predicate: TermName, value: DescribedValue]

export type DescribedValue =
  | { readonly iri: string }
  /** `datatype` is a full IRI; a text without language and datatype is plain. */
  | { readonly text: string; readonly language?: string; readonly datatype?: string }
  | Description

const iris = new Map<TermName, string>()

/** The full IRI of a name; remembered, as a few dozen come millions of times. */
export function iriOfName(name: TermName): string {
  const known = iris.get(name)
  if (known !== undefined) return known
  const at = name.indexOf(":")
  const full = namespaces[name.slice(0, at) as Prefix] + name.slice(at + 1)
  iris.set(name, full)
  return full
}

const wellFormedTag = /^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i
const known = new Map<string, boolean>()
const mostKnown = 10_000

/** By the grammar of BCP 47, which strict readers keep: one tag that breaks it makes a whole document unreadable. */
function isTag(language: string): boolean {
  let isGood = known.get(language)
  if (isGood === undefined) {
    isGood = wellFormedTag.test(language) && isLocale(language)
    if (known.size < mostKnown) known.set(language, isGood)
  }
  return isGood
}

function isLocale(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length === 1
  } catch {
    return false
  }
}

/** The language of a text as a document may say it: `und` says no more than nothing, and what is no tag breaks readers. */
export function writtenLanguage(language: string | undefined): string | undefined {
  return language && language !== "und" && isTag(language) ? language : undefined
}

/** One description for each node: the first says what it is. */
export function* distinctNodes(descriptions: Iterable<Description>): Iterable<Description> {
  const seen = new Set<string>()
  for (const description of descriptions) {
    const { about } = description
    if (about !== undefined && seen.has(about)) continue
    if (about !== undefined) seen.add(about)
    yield description
  }
}
