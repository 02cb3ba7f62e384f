import type { Tx } from "../platform/db.ts"
import { enqueueJob } from "../platform/jobs/index.ts"

/** The job that asks the hosts of these distributions for their headers; the harvester’s worker does it. */
export const checkLinksJob = "check-links"
const linksPerJob = 100

/** Part of the transaction that stores the addresses. */
export async function requestLinkChecks(tx: Tx, distributionIds: readonly string[]): Promise<void> {
  for (let start = 0; start < distributionIds.length; start += linksPerJob) {
    const payload = { distributionIds: distributionIds.slice(start, start + linksPerJob) }
    // One after another: slow hosts must not keep every hand of the worker waiting.
    await enqueueJob(tx, { name: checkLinksJob, payload, queue: checkLinksJob })
  }
}
