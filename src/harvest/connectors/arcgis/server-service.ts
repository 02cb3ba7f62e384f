import type { FoundRecord, ReadContext } from "../../connector.ts"
import { isObject, type JsonObject, lineOf, listOf, problem } from "../../reading/index.ts"
import { oneRecord } from "../shared/one-record.ts"
import { datasetFromLayer } from "./layer.ts"
import { askServer, type ServerAnswer } from "./server-answer.ts"
import { pathOf, type ServiceGroup, tokenRequired } from "./server-listing.ts"
import { type LayerContext, type LayerSource, serviceRecord } from "./service.ts"

export interface GroupRead {
  readonly records: readonly FoundRecord[]
  /** What the server said of services that should have answered. */
  readonly failed: readonly string[]
}

interface ServiceRead extends LayerSource {
  readonly type: string
  readonly remoteId: string
}

/**
 * One name of the catalogue: its services, and each of their layers and tables as one dataset. A layer that is served as map and
 * as features is one dataset with both ways in, under the same id whichever of them is there.
 */
export async function readGroup(
  root: string,
  { name, types }: ServiceGroup,
  { language, ...context }: ReadContext & { readonly language: string | undefined },
): Promise<GroupRead> {
  const services: ServiceRead[] = []
  const records: FoundRecord[] = []
  const failed: string[] = []
  for (const type of types) {
    const url = `${root}/${pathOf(name)}/${type}`
    const remoteId = `${name}/${type}`.slice(0, 400)
    const answer = await askService(url, type, context)
    if (answer.kind === "ok") services.push({ ...answer, type, remoteId, url })
    else if (answer.kind === "token-required") records.push(tokenRequired(remoteId))
    else {
      failed.push(`${remoteId}: ${answer.says}`)
      records.push({ kind: "refused", remoteId, problems: [problem("not-described", "services", answer.says)] })
    }
  }
  const reading: LayerContext = { vocabularies: context.vocabularies, language, name }
  return { records: [...records, ...recordsOf(services, reading)], failed }
}

type ServiceAnswer =
  | { readonly kind: "ok"; readonly service: JsonObject; readonly layers: readonly JsonObject[] }
  | Exclude<ServerAnswer, { kind: "ok" }>

/** The service with all its layers at once; servers older than that question only name them in the service. */
async function askService(url: string, type: string, context: ReadContext): Promise<ServiceAnswer> {
  const answer = await askServer(url, context)
  if (answer.kind !== "ok") return answer
  const service = answer.value
  if (type === "ImageServer") return { kind: "ok", service, layers: [service] }
  const all = await askServer(`${url}/layers`, context)
  if (all.kind !== "ok" && !(all.kind === "error" && unknownQuestion.test(all.says))) return all
  const { layers, tables } = all.kind === "ok" && Array.isArray(all.value.layers) ? all.value : service
  if (!Array.isArray(layers)) return { kind: "error", says: "The service names no layers." }
  return { kind: "ok", service, layers: [...layers, ...listOf(tables)].filter(isObject).filter(holdsData) }
}

const unknownQuestion = /^(400|404|status 40[04]|http-error 40[04])\b/

/** Groups only hold other layers; annotations are texts on a map. */
function holdsData(layer: JsonObject): boolean {
  if (Array.isArray(layer.subLayerIds) && layer.subLayerIds.length > 0) return false
  return !/^(group|annotation|dimension)/i.test(lineOf(layer.type) ?? "")
}

function recordsOf(services: readonly ServiceRead[], context: LayerContext): readonly FoundRecord[] {
  const datasets = new Map<string, { readonly layer: JsonObject; readonly sources: LayerSource[] }>()
  const served = new Map<string, string[]>()
  for (const service of services)
    for (const layer of service.layers) {
      const id = idOf(layer, { service, context, datasets })
      const known = datasets.get(id)
      if (known) known.sources.push(service)
      else datasets.set(id, { layer, sources: [service] })
      served.set(service.remoteId, [...(served.get(service.remoteId) ?? []), id])
    }
  const read = [
    ...services.map(
      (service) => () =>
        serviceRecord(service, { ...context, remoteId: service.remoteId, serves: served.get(service.remoteId) ?? [] }),
    ),
    ...[...datasets].map(
      ([remoteId, { layer, sources }]) =>
        () =>
          datasetFromLayer(layer, sources, { ...context, remoteId }),
    ),
  ]
  return read.map((one, at) => oneRecord(at + 1, one))
}

interface Ids {
  readonly service: ServiceRead
  readonly context: LayerContext
  readonly datasets: ReadonlyMap<string, { readonly layer: JsonObject; readonly sources: readonly LayerSource[] }>
}

/** Layers of a map and of its feature service share numbers; where the names differ, they are not the same layer after all. */
function idOf(layer: JsonObject, { service, context: { name }, datasets }: Ids): string {
  if (service.type === "ImageServer") return `${name}/image`
  const id = `${name}/${lineOf(layer.id) ?? lineOf(layer.name) ?? "?"}`.slice(0, 400)
  const known = datasets.get(id)
  const isSame = !known || (lineOf(known.layer.name) === lineOf(layer.name) && !known.sources.includes(service))
  return isSame ? id : `${service.remoteId}/${lineOf(layer.id) ?? lineOf(layer.name) ?? "?"}`.slice(0, 400)
}
