/**
 * Search: finding datasets by words in Arabic, French and English, by facets with exact counts, and saying why each was
 * found. `SearchIndex` is the port; the default adapter is an inverted index in typed arrays inside the web process, made
 * of immutable segments that a worker thread builds from the change log.
 */
export { documentFromDataset, unknownLicence } from "./document.ts"
export { requestReindex } from "./live/database-source.ts"
export { type LiveIndex, openSearchIndex } from "./live/live-index.ts"
export { createMemoryIndex } from "./memory-index.ts"
export {
  type Card,
  type FacetName,
  type FacetValue,
  facetNames,
  type SearchAnswer,
  type SearchDocument,
  type SearchHit,
  type SearchIndex,
  type SearchRequest,
  type SortOrder,
  searchFields,
  sortOrders,
  type Why,
} from "./search-index.ts"
