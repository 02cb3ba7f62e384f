/**
 * The harvester: sectoral portals feed the catalogue by themselves. A source is read by its connector, compared with what
 * we know (the plan), and the differences are applied; every record gets a verdict, every problem a code and a way out.
 */
export { addSource, type NewSource } from "./add-source.ts"
export type { Problem } from "./connector.ts"
export { allConnectors } from "./connectors/index.ts"
export { HarvestAlreadyRunning } from "./errors.ts"
export { harvestJobs } from "./jobs.ts"
export { type HarvesterOptions, openHarvester } from "./open-harvester.ts"
export { isSuccess, type ReportedRecord, type RunReport, type RunStatus } from "./report.ts"
export { confirmRun, type HarvestDeps, runHarvest } from "./run-harvest.ts"
export {
  listSources,
  listSources as publicSources,
  moveSource,
  type StoredSource,
  sourceByAddress,
} from "./source-store.ts"
