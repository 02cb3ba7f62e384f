/**
 * Controlled vocabularies: themes, licences, places, frequencies, file formats, languages. Lists are data (the country
 * pack in `seeds/`, then PostgreSQL); resolvers are pure functions from what a source wrote to a code, or nothing.
 */
export type { Code, Frequency, Licence, Place, Theme, Vocabularies, VocabularyLists } from "./vocabularies.ts"
