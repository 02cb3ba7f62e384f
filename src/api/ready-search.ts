import { Unavailable } from "../platform/http/index.ts"
import type { SearchIndex } from "../search/index.ts"

/** The index, or a refusal while it is being built: an empty answer would tell a harvester that everything is gone. */
export function readySearch(search: SearchIndex): SearchIndex {
  function ready(): SearchIndex {
    if (!search.position().ready) throw new Unavailable("The search index is being built")
    return search
  }
  return {
    search: async (request) => ready().search(request),
    suggest: async (text, limit) => ready().suggest(text, limit),
    position: () => search.position(),
    waitFor: (position, timeoutMs) => search.waitFor(position, timeoutMs),
    close: () => search.close(),
  }
}
