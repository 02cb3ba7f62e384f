/** Texts of the same layer in the languages that its service was asked for. Pure. */
import type { LanguageText, Layer } from "./layer.ts"

export interface InLanguage<Thing> {
  readonly language: string
  readonly things: readonly Thing[]
}

/** A service that does not know a language answers in its own: a text that several languages share says nothing of its language. */
export function mergedTexts(
  texts: readonly (readonly [language: string, texts: readonly LanguageText[]])[],
): LanguageText[] {
  const languages = new Map<string, Set<string>>()
  for (const [language, given] of texts)
    for (const { text, language: own } of given) {
      const said = languages.get(text) ?? new Set<string>()
      languages.set(text, said.add(own ?? language))
    }
  return [...languages].map(([text, said]) => {
    const [only] = said
    return said.size === 1 && only && only !== "und" ? { text, language: only } : { text }
  })
}

/** Layers of the first language with the texts of the others. */
export function mergeLayers(first: InLanguage<Layer>, others: readonly InLanguage<Layer>[]): Layer[] {
  const byName = others.map(({ language, things }) => ({
    language,
    layers: new Map(things.map((layer) => [layer.name, layer])),
  }))
  return first.things.map((layer) => {
    const all = (of: (layer: Layer) => readonly LanguageText[]) =>
      mergedTexts([
        [first.language, of(layer)],
        ...byName.map(({ language, layers }) => {
          const same = layers.get(layer.name)
          return [language, same ? of(same) : []] as const
        }),
      ])
    return {
      ...layer,
      titles: all(({ titles }) => titles),
      abstracts: all(({ abstracts }) => abstracts),
      keywords: all(({ keywords }) => keywords),
    }
  })
}
