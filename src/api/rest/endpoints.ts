import { tableAddresses } from "../tables/descriptions.ts"
import { applyMany, editMany, listManyLines, showMany, showReport, transferMany } from "./bulk-edit.ts"
import { exportMany, importMany } from "./bulk-import.ts"
import { listChanges } from "./changes.ts"
import { deleteCollaborator, listCollaborators, putCollaborator } from "./collaborators.ts"
import { listComments, restoreOldVersion, showHistory, writeComment } from "./dataset-history.ts"
import { workflowSteps } from "./dataset-workflow.ts"
import { duplicateQuestions } from "./duplicates.ts"
import type { Description, Endpoint } from "./endpoint.ts"
import { answerFile, showInspection } from "./file-answers.ts"
import { listDatasets } from "./list-datasets.ts"
import { listErrors } from "./list-errors.ts"
import { listOffice } from "./list-office.ts"
import {
  changeMember,
  inviteMember,
  listInvitations,
  listMembers,
  removeMember,
  resendOneInvitation,
  withdrawOneInvitation,
} from "./members-of-body.ts"
import { decideRequest, listMembershipRequests } from "./membership-requests.ts"
import { listOrganizations, showOrganization } from "./organizations.ts"
import { listAuditLines, listNotices, readNotices, showAccount } from "./own-account.ts"
import { portalAnnouncements } from "./portal-announcements.ts"
import { portalFront } from "./portal-front.ts"
import { portalPages } from "./portal-pages.ts"
import { reorganisations } from "./reorganise-body.ts"
import { listDatasetsOfSeries, listSeries, showSeries } from "./series.ts"
import { listDatasetsOfService, listServices, showService } from "./services.ts"
import { showDataset } from "./show-dataset.ts"
import { showDistribution } from "./show-distribution.ts"
import { exportCorrections, listCorrections } from "./source-corrections.ts"
import { listPublishers, listUnmapped, putPublisher } from "./source-mapping.ts"
import { previewKnownSource, previewNewSource, showPreview } from "./source-previews.ts"
import { runReport, showRun } from "./source-run-report.ts"
import { confirmRun, listRuns } from "./source-runs.ts"
import { changeSource, createSource, listOfficeSources, showSource, sourceActs } from "./sources.ts"
import { suggest } from "./suggest.ts"
import { tableDictionary } from "./table-dictionary.ts"
import { uploadAddresses } from "./upload-addresses.ts"
import { listFrequencies, listLicences, listPlaces, listThemes } from "./vocabularies.ts"
import { changeDataset, createDataset, deleteDataset, purgeDatasetForEver } from "./write-dataset.ts"
import { addDistribution, changeDistribution, deleteDistribution } from "./write-distribution.ts"
import { changeBody, createBody, setBodyRule, showGlance, showOfficeBody } from "./write-organization.ts"
import { vocabularyEdits } from "./write-vocabularies.ts"

/** Every address of the REST API that answers JSON, in the order of the reference. */
export const endpoints: readonly Endpoint[] = [
  listDatasets,
  showDataset,
  showDistribution,
  listSeries,
  showSeries,
  listDatasetsOfSeries,
  listServices,
  showService,
  listDatasetsOfService,
  listOrganizations,
  showOrganization,
  listThemes,
  listLicences,
  listPlaces,
  listFrequencies,
  suggest,
  listChanges,
  listErrors,
  createDataset,
  changeDataset,
  deleteDataset,
  purgeDatasetForEver,
  addDistribution,
  changeDistribution,
  deleteDistribution,
  listOffice,
  ...workflowSteps,
  showHistory,
  restoreOldVersion,
  listComments,
  writeComment,
  listCollaborators,
  putCollaborator,
  deleteCollaborator,
  editMany,
  importMany,
  applyMany,
  showMany,
  listManyLines,
  showReport,
  transferMany,
  exportMany,
  showInspection,
  answerFile,
  createBody,
  showOfficeBody,
  changeBody,
  setBodyRule,
  showGlance,
  ...reorganisations,
  listMembers,
  changeMember,
  removeMember,
  listInvitations,
  inviteMember,
  resendOneInvitation,
  withdrawOneInvitation,
  listMembershipRequests,
  decideRequest,
  ...vocabularyEdits,
  listOfficeSources,
  createSource,
  showSource,
  changeSource,
  ...sourceActs,
  previewNewSource,
  previewKnownSource,
  showPreview,
  listUnmapped,
  listPublishers,
  putPublisher,
  listCorrections,
  exportCorrections,
  listRuns,
  showRun,
  runReport,
  confirmRun,
  ...tableDictionary,
  ...duplicateQuestions,
  showAccount,
  listNotices,
  readNotices,
  listAuditLines,
  ...portalPages,
  ...portalAnnouncements,
  ...portalFront,
]

/** All that the description and the reference tell of: those above, and those that other modules serve. */
export const described: readonly Description[] = [...endpoints, ...tableAddresses, ...uploadAddresses]
