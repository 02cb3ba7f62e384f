import { fold } from "../../vocabulary/index.ts"
import type { ReadColumn } from "./column-type.ts"
import type { PlaceFacts } from "./file-facts.ts"

/** What is asked of a place: its code and level (`governorate`, `municipality`…). */
export type PlaceFrom = (raw: string) => PlaceFound | undefined

interface PlaceFound {
  readonly code: string
  readonly level: string
}

const mostNames = 3000
const leastShare = 0.6
/** So many names tell whether the others are worth asking for. */
const firstNames = 200
const mostCodes = 100
const mostUnknown = 5

/** Places of a column most of whose different names are places; one name alone proves nothing. */
export function placesIn({ name, values }: ReadColumn, placeFrom: PlaceFrom): PlaceFacts | undefined {
  const names = new Set<string>()
  for (const value of values) {
    if (names.size >= mostNames) break
    if (/\p{L}/u.test(value) && value.length <= 80) names.add(value.trim())
  }
  if (!arePlaces([...names].slice(0, firstNames), name, placeFrom)) return undefined
  const known = [...names].flatMap((raw) => {
    const place = placeFrom(raw)
    return place ? [{ raw, place }] : []
  })
  if (known.length < names.size * leastShare) return undefined
  const level = commonLevel(known.map(({ place }) => place))
  const codes = new Set(known.flatMap(({ raw, place }) => ofLevel(level, { raw, place }, placeFrom)?.code ?? []))
  return {
    column: name,
    level,
    recognised: codes.size,
    of: codes.size + names.size - known.length,
    codes: [...codes].slice(0, mostCodes),
    unknown: [...names].filter((raw) => !placeFrom(raw)).slice(0, mostUnknown),
  }
}

const placeNames =
  /(^| )(gouv|gouvernorat|gov|governorate|delegation|commune|municipalite|municipality|region|ville|lieu|localite|mun|place|city)( |$)|ولايه|معتمديه|بلديه|جهه|مدينه|مكان/

/** Most of the names; one name alone proves nothing unless its column says that it is one. */
function arePlaces(names: readonly string[], column: string, placeFrom: PlaceFrom): boolean {
  const found = names.filter((raw) => placeFrom(raw)).length
  return found >= (placeNames.test(fold(column)) ? 1 : 2) && found >= names.length * leastShare
}

const levelWords: Readonly<Record<string, string>> = {
  governorate: "ولاية",
  delegation: "معتمدية",
  municipality: "بلدية",
}

/** Among governorates, "تونس" is the governorate and not the country. */
function ofLevel(
  level: string,
  { raw, place }: { raw: string; place: PlaceFound },
  placeFrom: PlaceFrom,
): PlaceFound | undefined {
  if (place.level === level) return place
  const named = levelWords[level] ? placeFrom(`${levelWords[level]} ${raw}`) : undefined
  return named?.level === level ? named : undefined
}

function commonLevel(found: readonly { readonly level: string }[]): string {
  const levels = Map.groupBy(found, ({ level }) => level)
  return [...levels].sort((a, b) => b[1].length - a[1].length)[0]![0]
}
