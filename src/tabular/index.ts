/**
 * Tables inside files. Now: the first rows of a CSV file at its host, in whatever encoding and dialect it was written.
 * Words: a *preview* is those rows as written, or the reason why there are none.
 */
export { createPreviews, type Preview, type Previews, type ReadStart } from "./preview/previews.ts"
