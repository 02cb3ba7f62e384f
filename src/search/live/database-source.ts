import { type Dataset, datasetIdsOfOrganization, datasetsByIds, publishedDatasets } from "../../catalogue/index.ts"
import { readChanges, readHead } from "../../platform/changes/index.ts"
import type { Db } from "../../platform/db.ts"
import { raiseGeneration, readGeneration } from "../../platform/generations.ts"
import type { Log } from "../../platform/log.ts"
import { loadVocabularies, type Vocabularies } from "../../vocabulary/index.ts"
import { documentFromDataset } from "../document.ts"
import type { DocumentSource } from "./document-source.ts"

const datasetsPerRead = 500
const indexName = "search"

export function databaseSource(db: Db, log: Log): DocumentSource {
  let vocabularies: Promise<Vocabularies> | undefined
  const known = () => {
    vocabularies ??= loadVocabularies(db)
    return vocabularies
  }
  const documents = async (datasets: readonly Dataset[]) => {
    const lists = await known()
    return datasets.flatMap((dataset) => {
      try {
        return documentFromDataset(dataset, lists)
      } catch (error) {
        // One record that cannot be indexed must not keep all others from being found.
        log.error({ datasetId: dataset.id, error: String(error) }, "a dataset cannot be indexed")
        return []
      }
    })
  }
  return {
    head: () => readHead(db),
    generation: () => readGeneration(db, indexName),
    changesAfter: (after, limit) => readChanges(db, { after, limit }),
    async documentsOf(ids) {
      const found: Dataset[] = []
      for (let at = 0; at < ids.length; at += datasetsPerRead) {
        found.push(...(await datasetsByIds(db, ids.slice(at, at + datasetsPerRead))))
      }
      return documents(found.filter(({ state }) => state === "published"))
    },
    async *allDocuments() {
      // The database reads the next page while this one is analysed.
      let next = readPage(db, undefined)
      for (;;) {
        const page = await next
        if (page.length === 0) return
        next = readPage(db, page.at(-1)!.id)
        yield await documents(page)
      }
    },
    datasetsOfOrganization: (id) => datasetIdsOfOrganization(db, id),
    forgetVocabularies() {
      vocabularies = undefined
    },
  }
}

function readPage(db: Db, afterId: string | undefined): Promise<readonly Dataset[]> {
  const page = publishedDatasets(db, { limit: datasetsPerRead, withPrivate: true, ...(afterId ? { afterId } : {}) })
  // Whoever awaits it meets the failure; until then it must not count as unhandled.
  page.catch(() => {})
  return page
}

/** Asks every node to build its index anew; the old one serves meanwhile. Answers the generation to wait for. */
export function requestReindex(db: Db): Promise<number> {
  return raiseGeneration(db, indexName)
}
