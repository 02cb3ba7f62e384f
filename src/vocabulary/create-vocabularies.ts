import { formatFrom } from "./formats.ts"
import { frequencyResolver } from "./frequencies.ts"
import { licenceResolver } from "./licences.ts"
import { placeResolver } from "./places.ts"
import { themeResolver } from "./themes.ts"
import type { Vocabularies, VocabularyLists } from "./vocabularies.ts"

/** Builds the resolvers over the lists: every lookup is then a few hash reads, of a known spelling one. */
export function createVocabularies(lists: VocabularyLists): Vocabularies {
  return {
    ...lists,
    licenceFrom: remembering(licenceResolver(lists.licences)),
    themeFrom: remembering(themeResolver(lists.themes)),
    frequencyFrom: remembering(frequencyResolver(lists.frequencies)),
    placeFrom: remembering(placeResolver(lists.places)),
    formatFrom,
  }
}

const mostRemembered = 2000

/** Catalogues write the same few values thousands of times; folding them is what costs. */
function remembering<Found>(resolve: (raw: string | undefined) => Found | undefined) {
  const answers = new Map<string, Found | undefined>()
  return (raw: string | undefined): Found | undefined => {
    if (!raw || raw.length > 200) return resolve(raw)
    if (answers.has(raw)) return answers.get(raw)
    if (answers.size >= mostRemembered) answers.clear()
    const found = resolve(raw)
    answers.set(raw, found)
    return found
  }
}
