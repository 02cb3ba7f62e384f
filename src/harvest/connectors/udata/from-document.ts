import type { AsBefore, FoundRecord, ReadContext } from "../../connector.ts"
import { askSource, stopped } from "../../reading/index.ts"
import { recordUnlessAsBefore } from "../shared/one-record.ts"
import { datasetsIn } from "./answer.ts"
import { recordFromDataservice, servicesBeside } from "./dataservice.ts"
import { recordFromDataset, remoteIdOf } from "./dataset.ts"
import { LookUps, recordUnless, withNames } from "./look-ups.ts"
import { readingOf, type UdataOptions } from "./options.ts"
import type { UdataAddress } from "./source-address.ts"
import type { Stage } from "./stages.ts"

/** The datasets of one document, then the data services that stand beside them. */
export async function* fromDocument(
  { url, portal }: UdataAddress & { readonly kind: "document" },
  settings: UdataOptions,
  context: ReadContext,
): AsyncGenerator<FoundRecord | AsBefore> {
  const listed = datasetsIn(await askSource(url.href, context, { maxBytes: 256 * 1024 * 1024 }))
  if (listed.length === 0) throw stopped("empty-catalogue", { url: url.href })
  const lookUps = portal === undefined ? undefined : new LookUps(portal, settings.communityResources, context)
  const datasets = lookUps ? await lookUps.datasets(listed) : listed
  const reading = readingOf(settings, { portal, lookUps, context })
  const placed = (entry: unknown, position: number, stage: Stage) => ({
    id: remoteIdOf(entry),
    entry: [stage, ...withNames(entry, reading)],
    position,
  })
  for (const [at, entry] of datasets.entries()) {
    const readIt = () => recordUnless(entry, () => recordFromDataset(entry, at + 1, reading))
    yield recordUnlessAsBefore(placed(entry, at + 1, "datasets"), context, readIt)
  }
  const services = settings.dataservices ? servicesBeside(datasets) : []
  for (const [at, entry] of services.entries()) {
    const position = datasets.length + at + 1
    const readIt = () => recordFromDataservice(entry, position, reading)
    yield recordUnlessAsBefore(placed(entry, position, "services"), context, readIt)
  }
}
