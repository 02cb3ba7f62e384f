/** The write side of the catalogue: drafts, their way to publication, history, trash. */
export { withFileFacts } from "./admit-document.ts"
export { checkDocument } from "./check-document.ts"
export { addComment, commentsOf, type OfficeComment } from "./comments.ts"
export { datasetOfDistribution } from "./dataset-of-distribution.ts"
export { DatasetNotFound, DraftConflicts, PersonalDataUnanswered } from "./errors.ts"
export { applyChanges, diffDocuments, fieldsOf } from "./field-paths.ts"
export { type FileVersion, fileVersions } from "./file-versions.ts"
export { datasetHistory, documentAt, type HistoryEntry, type HistoryQuery, restoreVersion } from "./history.ts"
export {
  listOfficeDatasets,
  type OfficeCursor,
  type OfficeList,
  type OfficeNeed,
  type OfficeQuery,
  type OfficeRow,
  type OfficeSort,
  officeNeeds,
  officeSorts,
} from "./list-office-datasets.ts"
export type { MergedDocument } from "./merge-documents.ts"
export {
  type Draft,
  type DraftState,
  type OfficeDataset,
  type WorkflowState,
  type WriteContext,
  workflowStates,
} from "./office-dataset.ts"
export { type DatasetPatch, type Publication, patchDataset, publishDataset } from "./publish-dataset.ts"
export { type DueOutcome, publishDue, publishingJobs } from "./publish-due.ts"
export { officeDataset } from "./read-office-dataset.ts"
export {
  beginDataset,
  type DocumentPatch,
  type DraftSave,
  discardDraft,
  type NewDataset,
  type SavedDraft,
  saveDraft,
} from "./save-draft.ts"
export {
  purgeDataset,
  restoreDataset,
  trashDataset,
  type WithdrawalReason,
  type WithdrawStep,
  withdrawalReasons,
  withdrawDataset,
} from "./shelve-dataset.ts"
export { type SimilarDataset, type SimilarQuery, similarDatasets } from "./similar-datasets.ts"
export { sourceFacts } from "./source-facts.ts"
export { type Transfer, transferDatasets } from "./transfer-datasets.ts"
export { type CommentedStep, requestChanges, type Schedule, scheduleDataset, submitDataset } from "./workflow.ts"
