/**
 * Reads map and feature services of the Open Geospatial Consortium: the service is a data service, each of its layers a
 * dataset. WMS and WFS differ in how they name layers, everything after that is common; OGC API Features speaks JSON.
 */
import { z } from "zod"
import {
  type Connector,
  type FoundRecord,
  type HarvestSource,
  HarvestStopped,
  type ReadContext,
} from "../../connector.ts"
import { onlyOnce } from "../shared/one-record.ts"
import { languageOption, optionsOf } from "../shared/source-options.ts"
import { featuresRecords } from "./features/features-records.ts"
import { kindsOf, type ServiceKind, sourceUrl } from "./service-address.ts"
import { xmlServiceRecords } from "./xml-service.ts"

const options = z.strictObject({
  service: z
    .enum(["auto", "wfs", "wms", "features"])
    .default("auto")
    .describe(
      "Which service the address has: `wfs`, `wms`, `features` (OGC API Features), or `auto`: what the address says, else the first of them that answers.",
    ),
  languages: z
    .string()
    .regex(/^\s*[a-z]{2,3}(\s*[,;]\s*[a-z]{2,3})*\s*$/)
    .optional()
    .describe("Languages that the service is asked for, e.g. `ar, fr, en`; titles and abstracts are kept in each."),
  language: languageOption.describe("Language of layers whose text does not show it, as a BCP 47 code."),
  groups: z
    .boolean()
    .default(false)
    .describe("Of a WMS: also layers that only group others with names of their own become datasets."),
  maxLayers: z.number().int().min(1).max(100_000).default(20_000).describe("A service with more layers stops the run."),
})

export const ogcConnector: Connector = {
  kind: "ogc",
  describe:
    "Reads what a WMS (1.1.1, 1.3.0), a WFS (1.0, 1.1, 2.0) or an OGC API Features says it has. The service becomes a data service; each layer or feature type with a name becomes a dataset: WFS with the files it gives (GeoJSON, CSV, shapefile, GeoPackage, KML, XLSX, GML), WMS with the address of a map of it, OGC API with its items. Layers inherit box, time and attribution from those around them. Contact, body, fees and access constraints of the service hold for its layers; a metadata address becomes the landing page. Several languages where the service knows them. Ignores styles, scales, stored queries and transactions, and never asks for features.",
  configSchema: options,
  records,
}

async function* records(source: HarvestSource, context: ReadContext): AsyncGenerator<FoundRecord> {
  const { service, languages, ...rest } = optionsOf(options, source)
  const url = sourceUrl(source.url)
  const asked = { ...rest, languages: (languages ?? "").split(/[,;\s]+/).filter(Boolean), name: source.name }
  const kinds = service === "auto" ? kindsOf(url) : [service]
  const once = onlyOnce()
  for (const record of await firstThatAnswers(kinds, (kind) => recordsOf(kind, url, { options: asked, context })))
    yield once(record)
}

type Asked = Parameters<typeof xmlServiceRecords>[2]

function recordsOf(kind: ServiceKind, url: URL, asked: Asked): Promise<readonly FoundRecord[]> {
  return kind === "features" ? featuresRecords(url, asked) : xmlServiceRecords(url, kind, asked)
}

/** What an address without a kind answers to the requests of another kind. */
const otherKind = new Set(["http-error", "html-instead", "success-false", "not-xml", "not-json", "not-a-catalogue"])

/** Where none answers, what the first said is told. */
async function firstThatAnswers(
  kinds: readonly ServiceKind[],
  read: (kind: ServiceKind) => Promise<readonly FoundRecord[]>,
): Promise<readonly FoundRecord[]> {
  let refusal: unknown
  for (const kind of kinds)
    try {
      return await read(kind)
    } catch (error) {
      if (!(error instanceof HarvestStopped && otherKind.has(error.code))) throw error
      refusal ??= error
    }
  throw refusal
}
