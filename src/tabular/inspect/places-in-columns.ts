import { type PlaceFrom, placesAmong } from "../typing/places.ts"
import type { ReadColumn } from "./column-type.ts"
import type { PlaceFacts } from "./file-facts.ts"

const mostNames = 3000
const mostCodes = 100
const mostUnknown = 5

/** Places of a column most of whose different names are places. */
export function placesIn({ name, values }: ReadColumn, placeFrom: PlaceFrom): PlaceFacts | undefined {
  const names = new Set<string>()
  for (const value of values) {
    if (names.size >= mostNames) break
    if (/\p{L}/u.test(value) && value.length <= 80) names.add(value.trim())
  }
  const found = placesAmong([...names], name, placeFrom)
  if (!found) return undefined
  const codes = new Set(found.codes.values())
  const unknown = [...names].filter((raw) => !found.codes.has(raw) && !placeFrom(raw))
  return {
    column: name,
    level: found.level,
    recognised: codes.size,
    of: codes.size + unknown.length,
    codes: [...codes].slice(0, mostCodes),
    unknown: unknown.slice(0, mostUnknown),
  }
}
