import type { LocalisedText } from "../../../texts/index.ts"
import { isBlank, type RecordContext, readLocalised } from "../../reading/index.ts"

const suffixes = [["_translated"], ["_ar", "ar"], ["_fr", "fr"], ["_en", "en"], [""]] as const
type Variant = readonly [name: string, language: string | undefined]
const variants = new Map<string, readonly Variant[]>()

/**
 * A text from `NAME_translated` (fluent), `NAME_ar`, `NAME_fr`, `NAME_en` (Tunisian portals) and the plain `NAME`, which may
 * itself be an object of languages. Further names are tried as well, weaker ones last.
 */
export function localisedField(
  read: (name: string) => unknown,
  { names, path, shape }: { names: readonly string[]; path: string; shape: "line" | "text" },
  { language, problems }: RecordContext,
): LocalisedText | undefined {
  const places: [unknown, string, string?][] = []
  for (const base of names)
    for (const [name, tag] of variantsOf(base)) {
      const value = read(name)
      // Most are absent from most records: nothing is written down for those.
      if (!isBlank(value)) places.push([value, `${path}${name}`, tag])
    }
  return places.length === 0 ? undefined : readLocalised(places, { shape, language }, problems)
}

function variantsOf(base: string): readonly Variant[] {
  const known = variants.get(base) ?? suffixes.map(([suffix, tag]): Variant => [`${base}${suffix}`, tag])
  variants.set(base, known)
  return known
}
