/**
 * The harvester: sectoral portals feed the catalogue by themselves. A source is read by its connector, compared with what
 * we know (the plan), and the differences are applied; every record gets a verdict, every problem a code and a way out.
 */
export { activityOfSources, newProblemsOfRun, type SourceActivity } from "./activity-store.ts"
export { addSource, type NewSource } from "./add-source.ts"
export { type CertificateRule, certificatesIn, type ExtraCertificate } from "./certificates.ts"
export { type ConnectorKind, connectorKinds, type Problem } from "./connector.ts"
export { type ConnectorOption, optionsFromTexts, optionsOfKind } from "./connector-options.ts"
export { recordFromPackage } from "./connectors/ckan/package.ts"
export { allConnectors } from "./connectors/index.ts"
export { type Correction, type CorrectionCursor, correctionsOfSource, correctionsTable } from "./corrections.ts"
export { HarvestAlreadyRunning, HarvestSourceNotFound } from "./errors.ts"
export type { HealthFinding, HealthVerdict, SourceHealth } from "./health.ts"
export { healthOfSources } from "./health-store.ts"
export { healthSentence } from "./health-texts.ts"
export { harvestJobs } from "./jobs.ts"
export {
  assertMayManageSources,
  confirmWaitingRun,
  editMapping,
  editSource,
  runSourceNow,
  type SourceEdit,
  setSourceActive,
  sourceFor,
} from "./manage-source.ts"
export {
  assertKnownCodes,
  droppableFields,
  filterFields,
  type RecordFilter,
  type SourceMapping,
} from "./mapping/index.ts"
export { publishersOfSource, type SourcePublisher, setPublisher } from "./mapping/publishers.ts"
export { type UnmappedValue, unmappedValues } from "./mapping/unmapped-values.ts"
export { type HarvesterOptions, openHarvestClient, openHarvester } from "./open-harvester.ts"
export { type Preview, type PreviewedRecord, type PreviewedSource, previewSource } from "./preview.ts"
export { askForPreview, previewById, type StoredPreview } from "./previews.ts"
export { problemTexts } from "./problem-texts.ts"
export { isSuccess, type ReportedRecord, type RunReport, type RunStatus } from "./report.ts"
export { confirmRun, type HarvestDeps, runHarvest } from "./run-harvest.ts"
export {
  linesOfReport,
  type ProblemKind,
  type ProblemValue,
  problemKinds,
  type ReportCursor,
  type ReportFilter,
  type ReportLine,
  valuesOfProblem,
} from "./run-report-store.ts"
export { problemSentence, reportTable, shownValue } from "./run-report-table.ts"
export {
  countRecords,
  isOvertaken,
  lastRuns,
  runById,
  runsOfSource,
  type StoredRun,
  troubledRuns,
} from "./run-store.ts"
export { type SourceFreshness, sourceFreshness } from "./source-freshness.ts"
export {
  listSources,
  listSources as publicSources,
  listSourcesOf,
  type SourceState,
  sourceStates,
} from "./source-list-store.ts"
export { moveSource, type StoredSource, sourceById } from "./source-store.ts"
export { stopTexts } from "./stop-texts.ts"
