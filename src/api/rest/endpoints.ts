import { listChanges } from "./changes.ts"
import { listComments, restoreOldVersion, showHistory, writeComment } from "./dataset-history.ts"
import { workflowSteps } from "./dataset-workflow.ts"
import type { Endpoint } from "./endpoint.ts"
import { listDatasets } from "./list-datasets.ts"
import { listErrors } from "./list-errors.ts"
import { listOffice } from "./list-office.ts"
import { listOrganizations, showOrganization } from "./organizations.ts"
import { listDatasetsOfSeries, listSeries, showSeries } from "./series.ts"
import { listDatasetsOfService, listServices, showService } from "./services.ts"
import { showDataset } from "./show-dataset.ts"
import { showDistribution } from "./show-distribution.ts"
import { suggest } from "./suggest.ts"
import { listFrequencies, listLicences, listPlaces, listThemes } from "./vocabularies.ts"
import { changeDataset, createDataset, deleteDataset, purgeDatasetForEver } from "./write-dataset.ts"
import { addDistribution, changeDistribution, deleteDistribution } from "./write-distribution.ts"

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
]
