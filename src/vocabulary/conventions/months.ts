import { fold } from "../fold.ts"
import { fromConventions } from "./in-force.ts"

/** French, English and the Arabic of most countries, in the spellings that occur; a country may have others. */
const everywhere: readonly (readonly string[])[] = [
  ["janvier", "janv", "jan", "january", "يناير"],
  ["fevrier", "février", "fevr", "févr", "fev", "fév", "feb", "february", "فبراير"],
  ["mars", "march", "mar", "مارس"],
  ["avril", "avr", "april", "apr", "أبريل", "ابريل"],
  ["mai", "may", "مايو"],
  ["juin", "june", "jun", "يونيو"],
  ["juillet", "juil", "july", "jul", "يوليو"],
  ["août", "aout", "aug", "august", "أغسطس", "اغسطس"],
  ["septembre", "sept", "sep", "september", "سبتمبر"],
  ["octobre", "oct", "october", "أكتوبر", "اكتوبر"],
  ["novembre", "nov", "november", "نوفمبر"],
  ["decembre", "décembre", "dec", "déc", "december", "ديسمبر"],
]

/** Every name of every month, in small letters, with its number. */
export const monthNames = fromConventions(({ months }): readonly (readonly [word: string, month: number])[] =>
  everywhere.flatMap((known, index) =>
    [...new Set([...known, ...(months?.[index] ?? []).map((word) => word.toLowerCase())])].map(
      (word) => [word, index + 1] as const,
    ),
  ),
)

const byFoldedName = fromConventions(() => new Map(monthNames().map(([word, month]) => [fold(word), month])))

/** The number of the month that a word names, accents and hamzas aside. */
export function monthNamed(word: string): number | undefined {
  return byFoldedName().get(fold(word))
}
