/**
 * The catalogue: datasets, series, distributions, data services and the organisations that publish them. PostgreSQL is
 * the only truth; every change is appended to the change log in the transaction that makes it.
 */

export { type Application, applyBulkEdit, bulkLines, bulkWork } from "./bulk/apply-bulk-edit.ts"
export type { BulkChange } from "./bulk/bulk-change.ts"
export { type BulkDeps, bulkJobs, startBulkWork } from "./bulk/bulk-jobs.ts"
export { type BulkKind, type BulkLine, type BulkVerdict, type BulkWork, bulkVerdicts } from "./bulk/bulk-store.ts"
export type { BulkRefusal } from "./bulk/decide-edit.ts"
export { exportMetadata } from "./bulk/metadata/export-metadata.ts"
export { columnNameFrom } from "./bulk/metadata/headers.ts"
export {
  applyImport,
  type ImportPreview,
  type ImportRequest,
  type PreviewLine,
  previewImport,
} from "./bulk/metadata/import-metadata.ts"
export { importReport } from "./bulk/metadata/import-report.ts"
export type { CellProblem, PlannedLine } from "./bulk/metadata/plan-import.ts"
export type { ReadTable } from "./bulk/metadata/read-import.ts"
export { byteOrderMark, csvLine } from "./bulk/metadata/table-files.ts"
export { csvTemplate, workbookTemplate } from "./bulk/metadata/template.ts"
export {
  type BulkEdit,
  type BulkPreview,
  type BulkRow,
  type BulkSelection,
  mostAtOnce,
  previewBulkEdit,
  type RefusedRow,
} from "./bulk/preview-bulk-edit.ts"
export { startRecoding } from "./bulk/recode-job.ts"
export { countUses } from "./bulk/recode-store.ts"
export type { Attribution } from "./country-pack.ts"
export { createOrganization, type NewOrganization } from "./create-organization.ts"
export {
  type DataService,
  type DataServiceLookup,
  dataServiceByRef,
  dataServicesByIds,
  publishedDataServices,
} from "./data-service-store.ts"
export type {
  DataServiceRef,
  Dataset,
  DatasetId,
  DatasetState,
  Distribution,
  DistributionId,
  LinkVerdict,
  MeasuredFacts,
  OrganizationId,
  OrganizationRef,
  Provenance,
  SourceId,
  Withdrawal,
} from "./dataset.ts"
export {
  assertMayOnDataset,
  assertMayOnOrganization,
  type DatasetAccess,
  type DatasetAction,
  mayOnDataset,
  mayOnOrganization,
  type OrganizationAction,
  type PublishingRule,
  publishingRules,
  readsPrivate,
} from "./dataset-policy.ts"
export {
  type DatasetLookup,
  type DistributionLookup,
  datasetByRef,
  datasetIdsOfOrganization,
  datasetsByIds,
  distributionByRef,
  everPublic,
  publishedDatasets,
} from "./dataset-store.ts"
export { copyUrlOf, downloadUrlOf } from "./distribution-address.ts"
export type {
  DatasetDocument,
  DistributionEntry,
  FieldChange,
  FieldConflict,
  FieldPath,
  Visibility,
} from "./document.ts"
export * from "./duplicates/index.ts"
export type {
  AccessRights,
  ContactPoint,
  DataServiceFacts,
  DatasetFacts,
  DistributionFacts,
  Mapped,
  Period,
  PublisherFacts,
  SeriesFacts,
  SpatialCoverage,
} from "./facts.ts"
export type { ShownFacts } from "./layers.ts"
export { forgetOldLinks, requestForgottenLinkChecks, requestLinkChecks } from "./link-checks.ts"
export { linkRelated } from "./link-related.ts"
export { forbiddingCodes, hasTroubledLink, leadsToFile, verdictOf } from "./link-verdict.ts"
export { type Measurement, storeMeasurements, tellCopies } from "./measurement-store.ts"
export { datasetsInSeries, datasetsOfService, type Members, type MembersCursor } from "./members-store.ts"
export { type Organization, organizationLevels, type Renaming } from "./organization.ts"
export { insertAliases, organizationAliases, setAlias } from "./organization-alias-store.ts"
export {
  insertOrganization,
  listOrganizations,
  type OrganizationLookup,
  organizationByRef,
  organizationNames,
  organizationsById,
} from "./organization-store.ts"
export type { OrganizationContext } from "./organizations/change-organization.ts"
export type { OrganizationChanges } from "./organizations/check-organization.ts"
export { editOrganization } from "./organizations/edit-organization.ts"
export { moveOrganization } from "./organizations/move-organization.ts"
export { type OfficeOrganization, officeOrganization } from "./organizations/office-organization.ts"
export { type OrganizationGlance, organizationGlance } from "./organizations/organization-glance.ts"
export type { DatasetMove, Holdings, Reorganisation, ReorganisationPlan } from "./organizations/plan-reorganisation.ts"
export { type NewName, renameOrganization } from "./organizations/rename-organization.ts"
export { previewReorganisation, type ReorganisationOptions, reorganise } from "./organizations/reorganise.ts"
export { setPublishingRule } from "./organizations/set-publishing-rule.ts"
export { datasetsWithFile, filesInUse, type OwnFileLookup, ownFile } from "./own-files.ts"
export { hasPublicPage, isPublic, isPublicDataset, mayRead, officeKinds } from "./public-dataset.ts"
export { publishedCount, publishedSlugs } from "./published-slugs.ts"
export * from "./publishing/index.ts"
export { type HarvestedRecord, type SavedRecord, saveHarvested } from "./save-harvested.ts"
export { type HarvestedRelated, saveRelated } from "./save-related.ts"
export { portalFacts, seedCountry } from "./seed-country.ts"
export {
  type DatasetSeries,
  publishedSeries,
  type SeriesLookup,
  seriesByIds,
  seriesByRef,
} from "./series-store.ts"
export { slugFromTitle } from "./slug.ts"
export { giveSlugs } from "./slug-register.ts"
export { withdrawGone } from "./withdraw-gone.ts"
