/**
 * Tables inside files, in whatever encoding and dialect they were written. A *preview* is the first rows as written, or the
 * reason why there are none; an *inspection* is the *facts* of a whole file (header, columns, period, places), *notes* for
 * its editor, and *signs* of personal data.
 */

export { createQueryEngine, type EngineOptions, type RunningEngine } from "./engine/create-query-engine.ts"
export type { EngineSettings } from "./engine/engine-settings.ts"
export { engineUntil } from "./engine/engine-until.ts"
export {
  type Answer,
  type AnswerValue,
  type CompiledQuery,
  type ExportFormat,
  exportFormats,
  type QueryEngine,
  rowColumn,
} from "./engine/query-engine.ts"
export { QueryTookTooLong, QueryTooLarge } from "./engine/refusals.ts"
export { followFiles } from "./ingest/follow-files.ts"
export { type Ingestion, ingestionsOf } from "./ingest/ingestion-store.ts"
export { emptyWorkFolder, ingestionJobs } from "./ingest/jobs.ts"
export { readFirst } from "./ingest/read-first.ts"
export type {
  ColumnFacts,
  ColumnType,
  CountType,
  FileFacts,
  FileKind,
  InspectionNote,
  NoteCode,
  PeriodFacts,
  PlaceFacts,
  SheetFacts,
  TableFacts,
} from "./inspect/file-facts.ts"
export type { InspectionOptions } from "./inspect/inspect-file.ts"
export type { FileToInspect, Inspection } from "./inspect/inspection.ts"
export { inspectionJobs } from "./jobs.ts"
export type { PersonalKind } from "./personal/column-words.ts"
export type { Confidence, PersonalSign } from "./personal/personal-signs.ts"
export { createPreviews, type Preview, type Previews, type ReadStart } from "./preview/previews.ts"
export type { AnswerColumn } from "./query/compile-question.ts"
export { exportRows } from "./query/export-rows.ts"
export { type MistakePlace, QueryMistake, type QueryMistakeCode } from "./query/query-mistake.ts"
export type { QueryableTable } from "./query/queryable-table.ts"
export type { Question } from "./query/question.ts"
export { type Facet, readFacets } from "./query/read-facets.ts"
export { readProfile } from "./query/read-profile.ts"
export { mostRows, questionParameters, readQuestion } from "./query/read-question.ts"
export { defaultReadLimits, type PageRow, type ReadLimits, type RowsPage, readRows } from "./query/read-rows.ts"
export { placeOfRows, type RowPlace } from "./query/row-place.ts"
export { type FilterOperator, filterOperators, type Parameters } from "./query/simple-filters.ts"
export {
  type AskingSql,
  answerSql,
  type CompiledSql,
  defaultSqlLimits,
  type SqlAnswer,
  type SqlLimits,
} from "./query/sql/answer-sql.ts"
export { readTable, type TableRows } from "./read-table.ts"
export { suggestFacts } from "./suggest/suggest-facts.ts"
export type { Suggestion, SuggestionInput, SuggestionReason, Suggestions } from "./suggest/suggestion.ts"
export { boxSuffixes, type Column, columnTypes, meanings } from "./table/column.ts"
export { type ColumnChoice, dateOrders } from "./table/data-table.ts"
export type { PlaceFrom } from "./typing/places.ts"
export { decideTable, revisionOf } from "./versions/decide-table.ts"
export { officeTable } from "./versions/editable-table.ts"
export { type FileVersion, fileVersionIn, type TableLoss } from "./versions/losses.ts"
export { readAgain } from "./versions/read-again.ts"
export { type DictionaryColumn, readDictionary } from "./versions/read-dictionary.ts"
export { readableTable, type TableLookup } from "./versions/readable-table.ts"
export {
  choosableTypes,
  longestDescription,
  longestLabel,
  type TableDecision,
  tableDecision,
} from "./versions/table-decision.ts"
export { blobsOfTables, type DataTable, tablesOfDistributions, versionsOfTable } from "./versions/table-store.ts"
export { distributionsWithTables } from "./versions/with-tables.ts"
