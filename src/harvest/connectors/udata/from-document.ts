import type { FoundRecord, ReadContext } from "../../connector.ts"
import { askSource, stopped } from "../../reading/index.ts"
import { oneRecord } from "../shared/one-record.ts"
import { datasetsIn } from "./answer.ts"
import { recordFromDataservice, servicesBeside } from "./dataservice.ts"
import { recordFromDataset } from "./dataset.ts"
import { LookUps, recordUnless } from "./look-ups.ts"
import { readingOf, type UdataOptions } from "./options.ts"
import type { UdataAddress } from "./source-address.ts"

/** The datasets of one document, then the data services that stand beside them. */
export async function* fromDocument(
  { url, portal }: UdataAddress & { readonly kind: "document" },
  settings: UdataOptions,
  context: ReadContext,
): AsyncGenerator<FoundRecord> {
  const listed = datasetsIn(await askSource(url.href, context, { maxBytes: 256 * 1024 * 1024 }))
  if (listed.length === 0) throw stopped("empty-catalogue", { url: url.href })
  const lookUps = portal === undefined ? undefined : new LookUps(portal, settings.communityResources, context)
  const datasets = lookUps ? await lookUps.datasets(listed) : listed
  const reading = readingOf(settings, { portal, lookUps, context })
  for (const [at, entry] of datasets.entries())
    yield oneRecord(at + 1, () => recordUnless(entry, () => recordFromDataset(entry, at + 1, reading)))
  const services = settings.dataservices ? servicesBeside(datasets) : []
  for (const [at, entry] of services.entries()) {
    const position = datasets.length + at + 1
    yield oneRecord(position, () => recordFromDataservice(entry, position, reading))
  }
}
