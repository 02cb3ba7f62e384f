/**
 * The harvester: sectoral portals feed the catalogue by themselves. A source is read by its connector, compared with what
 * we know (the plan), and the differences are applied; every record gets a verdict, every problem a code and a way out.
 */
export { addSource, type NewSource } from "./add-source.ts"
export { type ConnectorKind, connectorKinds, type Problem } from "./connector.ts"
export { type ConnectorOption, optionsFromTexts, optionsOfKind } from "./connector-options.ts"
export { recordFromPackage } from "./connectors/ckan/package.ts"
export { allConnectors } from "./connectors/index.ts"
export { type Correction, type CorrectionCursor, correctionsOfSource } from "./corrections.ts"
export { HarvestAlreadyRunning, HarvestSourceNotFound } from "./errors.ts"
export { harvestJobs } from "./jobs.ts"
export {
  assertMayManageSources,
  confirmWaitingRun,
  editSource,
  runSourceNow,
  type SourceEdit,
  setSourceActive,
  sourceFor,
} from "./manage-source.ts"
export {
  droppableFields,
  filterFields,
  type RecordFilter,
  type SourceMapping,
} from "./mapping/index.ts"
export { publishersOfSource, type SourcePublisher, setPublisher } from "./mapping/publishers.ts"
export { type UnmappedValue, unmappedValues } from "./mapping/unmapped-values.ts"
export { type HarvesterOptions, openHarvestClient, openHarvester } from "./open-harvester.ts"
export { type Preview, type PreviewedRecord, previewSource } from "./preview.ts"
export { askForPreview, type PreviewedSource, previewById, type StoredPreview } from "./previews.ts"
export { problemTexts, stopTexts } from "./problem-texts.ts"
export { isSuccess, type ReportedRecord, type RunReport, type RunStatus } from "./report.ts"
export { confirmRun, type HarvestDeps, runHarvest } from "./run-harvest.ts"
export {
  countRecords,
  isOvertaken,
  lastRuns,
  type RunRecord,
  recordsOfRun,
  runById,
  runsOfSource,
  type StoredRun,
  troubledRuns,
} from "./run-store.ts"
export {
  listSources,
  listSources as publicSources,
  listSourcesOf,
  moveSource,
  type StoredSource,
  sourceByAddress,
  sourceById,
} from "./source-store.ts"
