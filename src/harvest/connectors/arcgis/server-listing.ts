import type { FoundRecord, ReadContext } from "../../connector.ts"
import { isObject, type JsonObject, lineOf, listOf, stopped } from "../../reading/index.ts"
import { askOrStop, askServer } from "./server-answer.ts"

export interface ServerAddress {
  /** `…/rest/services` */
  readonly root: string
  /** The folder or service that the source is confined to. */
  readonly within?: string
}

/** One name of the catalogue with all the ways in which it is served. */
export interface ServiceGroup {
  readonly name: string
  readonly types: readonly string[]
}

export interface Listing {
  readonly groups: readonly ServiceGroup[]
  readonly skipped: readonly FoundRecord[]
}

const readable = ["FeatureServer", "MapServer", "ImageServer"]
const folderLimit = 2_000

/** All services of the server or of one folder of it, in the order of their names. */
export async function listingOf({ root, within }: ServerAddress, context: ReadContext): Promise<Listing> {
  const service = /^(.*)\/([A-Za-z]+Server)(?:\/\d+)?$/.exec(within ?? "")
  if (service) return { groups: [{ name: service[1] as string, types: [service[2] as string] }], skipped: [] }
  const url = within === undefined ? root : `${root}/${pathOf(within)}`
  const top = await askOrStop(url, context)
  if (!Array.isArray(top.services) && !Array.isArray(top.folders)) throw stopped("not-a-catalogue", { url })
  const types = new Map<string, Set<string>>()
  const skipped: FoundRecord[] = []
  collect(top, { types, skipped })
  const folders = listOf(top.folders)
    .map(lineOf)
    .filter((folder) => folder !== undefined)
  if (folders.length > folderLimit) throw stopped("too-large", { url, folders: folders.length })
  for (const folder of new Set(folders)) {
    if (context.signal?.aborted) throw stopped("stopped")
    const answer = await askServer(`${root}/${pathOf(folder)}`, context)
    if (answer.kind === "token-required") skipped.push(tokenRequired(`${folder}/`))
    else if (answer.kind === "error") throw stopped("success-false", { url: `${root}/${folder}`, says: answer.says })
    else collect(answer.value, { types, skipped })
  }
  const groups = [...types].map(([name, kinds]) => ({ name, types: readable.filter((kind) => kinds.has(kind)) }))
  return { groups: groups.sort((a, b) => (a.name < b.name ? -1 : 1)), skipped }
}

export function tokenRequired(remoteId: string): FoundRecord {
  return { kind: "skipped", remoteId: remoteId.slice(0, 400), reason: "token required" }
}

/** Services of geometry, geocoding, printing and the like hold no data. */
function collect(folder: JsonObject, into: { types: Map<string, Set<string>>; skipped: FoundRecord[] }) {
  for (const service of listOf(folder.services).filter(isObject)) {
    const name = lineOf(service.name)?.slice(0, 300)
    const type = lineOf(service.type)?.slice(0, 60)
    if (name === undefined || type === undefined) continue
    if (!readable.includes(type)) into.skipped.push({ kind: "skipped", remoteId: `${name}/${type}`, reason: type })
    else into.types.set(name, (into.types.get(name) ?? new Set()).add(type))
  }
}

/** A name of folders and service as it stands in an address. */
export function pathOf(name: string): string {
  return name
    .split("/")
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join("/")
}
