/** Reads a WMS or a WFS from its capabilities. */
import type { DataServiceFacts } from "../../../catalogue/index.ts"
import type { FoundRecord, Problem, ReadContext } from "../../connector.ts"
import { compact, problem, readUrl, stopped, type XmlElement } from "../../reading/index.ts"
import { oneRecord, refused } from "../shared/one-record.ts"
import { askForCapabilities, type Capabilities } from "./capabilities.ts"
import { datasetFromLayer, type LayerContext, localised, remoteIdOf } from "./dataset-from-layer.ts"
import type { Layer } from "./layer.ts"
import { mergedTexts, mergeLayers } from "./merge-languages.ts"
import { type ServiceInfo, serviceFacts, serviceInfo } from "./service-info.ts"
import { wfsLayers } from "./wfs-layers.ts"
import { wmsLayers } from "./wms-layers.ts"

export interface XmlServiceOptions {
  readonly languages: readonly string[]
  readonly language?: string | undefined
  readonly groups: boolean
  readonly maxLayers: number
  /** How the source is called here, for services without a title. */
  readonly name: string
}

export async function xmlServiceRecords(
  url: URL,
  kind: "wfs" | "wms",
  { options, context }: { options: XmlServiceOptions; context: ReadContext },
): Promise<readonly FoundRecord[]> {
  const capabilities = await askForCapabilities(url, kind, { languages: options.languages, context })
  const { layers, nameless } = layersOf(capabilities, options)
  if (layers.length + nameless.length === 0) throw stopped("empty-catalogue", { url: capabilities.address })
  if (layers.length > options.maxLayers)
    throw stopped("too-large", { url: capabilities.address, layers: layers.length, maxLayers: options.maxLayers })
  const problems: Problem[] = []
  const { vocabularies } = context
  const info = serviceInLanguages(capabilities)
  const service = serviceFacts(info, { vocabularies, language: options.language ?? "und", problems })
  const reading: LayerContext = { vocabularies, service, language: options.language }
  return [
    ...layers.map((layer, at) => oneRecord(at + 1, () => datasetFromLayer(layer, reading))),
    ...nameless.map((title, at) => refused(`#${layers.length + at + 1}`, problem("missing-identifier", "Name", title))),
    oneRecord(0, () => serviceRecord(capabilities, { info, layers, reading, problems, name: options.name })),
  ]
}

interface Layers {
  readonly layers: readonly Layer[]
  /** Titles of feature types that nobody can ask for. */
  readonly nameless: readonly (string | undefined)[]
}

function layersOf(capabilities: Capabilities, { groups }: XmlServiceOptions): Layers {
  const { kind, language, others } = capabilities
  const read = (root: XmlElement): Layers => {
    const one = { ...capabilities, root }
    if (kind === "wms") return { layers: wmsLayers(one, groups), nameless: [] }
    const types = wfsLayers(one)
    return {
      layers: types.flatMap((type) => ("name" in type ? type : [])),
      nameless: types.flatMap((type) => ("name" in type ? [] : [type.nameless])),
    }
  }
  const main = read(capabilities.root)
  if (!language) return main
  const translations = others.map((other) => ({ language: other.language, things: read(other.root).layers }))
  return { ...main, layers: mergeLayers({ language, things: main.layers }, translations) }
}

function serviceInLanguages({ root, language, others }: Capabilities): ServiceInfo {
  const main = serviceInfo(root)
  if (!language) return main
  const all = [{ language, info: main }, ...others.map((other) => ({ ...other, info: serviceInfo(other.root) }))]
  return {
    ...main,
    titles: mergedTexts(all.map((one) => [one.language, one.info.titles])),
    abstracts: mergedTexts(all.map((one) => [one.language, one.info.abstracts])),
  }
}

interface ServiceReading {
  readonly info: ServiceInfo
  readonly layers: readonly Layer[]
  readonly reading: LayerContext
  readonly problems: Problem[]
  readonly name: string
}

function serviceRecord(
  { kind, endpoint, address }: Capabilities,
  { info, layers, reading, problems, name }: ServiceReading,
): FoundRecord {
  const context = { language: reading.language ?? "und", problems }
  const facts = compact<DataServiceFacts>({
    title: localised(info.titles, "Service.Title", context) ?? { und: name },
    description: localised(info.abstracts, "Service.Abstract", context, "text"),
    ...reading.service,
    endpointUrl: readUrl(endpoint.href, "endpoint", problems),
    endpointDescription: readUrl(address, "capabilities", problems),
    servesDatasets: [...new Set(layers.map((layer) => remoteIdOf(layer.name)))],
  })
  return { kind: "service", remoteId: `${kind}-service`, facts, problems }
}
