import { join } from "node:path"
import { createGuardedFetch } from "../../../src/platform/fetch/index.ts"
import { newId } from "../../../src/platform/ids.ts"
import { silentLog } from "../../../src/platform/log.ts"
import { ingestionJobs } from "../../../src/tabular/ingest/jobs.ts"
import { readableTable } from "../../../src/tabular/versions/readable-table.ts"
import type { DataTable } from "../../../src/tabular/versions/table-store.ts"
import { temporaryFolder } from "../../support/folder.ts"
import { startPortal } from "../../support/portal-server.ts"
import { ids, insertDataset } from "./catalogue.ts"
import type { ApiPortal } from "./portal.ts"

export interface GivenFile {
  readonly title: Readonly<Record<string, string>>
  /** `name.csv`: its ending says the format. */
  readonly name: string
  readonly body: string
}

/** Files of elsewhere that become tables as the worker makes them. */
export async function ingestion(portal: Pick<ApiPortal, "db" | "blobs" | "clock">) {
  const elsewhere = await startPortal()
  const client = createGuardedFetch({ allow: ["127.0.0.0/8"], log: silentLog, userAgent: "test" })
  const folder = temporaryFolder()
  const [job] = ingestionJobs({
    ...{ db: portal.db, blobs: portal.blobs, clock: portal.clock, stream: client.stream, newId, log: silentLog },
    ...{ folder: join(folder.path, "tables"), maxBytes: 10_000_000, placeFrom: () => undefined },
  })
  const read = async (distributionId: string): Promise<DataTable> => {
    await job!.run({ distributionId, again: true }, AbortSignal.timeout(30_000))
    const found = await readableTable(portal.db, distributionId)
    if (found.kind !== "found") throw new Error(`No table: ${JSON.stringify(found)}`)
    return found.table
  }
  return {
    /** A public dataset with one file, and its first table. */
    async publish({ title, name, body }: GivenFile): Promise<DataTable> {
      const [id, distributionId] = [newId(), newId()]
      elsewhere.set(`/${name}`, { type: "application/octet-stream", body })
      const downloadUrl = new URL(name, elsewhere.url).href
      await insertDataset(portal.db, {
        ...{ id, slug: name.replace(".", "-"), organizationId: ids.agriculture, distributionIds: [distributionId] },
        metadataModified: "2026-02-01T00:00:00Z",
        facts: {
          ...{ title, licence: { code: "lndpo-tn" }, description: { fr: "<p>Relevé de <b>2025</b></p>" } },
          distributions: [{ downloadUrl, format: name.split(".").at(-1)!.toUpperCase() }],
        },
      })
      return read(distributionId)
    },
    /** The same file says something else now. */
    async replace({ distributionId }: DataTable, { name, body }: Pick<GivenFile, "name" | "body">): Promise<DataTable> {
      elsewhere.set(`/${name}`, { type: "application/octet-stream", body })
      return read(distributionId)
    },
    async close() {
      await client.close()
      await elsewhere.close()
      folder.remove()
    },
  }
}
