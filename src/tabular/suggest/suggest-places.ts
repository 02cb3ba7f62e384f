import { type Code, type Place, placeLevels, widestLevel } from "../../vocabulary/index.ts"
import type { Suggestion, SuggestionInput } from "./suggestion.ts"

const mostPlaces = 5
const longestName = 5
/** So large a part of all places of a level is the whole country. */
const nearlyAll = 0.9

/** Places that the title names; else those of the files: the country where nearly all of a level are there. */
export function suggestPlaces(input: SuggestionInput): Suggestion<Code>[] {
  const named = placesInTitle(input)
  if (named.length > 0) {
    return named.map((place) => ({ value: place.code, reason: { code: "place-in-title" }, confidence: "high" }))
  }
  return placesInFiles(input)
}

/** The longest names first; a bare word only for the country and its largest parts, as many small places bear common names. */
function placesInTitle({ titles, vocabularies }: SuggestionInput): Place[] {
  const found = new Map<Code, Place>()
  for (const title of Object.values(titles)) {
    const words = title.match(/[\p{L}\p{M}'’-]+/gu) ?? []
    for (let at = 0; at < words.length; at++) {
      for (let length = Math.min(longestName, words.length - at); length >= 1; length--) {
        const place = vocabularies.placeFrom(words.slice(at, at + length).join(" "))
        if (!place || !isMeant(place, words.slice(at, at + length))) continue
        found.set(place.code, place)
        at += length - 1
        break
      }
    }
  }
  const places = [...found.values()]
  // "Commune de Sfax, Tunisie" is about the town.
  return places.filter(
    (place) => !places.some((other) => other.parentCode === place.code || isCountryBeside(place, other)),
  )
}

function isMeant({ level }: Place, words: readonly string[]): boolean {
  const isName = words.some((word) => word.toLowerCase() !== word || /[\u0600-\u06ff]/.test(word))
  return isName && (words.length > 1 || placeLevels().indexOf(level) === 0 || level === widestLevel())
}

function isCountryBeside(place: Place, other: Place): boolean {
  return isCountry(place) && !isCountry(other)
}

function placesInFiles({ files, vocabularies }: SuggestionInput): Suggestion<Code>[] {
  const columns = files.flatMap(({ facts }) => facts.table?.places ?? [])
  const widest = [...columns].sort((a, b) => b.recognised - a.recognised)[0]
  if (!widest) return []
  const ofLevel = vocabularies.places.filter(({ level }) => level === widest.level).length
  const country = vocabularies.places.find(isCountry)
  const reason = {
    code: "places-in-file",
    values: { recognised: widest.recognised, of: ofLevel, level: widest.level },
  } as const
  const parts = columns.filter(({ level }) => level === widestLevel()).flatMap(({ codes }) => codes)
  const several = new Set(parts).size > mostPlaces || widest.recognised > mostPlaces
  if (country && (widest.recognised >= ofLevel * nearlyAll || several)) {
    const confidence = widest.recognised >= ofLevel * nearlyAll ? "high" : "low"
    return [{ value: country.code, reason, confidence }]
  }
  return widest.codes.slice(0, mostPlaces).map((code) => ({ value: code as Code, reason, confidence: "medium" }))
}

function isCountry({ level }: Place): boolean {
  return level === placeLevels()[0]
}
