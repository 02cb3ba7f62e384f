import type { Vocabularies } from "../../vocabulary/index.ts"
import { HarvestSourceInvalid } from "../errors.ts"
import type { SourceMapping } from "./source-mapping.ts"

/** What a mapping means must be of our lists: what is not would stand in records as a code of nothing. */
export function assertKnownCodes({ licences, themes, defaults }: SourceMapping, ours: Vocabularies): void {
  const known = {
    licence: new Set(ours.licences.map(({ code }) => code)),
    theme: new Set(ours.themes.map(({ code }) => code)),
    frequency: new Set(ours.frequencies.map(({ code }) => code)),
  }
  const check = (field: string, code: string | undefined, codes: ReadonlySet<string>) => {
    if (code !== undefined && !codes.has(code))
      throw new HarvestSourceInvalid(`mapping.${field}`, `"${code}" is no code`)
  }
  for (const code of Object.values(licences)) check("licences", code, known.licence)
  for (const code of Object.values(themes)) check("themes", code, known.theme)
  check("defaults.licence", defaults.licence, known.licence)
  check("defaults.theme", defaults.theme, known.theme)
  check("defaults.frequency", defaults.frequency, known.frequency)
  if (defaults.place !== undefined && !ours.placeFrom(defaults.place))
    throw new HarvestSourceInvalid("mapping.defaults.place", `"${defaults.place}" is no place`)
}
