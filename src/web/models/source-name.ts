import { inLanguage, type Language, type LocalisedText, type ShownText } from "../../texts/index.ts"

export interface SourceNames {
  readonly displayName?: LocalisedText
  readonly name: string
}

/** What a source is called: its name in the reader's language, else the one of the command line. */
export function sourceName({ displayName, name }: SourceNames, language: Language): ShownText {
  return inLanguage({ und: name, ...displayName }, language) ?? { text: name, lang: "und", dir: "ltr", foreign: true }
}
