import { namedWithLevel, namesLevel, namesPlaces, placeLevels } from "../../vocabulary/index.ts"
import type { Column } from "../table/column.ts"

/** What is asked of a place. */
export type PlaceFrom = (raw: string) => { readonly code: string; readonly level: string } | undefined

const leastShare = 0.6
const mostNames = 5000
const firstNames = 200
/** None of these is a place: no others are asked for. */
const fewNames = 12

export interface FoundPlaces {
  readonly codeList: string
  readonly level: string
  /** Value as written → code. */
  readonly codes: ReadonlyMap<string, string>
}

/** Whether the values of a sample are names or codes of places for the most part; one name alone proves nothing. */
export function mayBePlaces(values: readonly string[], header: string, placeFrom: PlaceFrom): boolean {
  const names = candidates(values, header).slice(0, firstNames)
  if (names.length > fewNames && !names.slice(0, fewNames).some((raw) => placeFrom(raw))) return false
  const found = names.filter((raw) => placeFrom(raw)).length
  return found >= (namesPlaces(header) ? 1 : 2) && found >= names.length * leastShare
}

/** The places among all different values of a column, of the level that most of them have. */
export function placesAmong(values: readonly string[], header: string, placeFrom: PlaceFrom): FoundPlaces | undefined {
  const names = candidates(values, header)
  if (names.length > mostNames || !mayBePlaces(names, header, placeFrom)) return undefined
  const known = names.flatMap((raw) => {
    const place = placeFrom(raw)
    return place ? [{ raw, place }] : []
  })
  if (known.length < names.length * leastShare) return undefined
  const usual = mostCommon(known.map(({ place }) => place.level))
  // Most delegations and many governorates have a town of their name: the level that knows most names is meant.
  const [level, codes] = [usual, ...placeLevels().slice(1)]
    .map((one) => [one, codesOfLevel(known, one, placeFrom)] as const)
    .toSorted(
      (a, b) => (namesLevel(header, b[0]) ? 1 : 0) - (namesLevel(header, a[0]) ? 1 : 0) || b[1].length - a[1].length,
    )
    .find(([, found]) => found.length >= known.length * leastShare) ?? [usual, []]
  if (codes.length === 0) return undefined
  return {
    codeList: mostCommon(codes.map(([, code]) => code.slice(0, code.indexOf(":")))),
    level,
    codes: new Map(codes),
  }
}

export function placesOf({ codeList, level }: FoundPlaces, placeColumn: string): NonNullable<Column["places"]> {
  return { codeList, level, placeColumn }
}

/** Numbers are codes of places only where the header says so. */
function candidates(values: readonly string[], header: string): string[] {
  const different = [...new Set(values.map((value) => value.trim()))].filter(
    (value) => value !== "" && value.length <= 80,
  )
  return namesPlaces(header) ? different : different.filter((value) => /\p{L}/u.test(value))
}

function codesOfLevel(
  known: readonly { raw: string; place: { code: string; level: string } }[],
  level: string,
  placeFrom: PlaceFrom,
): (readonly [raw: string, code: string])[] {
  return known.flatMap(({ raw, place }) => {
    const code = place.level === level ? place.code : ofLevel(raw, level, placeFrom)
    return code ? [[raw, code] as const] : []
  })
}

/** Among governorates, "تونس" is the governorate and not the country. */
function ofLevel(raw: string, level: string, placeFrom: PlaceFrom): string | undefined {
  const name = namedWithLevel(raw, level)
  const named = name ? placeFrom(name) : undefined
  return named?.level === level ? named.code : undefined
}

function mostCommon(texts: readonly string[]): string {
  const counts = Map.groupBy(texts, (text) => text)
  return [...counts].sort((a, b) => b[1].length - a[1].length)[0]![0]
}
