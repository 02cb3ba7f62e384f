import { type Dataset, organizationsById, publishedDatasets } from "../../catalogue/index.ts"
import type { Db } from "../../platform/db.ts"
import { Gate } from "../ckan/gate.ts"
import { datasetToPod } from "./dataset-to-pod.ts"
import type { PodContext } from "./licence-to-pod.ts"

const batchSize = 200

/** Each batch passes by itself: many slow readers share what few quick ones would take. */
const gate = new Gate({ places: 2, seats: 200 })

/** The whole catalogue as one JSON document, a batch of datasets at a time. */
export async function* streamDataJson(db: Db, contextNow: () => PodContext): AsyncGenerator<string> {
  const { baseUrl } = contextNow()
  const head = {
    "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
    "@id": `${baseUrl}/data.json`,
    "@type": "dcat:Catalog",
    conformsTo: "https://project-open-data.cio.gov/v1.1/schema",
    describedBy: "https://project-open-data.cio.gov/v1.1/schema/catalog.json",
  }
  yield `${JSON.stringify(head).slice(0, -1)},"dataset":[`
  let afterId: string | undefined
  for (;;) {
    const page = { limit: batchSize, ...(afterId ? { afterId } : {}) }
    const datasets = await gate.pass(() => publishedDatasets(db, page))
    const lines = await linesOf(db, datasets, contextNow())
    if (lines.length > 0) yield `${afterId ? "," : ""}\n${lines.join(",\n")}`
    afterId = datasets.at(-1)?.id
    if (datasets.length < batchSize) break
  }
  yield "\n]}\n"
}

async function linesOf(db: Db, datasets: readonly Dataset[], context: PodContext): Promise<string[]> {
  const ids = [...new Set(datasets.map(({ organization }) => organization.id))]
  const bodies = new Map((await organizationsById(db, ids)).map((body) => [body.id, body] as const))
  return datasets.map((dataset) => JSON.stringify(datasetToPod(dataset, bodies.get(dataset.organization.id), context)))
}
