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
    licenceFrom: remembering(following(lists.licences, licenceResolver(lists.licences))),
    themeFrom: remembering(following(lists.themes, themeResolver(lists.themes))),
    frequencyFrom: remembering(frequencyResolver(lists.frequencies)),
    placeFrom: remembering(following(lists.places, placeResolver(lists.places))),
    formatFrom,
  }
}

/** Where what is found was replaced, its replacement is meant. */
function following<Entry extends { readonly code: string; readonly replacedBy?: string }>(
  list: readonly Entry[],
  resolve: (raw: string | undefined) => Entry | undefined,
) {
  const byCode = new Map(list.map((entry) => [entry.code, entry]))
  return (raw: string | undefined): Entry | undefined => {
    const found = resolve(raw)
    return (found?.replacedBy && byCode.get(found.replacedBy)) || found
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
