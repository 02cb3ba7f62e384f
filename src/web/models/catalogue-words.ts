import { inLanguage, type Language, type LocalisedText, type ShownText } from "../../texts/index.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"

interface CodeTables {
  readonly themes: ReadonlyMap<string, LocalisedText>
  readonly licences: ReadonlyMap<string, LocalisedText>
  readonly places: ReadonlyMap<string, LocalisedText>
}

const tables = new WeakMap<Vocabularies, CodeTables>()

function tablesOf(vocabularies: Vocabularies): CodeTables {
  const known = tables.get(vocabularies)
  if (known) return known
  const made = {
    themes: new Map(vocabularies.themes.map(({ code, label }) => [code, label])),
    licences: new Map(vocabularies.licences.map(({ code, title }) => [code, title])),
    places: new Map<string, LocalisedText>(vocabularies.places.map(({ code, name }) => [code, name])),
  }
  tables.set(vocabularies, made)
  return made
}

/** A text that is certainly there: an unknown code is shown as it is. */
export function shownOrCode(text: LocalisedText | undefined, language: Language, code: string): ShownText {
  return inLanguage(text, language) ?? { text: code, lang: language, dir: "ltr", foreign: false }
}

export function themeLabel(vocabularies: Vocabularies, code: string, language: Language): ShownText {
  return shownOrCode(tablesOf(vocabularies).themes.get(code), language, code)
}

export function licenceTitle(vocabularies: Vocabularies, code: string, language: Language): ShownText {
  return shownOrCode(tablesOf(vocabularies).licences.get(code), language, code)
}

export function placeName(vocabularies: Vocabularies, code: string, language: Language): ShownText {
  return shownOrCode(tablesOf(vocabularies).places.get(code), language, code)
}

export function frequencyOf(vocabularies: Vocabularies, code: string | undefined) {
  return code ? vocabularies.frequencies.find((frequency) => frequency.code === code) : undefined
}
