/** Evaluation: searches and suggestions over a view of segments. */
export { searchView } from "./search-view.ts"
export { suggestFrom } from "./suggest.ts"
export { type View, viewOf } from "./view.ts"
