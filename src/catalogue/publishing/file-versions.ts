import { sql } from "kysely"
import type { Db } from "../../platform/db.ts"
import type { DistributionId } from "../dataset.ts"
import type { DistributionFacts } from "../facts.ts"

/** A file as it was kept at one time; the highest number of a distribution is its present file. */
export interface FileVersion {
  readonly distributionId: DistributionId
  readonly number: number
  readonly name: string
  readonly byteSize?: number
  readonly at: Date
  readonly by: string
}

const most = 500

/** Of all files of a dataset, the newest first. */
export async function fileVersions(db: Db, datasetId: string): Promise<FileVersion[]> {
  const { rows } = await sql<Omit<FileVersion, "name" | "byteSize"> & { facts: DistributionFacts }>`
    select version.distribution_id as "distributionId", version.number, version.facts, version.at, version.by
    from distribution_version as version
    join distribution on distribution.id = version.distribution_id
    where distribution.dataset_id = ${datasetId}
    order by version.at desc, version.distribution_id, version.number desc
    limit ${most}
  `.execute(db)
  return rows.map(({ facts: { file, byteSize }, ...row }) => ({
    ...row,
    name: file?.name ?? "",
    ...(byteSize === undefined ? {} : { byteSize }),
  }))
}
