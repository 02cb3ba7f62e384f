import { fold } from "../../src/vocabulary/index.ts"
import type { CompiledPlaces } from "./places.ts"

/** The source of `transliterate-places.ts`: Arabic place names with their usual Latin spelling, first owner of a name wins. */
export function compilePlaceSpellings({ governorates, delegations, municipalities }: CompiledPlaces): string {
  const spellings = new Map<string, string>()
  for (const place of [...governorates.filter(({ level }) => level !== "country"), ...municipalities, ...delegations]) {
    const arabic = place.name.ar!.replace(/[^\p{L}\p{M}]+/gu, " ").trim()
    const latin = fold(place.name.en ?? place.name.fr!)
    const key = fold(arabic)
    if (arabic.split(" ").length <= 4 && !spellings.has(key)) spellings.set(key, `${arabic}=${latin}`)
  }
  return `/**
 * Usual Latin spellings of Arabic place names, one a line. Written by scripts/compile-seeds.ts from the places in seeds/;
 * names of other countries' packs may be added.
 */
export const placeSpellings = \`
${[...spellings.values()].join("\n")}
\`
`
}
