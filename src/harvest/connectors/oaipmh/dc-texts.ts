import type { LocalisedText } from "../../../texts/index.ts"
import {
  guessLanguage,
  isBlank,
  KeywordCollection,
  languageOfText,
  type RecordContext,
  readKeywords,
  readLanguages,
  readLocalised,
} from "../../reading/index.ts"
import type { DcValue, DcValues } from "./dc-values.ts"

/** The language of a record that names exactly one. */
export function languageOfDc(values: DcValues, fallback: string | undefined): string {
  const languages = readLanguages(
    values("language").map(({ text }) => text),
    "",
    [],
  )
  return (languages?.length === 1 ? languages[0] : undefined) ?? fallback ?? "und"
}

export function readLine(values: readonly DcValue[], context: RecordContext): LocalisedText | undefined {
  const places = values.map((value) => [value.text, value.field, languageIn(value, context)] as const)
  return readLocalised(places, { shape: "line", language: context.language }, context.problems)
}

/** Abstracts, tables of contents and notes are one element repeated: those of one language follow each other. */
export function readParagraphs(values: readonly DcValue[], context: RecordContext): LocalisedText | undefined {
  const byLanguage = new Map<string, DcValue[]>()
  for (const value of values) {
    const language = languageIn(value, context)
    byLanguage.set(language, [...(byLanguage.get(language) ?? []), value])
  }
  const places = [...byLanguage].map(
    ([language, parts]) => [parts.map(({ text }) => text).join("\n\n"), parts[0]!.field, language] as const,
  )
  return readLocalised(places, { shape: "text", language: context.language }, context.problems)
}

/** As it says, else as the text shows, else as the record says: abstracts are often in another language than the work. */
function languageIn({ text, language }: DcValue, context: RecordContext): string {
  if (language !== undefined) return language
  const shown = guessLanguage(text)
  return shown === "und" ? languageOfText(text, context.language) : shown
}

export interface DcSubjects {
  readonly keywords?: Readonly<Record<string, readonly string[]>>
  readonly themes?: readonly string[]
}

/** Subjects that name a theme of ours are that theme; addresses of thesauri are no words. */
export function readSubjects(values: DcValues, context: RecordContext): DcSubjects {
  const { vocabularies, problems } = context
  const into = new KeywordCollection()
  const themes = new Set<string>()
  const subjects = values("subject")
  for (const { text, field, language = context.language } of subjects) {
    // Headings hold commas ("Sfax, Tunisie"); in a lone subject they stand between words.
    const words = text.split(subjects.length === 1 ? /[,;|،؛\n]/ : /[;|؛\n]/).map((word) => word.trim())
    for (const word of words.filter((one) => !isBlank(one))) {
      const theme = vocabularies.themeFrom(word)?.code
      if (theme !== undefined) themes.add(theme)
      else if (!/^(https?:|info:)/i.test(word)) readKeywords([word], { into, language, field, problems })
    }
  }
  return { keywords: into.toFacts(), themes: themes.size > 0 ? [...themes] : undefined }
}
