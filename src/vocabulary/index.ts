/**
 * Controlled vocabularies: themes, licences, places, frequencies, file formats, languages. Lists are data (the country
 * pack in `seeds/`, then PostgreSQL); resolvers are pure functions from what a source wrote to a code, or nothing.
 */
export { createVocabularies } from "./create-vocabularies.ts"
export {
  problemsOfEmail,
  problemsOfLine,
  problemsOfName,
  problemsOfPhone,
  problemsOfText,
  problemsOfUrl,
} from "./edit-checks.ts"
export { fold } from "./fold.ts"
export { followVocabularies } from "./follow-vocabularies.ts"
export { formats } from "./format-table.ts"
export { formatFrom, formatInfo } from "./formats.ts"
export { euFrequencies } from "./frequencies.ts"
export { languageFrom } from "./languages.ts"
export type { Code, Frequency, Licence, Place, Theme, Vocabularies } from "./vocabularies.ts"
export { loadVocabularies, type SeededLists, seedVocabularies } from "./vocabulary-store.ts"
