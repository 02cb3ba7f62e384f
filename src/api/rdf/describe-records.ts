import {
  type DataService,
  type Dataset,
  type DatasetSeries,
  dataServicesByIds,
  organizationsById,
  seriesByIds,
} from "../../catalogue/index.ts"
import type { Db } from "../../platform/db.ts"
import type { Description } from "../../rdf/index.ts"
import { describeOrganization } from "./describe-agent.ts"
import { describeDataset } from "./describe-dataset.ts"
import { describeSeries, describeService } from "./describe-related.ts"
import type { RdfContext } from "./rdf-context.ts"

/** Records of the catalogue with what they name: their series, services and publishers. */
export interface Records {
  readonly datasets: readonly Dataset[]
  readonly series?: readonly DatasetSeries[]
  readonly services?: readonly DataService[]
}

/** Nodes of these records and of all they refer to, so that the document stands for itself. */
export async function describeRecords(db: Db, records: Records, context: RdfContext): Promise<Description[]> {
  const { datasets } = records
  const series = [
    ...(records.series ?? []),
    ...(await seriesByIds(db, distinct(datasets.map((one) => one.series?.id)))),
  ]
  const servedBy = datasetsByService(datasets)
  const services = [...(records.services ?? []), ...(await dataServicesByIds(db, [...servedBy.keys()]))]
  const refs = [...datasets, ...series, ...services].map(({ organization }) => organization)
  const bodies = await organizationsById(db, distinct(refs.map(({ id }) => id)))
  return [
    ...datasets.flatMap((dataset) => describeDataset(dataset, context)),
    ...series.flatMap((one) => describeSeries(one, context)),
    ...services.flatMap((one) => describeService(one, servedBy.get(one.id) ?? [], context)),
    ...bodies.flatMap((body) => describeOrganization(body, context.baseUrl)),
  ]
}

function datasetsByService(datasets: readonly Dataset[]): ReadonlyMap<string, string[]> {
  const byService = new Map<string, string[]>()
  for (const { id, services } of datasets) {
    for (const service of services ?? []) byService.set(service.id, [...(byService.get(service.id) ?? []), id])
  }
  return byService
}

function distinct(ids: readonly (string | undefined)[]): string[] {
  return [...new Set(ids.filter((id) => id !== undefined))]
}
