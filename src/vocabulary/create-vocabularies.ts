import { formatFrom } from "./formats.ts"
import { frequencyResolver } from "./frequencies.ts"
import { licenceResolver } from "./licences.ts"
import { placeResolver } from "./places.ts"
import { themeResolver } from "./themes.ts"
import type { Vocabularies, VocabularyLists } from "./vocabularies.ts"

/** Builds the resolvers over the lists: every lookup is then a few hash reads. */
export function createVocabularies(lists: VocabularyLists): Vocabularies {
  return {
    ...lists,
    licenceFrom: licenceResolver(lists.licences),
    themeFrom: themeResolver(lists.themes),
    frequencyFrom: frequencyResolver(lists.frequencies),
    placeFrom: placeResolver(lists.places),
    formatFrom,
  }
}
