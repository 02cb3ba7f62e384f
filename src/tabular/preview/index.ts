/** First rows of a CSV file, shown before (or without) its becoming a queryable table. */
export { type CsvPreview, type CsvRefusal, csvPreview, previewBytes } from "./csv-preview.ts"
export type { Separator } from "./detect-dialect.ts"
export { createPreviews, type Preview, type Previews, type ReadStart } from "./previews.ts"
