import { z } from "zod"
import type { ReadContext } from "../../connector.ts"
import { languageOption } from "../shared/source-options.ts"
import type { UdataContext } from "./dataset.ts"
import type { LookUps } from "./look-ups.ts"

export const udataOptions = z.strictObject({
  pageSize: z.number().int().min(1).max(1000).default(50).describe("Datasets asked for per page."),
  dataservices: z.boolean().default(true).describe("Reads the data services (APIs) of the portal too."),
  communityResources: z
    .boolean()
    .default(false)
    .describe("Adds the files that third parties put beside a dataset to its distributions."),
  skipHarvested: z
    .boolean()
    .default(false)
    .describe("Skips what the portal itself harvested elsewhere, for sources whose origins are harvested directly."),
  language: languageOption,
  maxRecords: z.number().int().min(1).max(5_000_000).default(500_000).describe("A larger catalogue stops the run."),
})
export type UdataOptions = z.infer<typeof udataOptions>

/** What reading one record needs. */
export function readingOf(
  settings: UdataOptions,
  { portal, lookUps, context }: { portal: string | undefined; lookUps: LookUps | undefined; context: ReadContext },
): UdataContext {
  return {
    vocabularies: context.vocabularies,
    portal,
    language: settings.language,
    communityResources: settings.communityResources,
    skipHarvested: settings.skipHarvested,
    zoneNames: lookUps?.zoneNames ?? new Map(),
    licenceNames: lookUps?.licenceNames ?? new Map(),
  }
}
