import type { Correction, correctionsTable } from "../../../../harvest/index.ts"
import { inLanguage, type Language, sourceMessages } from "../../../../texts/index.ts"
import type { Vocabularies } from "../../../../vocabulary/index.ts"
import { routes } from "../../../routes.ts"
import { labelOfPath, type Said, type Saying, valueInWords } from "../../datasets/change-lines.ts"

type CorrectionWords = Parameters<typeof correctionsTable>[2]

export function sayingCorrections(language: Language, vocabularies: Vocabularies): Saying {
  return { language, vocabularies, organizations: new Map(), files: new Map() }
}

export function pathOf({ field, language }: Correction): string {
  return language ? `${field}.${language}` : field
}

export function saidOf(correction: Correction, value: unknown, saying: Saying): readonly string[] {
  const said: Said = valueInWords(pathOf(correction), value, saying)
  return said === undefined ? [] : typeof said === "string" ? [said] : said
}

/** The table for the publisher, in the words of who downloads it. */
export function correctionWords(saying: Saying, baseUrl: string): CorrectionWords {
  const { language } = saying
  return {
    columns: sourceMessages[language].correctionColumns,
    field: ({ field }) => labelOfPath(field, saying).label,
    value: (correction, value) => saidOf(correction, value, saying).join("; "),
    title: ({ title, slug }) => inLanguage(title, language)?.text ?? slug,
    address: ({ slug }) => `${baseUrl}${routes.dataset(language, slug)}`,
  }
}
