/**
 * Reads udata, the software of data.gouv.fr and of portals in Tunisia, Portugal, Luxembourg and elsewhere: datasets by the
 * pages of its API, then data services; or a saved document. Records of both versions of the API end in `recordFromDataset`.
 */
import type { AsBefore, Connector, FoundRecord, HarvestSource, PageEnd, ReadContext } from "../../connector.ts"
import { stopped } from "../../reading/index.ts"
import { onlyOnce } from "../shared/one-record.ts"
import { optionsOf } from "../shared/source-options.ts"
import { fromApi } from "./from-api.ts"
import { fromDocument } from "./from-document.ts"
import { udataOptions } from "./options.ts"
import { udataAddress } from "./source-address.ts"

export const udataConnector: Connector = {
  kind: "udata",
  canResume: true,
  describe:
    "Reads a udata portal (data.gouv.fr, data4tunisia.org, dados.gov.pt…) by its API: version 1, or version 2 where the address names it (`/api/2/datasets/`, `/api/2/datasets/search/`), whose datasets need one more request each for their files; also an address that narrows the list (`/api/1/datasets/?organization=…`), one dataset, or a saved JSON document, dumps of datasets with their organisations, resources and data services included. Organisations, licences and zones get their names, data services come with the datasets that they serve. Titles and descriptions in further languages may stand among the extras (`title_ar`, `description_ar`). Skips private, deleted and archived datasets. Does not read reuses, discussions, topics, owners who are persons, metrics, quality, granularity or the remaining extras. Cannot ask for changes: udata lists datasets by the date of their data, not of their description.",
  configSchema: udataOptions,
  records,
}

async function* records(source: HarvestSource, context: ReadContext): AsyncGenerator<FoundRecord | AsBefore | PageEnd> {
  const settings = optionsOf(udataOptions, source)
  const address = udataAddress(source.url)
  const once = onlyOnce()
  const found =
    address.kind === "document" ? fromDocument(address, settings, context) : fromApi(address, settings, context)
  for await (const record of found) {
    if (context.signal?.aborted) throw stopped("stopped")
    yield record.kind === "page-end" ? record : once(record)
  }
}
