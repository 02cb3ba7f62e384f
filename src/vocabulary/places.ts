import { fromConventions } from "./conventions/in-force.ts"
import { placeLevels } from "./conventions/place-levels.ts"
import { fold, localPart } from "./fold.ts"
import type { Code, Place } from "./vocabularies.ts"

/** Words that say the level when put before a name ("Commune de Sfax", "ولاية صفاقس"), folded. */
const levelWords = fromConventions(({ placeLevels }) =>
  placeLevels.map(({ level, before }) => ({ level, words: before.map(fold) })),
)
const frenchLink = /^(de la|de l|des|de|du|d) /
const article = /^(le|la|les|l|el|al|es|ech|ez|ed) /

/**
 * Names are matched in three steps, each looser: as written, without articles, without spaces. A name that several places
 * share means the widest when the others lie within it (the governorate before its chief town) or beside it under one
 * parent (the delegation before the municipality of that name); otherwise it is ambiguous and means nothing.
 */
export function placeResolver(places: readonly Place[]): (raw: string | undefined) => Place | undefined {
  const byCode = new Map(places.map((place) => [place.code, place]))
  const codes = codeKeys(places)
  const names = [nameAsIs, withoutArticles, withoutSpaces].map((key) => nameKeys(places, key))
  const common = (found: readonly Place[] | undefined) => found && commonPlace(found, byCode)

  return (raw) => {
    const text = raw?.trim() ?? ""
    if (text === "" || text.length > 200) return undefined
    return (
      onePlace(text) ??
      narrowest(
        text.split(/[,،;]| - /).map((part) => onePlace(part.trim())),
        byCode,
      )
    )
  }

  function onePlace(text: string): Place | undefined {
    const coded = codes.get(codeKey(text)) ?? codes.get(codeKey(localPart(text)))
    if (coded) return coded.length === 1 ? coded[0] : undefined
    const name = fold(localPart(text))
    const level = levelIn(name)
    for (const [step, key] of [nameAsIs, withoutArticles, withoutSpaces].entries()) {
      const whole = common(names[step]!.get(key(name)))
      if (whole) return whole
      const ofLevel = level && names[step]!.get(key(level.rest))?.filter((place) => place.level === level.name)
      if (ofLevel && ofLevel.length > 0) return ofLevel.length === 1 ? ofLevel[0] : undefined
    }
    return undefined
  }
}

const nameAsIs = (folded: string): string => folded
const withoutArticles = (folded: string): string =>
  folded
    .replace(article, "")
    .replace(/(^| )ال(?=\p{L}{2})/gu, "$1")
    .replace(/ (el|al) /g, " ")
const withoutSpaces = (folded: string): string => withoutArticles(folded).replaceAll(" ", "")

function levelIn(name: string): { name: string; rest: string } | undefined {
  for (const { level, words } of levelWords()) {
    const word = words.find((candidate) => name.startsWith(`${candidate} `))
    if (word) return { name: level, rest: name.slice(word.length + 1).replace(frenchLink, "") }
  }
  return undefined
}

function nameKeys(places: readonly Place[], key: (folded: string) => string): ReadonlyMap<string, readonly Place[]> {
  const byName = new Map<string, Set<Place>>()
  for (const place of places) {
    for (const name of [...Object.values(place.name), ...place.aliases]) {
      const folded = key(fold(name))
      if (folded !== "") byName.set(folded, (byName.get(folded) ?? new Set()).add(place))
    }
  }
  return new Map([...byName].map(([name, those]) => [name, [...those]]))
}

/**
 * Codes with their list ("iso:TN-34"), their bare local part ("TN-34"), and the bare number in it ("34"): two lists that
 * give one number to two places make the bare number ambiguous, which is the point of writing the list (DESIGN §3).
 */
function codeKeys(places: readonly Place[]): ReadonlyMap<string, readonly Place[]> {
  const byCode = new Map<string, Set<Place>>()
  const add = (key: string, place: Place) => byCode.set(key, (byCode.get(key) ?? new Set()).add(place))
  for (const place of places) {
    for (const code of [place.code, ...place.otherCodes]) {
      const local = code.slice(code.indexOf(":") + 1)
      const number = /(?:^|-)(\d+)$/.exec(local)?.[1]
      for (const key of new Set([code, local, ...(number ? [number] : [])])) add(codeKey(key), place)
    }
  }
  return new Map([...byCode].map(([key, those]) => [key, [...those]]))
}

const codeKey = (raw: string): string => raw.trim().toLowerCase()

function commonPlace(found: readonly Place[], byCode: ReadonlyMap<Code, Place>): Place | undefined {
  const levels = placeLevels()
  const [widest, ...others] = [...found].sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level))
  if (!widest) return undefined
  const belongs = (other: Place) =>
    ancestors(other, byCode).includes(widest.code) || other.parentCode === widest.parentCode
  return others.every(belongs) ? widest : undefined
}

/** "Sfax, Tunisie": a place named with those it lies in. Parts that are unknown or lie elsewhere make it no place. */
function narrowest(parts: readonly (Place | undefined)[], byCode: ReadonlyMap<Code, Place>): Place | undefined {
  if (parts.length < 2) return undefined
  return parts.find((place) => place && parts.every((part) => part === place || isWithin(place, part, byCode)))
}

function isWithin(place: Place, other: Place | undefined, byCode: ReadonlyMap<Code, Place>): boolean {
  return other !== undefined && ancestors(place, byCode).includes(other.code)
}

function ancestors(place: Place, byCode: ReadonlyMap<Code, Place>): readonly Code[] {
  const chain: Code[] = []
  let code = place.parentCode
  while (code && !chain.includes(code)) {
    chain.push(code)
    code = byCode.get(code)?.parentCode
  }
  return chain
}
