/** Months in Tunisian and Eastern Arabic, French and English, in the spellings that occur. */
const months: readonly (readonly string[])[] = [
  ["janvier", "janv", "jan", "january", "جانفي", "يناير"],
  ["fevrier", "février", "fevr", "févr", "fev", "fév", "feb", "february", "فيفري", "فبراير"],
  ["mars", "march", "mar", "مارس"],
  ["avril", "avr", "april", "apr", "أفريل", "افريل", "أبريل", "ابريل"],
  ["mai", "may", "ماي", "مايو"],
  ["juin", "june", "jun", "جوان", "يونيو"],
  ["juillet", "juil", "july", "jul", "جويلية", "جويليه", "يوليو"],
  ["août", "aout", "aug", "august", "أوت", "اوت", "أغسطس", "اغسطس"],
  ["septembre", "sept", "sep", "september", "سبتمبر"],
  ["octobre", "oct", "october", "أكتوبر", "اكتوبر"],
  ["novembre", "nov", "november", "نوفمبر"],
  ["decembre", "décembre", "dec", "déc", "december", "ديسمبر"],
]

export const monthNumbers: readonly (readonly [word: string, month: number])[] = months.flatMap((words, index) =>
  words.map((word) => [word, index + 1] as const),
)

/** Longest first, as alternatives of a pattern. */
export const monthWords = monthNumbers
  .map(([word]) => word)
  .sort((a, b) => b.length - a.length)
  .join("|")
