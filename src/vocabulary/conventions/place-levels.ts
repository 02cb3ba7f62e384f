import { fold } from "../fold.ts"
import { conventions, fromConventions } from "./in-force.ts"
import { wordsIn } from "./patterns.ts"

/** From the widest, which is the country, to the narrowest. */
export function placeLevels(): readonly string[] {
  return conventions().placeLevels.map(({ level }) => level)
}

/** The first level below the country: so few places that a bare name in a text means one of them. */
export function widestLevel(): string | undefined {
  return placeLevels()[1]
}

/** A name with the word of its level before it: "ولاية تونس". */
export function namedWithLevel(raw: string, level: string): string | undefined {
  const [word] = conventions().placeLevels.find((one) => one.level === level)?.before ?? []
  return word ? `${word} ${raw}` : undefined
}

const general = ["region", "ville", "lieu", "localite", "place", "city", "state", "جهة", "مدينة", "مكان"]

const headers = fromConventions(({ placeLevels: levels }) => ({
  any: new RegExp(wordsIn([...general, ...levels.flatMap((one) => one.headers)])),
  ofLevel: new Map(levels.map((one) => [one.level, new RegExp(wordsIn(one.headers))])),
}))

/** Whether a column is called as columns of places are. */
export function namesPlaces(header: string): boolean {
  return headers().any.test(fold(header))
}

export function namesLevel(header: string, level: string): boolean {
  return headers().ofLevel.get(level)?.test(fold(header)) ?? false
}
