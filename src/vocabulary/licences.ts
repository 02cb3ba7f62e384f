import { FirstWins, fold } from "./fold.ts"
import type { Licence } from "./vocabularies.ts"

export function licenceResolver(licences: readonly Licence[]): (raw: string | undefined) => Licence | undefined {
  const byAddress = new Map<string, Licence>()
  const byWord = new FirstWins<Licence>()
  for (const licence of licences) {
    byWord.add(licence.code, licence)
    for (const spelling of [licence.url ?? "", ...licence.rawValues]) {
      if (isAddress(spelling)) byAddress.set(addressKey(spelling), licence)
    }
  }
  for (const licence of licences) {
    for (const word of [...licence.rawValues, ...Object.values(licence.title)]) byWord.add(word, licence)
  }
  return (raw) => {
    const text = raw?.trim() ?? ""
    if (text === "") return undefined
    return isAddress(text) ? byAddress.get(addressKey(text)) : (byWord.get(text) ?? byWord.get(withoutLeadWord(text)))
  }
}

function isAddress(text: string): boolean {
  return /^(https?:)?\/\//i.test(text)
}

/** One key for the ways a licence's address is written: scheme, `www.`, language deeds and closing slashes do not count. */
function addressKey(url: string): string {
  return url
    .toLowerCase()
    .replace(/^(https?:)?\/\/(www\.)?/, "")
    .replace(/[?#].*$/, "")
    .replace(/\/(deed|legalcode|rdf)(\.[a-z-]+)?\/?$/, "")
    .replace(/\/+$/, "")
}

/** "Licence : CC BY 4.0" and, from old CKAN portals, "OKD Compliant::Other (Open)". */
function withoutLeadWord(text: string): string {
  return fold(text.split("::").at(-1) ?? text).replace(/^(licence|license|رخصه|الرخصه) /, "")
}
