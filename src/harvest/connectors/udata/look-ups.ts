/**
 * What a list of udata only points to: resources of a dataset (version 2 of the API), resources of the community, names of
 * zones, titles of licences, datasets of a service. It is asked for page by page of the list, before its records are read.
 */
import { type FoundRecord, HarvestStopped, type ReadContext } from "../../connector.ts"
import { countFrom, isObject, type JsonObject, lineOf, listOf, problem, stopped } from "../../reading/index.ts"
import { refused } from "../shared/one-record.ts"
import { askIfKnown, askPage } from "./answer.ts"
import { countryOfZone } from "./coverage.ts"
import type { UdataContext } from "./dataset.ts"

const zonesAtOnce = 50
const zoneLimit = 2_000
const pageSize = 100
const listLimit = 10_000
const failuresInARow = 10

/** A record that the portal lists and cannot show: what we have of it stays. */
class NotDescribed {
  readonly id: string
  readonly reason: string

  constructor(id: string, reason: string) {
    this.id = id
    this.reason = reason
  }
}

/** The record that a completed entry holds; a refusal where it could not be completed. */
export function recordUnless(entry: unknown, read: () => FoundRecord): FoundRecord {
  if (!(entry instanceof NotDescribed)) return read()
  return refused(entry.id.slice(0, 400), problem("not-described", undefined, entry.reason))
}

/** All that a record is made of: its entry, and what the portal told of the zones and the licence that it names. */
export function withNames(entry: unknown, { zoneNames, licenceNames }: UdataContext): readonly unknown[] {
  if (!isObject(entry)) return [entry]
  const zones = zonesOf(entry).map((zone) => zoneNames.get(lineOf(isObject(zone) ? zone.id : zone) ?? ""))
  return [entry, zones, licenceNames.get(lineOf(entry.license) ?? "")]
}

export class LookUps {
  readonly zoneNames = new Map<string, string>()
  readonly licenceNames = new Map<string, readonly unknown[]>()
  readonly #portal: string
  readonly #communityResources: boolean
  readonly #context: ReadContext
  readonly #zonesAsked = new Set<string>()
  #licencesAsked = false
  #failures = 0

  constructor(portal: string, communityResources: boolean, context: ReadContext) {
    this.#portal = portal
    this.#communityResources = communityResources
    this.#context = context
  }

  /** The datasets with their resources in place; names that they need are known afterwards. */
  async datasets(found: readonly unknown[]): Promise<readonly unknown[]> {
    await this.#learnLicences(found)
    await this.#learnZones(found)
    return Promise.all(found.map((dataset) => this.#completed(dataset, this.#linksOfDataset)))
  }

  /** The services with the datasets that they serve. */
  async services(found: readonly unknown[]): Promise<readonly unknown[]> {
    await this.#learnLicences(found)
    return Promise.all(found.map((service) => this.#completed(service, linksOfService)))
  }

  /** The record with lists in place of the links to them. */
  async #completed(record: unknown, linksOf: (id: string) => Readonly<Record<string, string>>): Promise<unknown> {
    const id = isObject(record) ? lineOf(record.id) : undefined
    if (!isObject(record) || id === undefined) return record
    const lists: Record<string, unknown> = {}
    try {
      for (const [name, path] of Object.entries(linksOf(encodeURIComponent(id)))) {
        const link = record[name]
        if (isLink(link)) lists[name] = await this.#linked(link, path)
      }
      this.#failures = 0
      return { ...record, ...lists }
    } catch (error) {
      if (!(error instanceof HarvestStopped) || error.code !== "http-error") throw error
      this.#failures += 1
      if (this.#failures >= failuresInARow) throw error
      return new NotDescribed(id, `${error.detail.status} ${error.detail.url}`)
    }
  }

  readonly #linksOfDataset = (id: string) => ({
    resources: `api/2/datasets/${id}/resources/`,
    ...(this.#communityResources && { community_resources: `api/1/datasets/community_resources/?dataset=${id}` }),
  })

  /** Asked for where the API has it, not where the link says: behind a proxy links name inner hosts. */
  async #linked(link: JsonObject, path: string): Promise<readonly unknown[]> {
    if (countFrom(link.total) === 0) return []
    const endpoint = new URL(path, this.#portal)
    const found: unknown[] = []
    for (let page: number | undefined = 1; page !== undefined && found.length < listLimit; ) {
      const { entries, total, next } = await askPage(endpoint, { page, size: pageSize }, this.#context)
      found.push(...entries)
      if ((next === undefined || entries.length === 0) && total !== undefined && found.length < total)
        throw stopped("truncated", { url: endpoint.href, found: found.length, count: total })
      page = entries.length === 0 ? undefined : next
    }
    return found
  }

  /** The list of licences, once, when one is met that we do not know by its identifier. */
  async #learnLicences(found: readonly unknown[]) {
    const isKnown = (id: string) => this.#context.vocabularies.licenceFrom(id) !== undefined
    const unknown = found.some((entry) => {
      const id = isObject(entry) ? lineOf(entry.license) : undefined
      return id !== undefined && !isKnown(id)
    })
    if (!unknown || this.#licencesAsked) return
    this.#licencesAsked = true
    const list = await askIfKnown(new URL("api/1/datasets/licenses/", this.#portal).href, this.#context)
    for (const licence of listOf(list).slice(0, 1_000).filter(isObject)) {
      const id = lineOf(licence.id)
      if (id) this.licenceNames.set(id, [licence.title, licence.url, ...alternatives(licence)])
    }
  }

  async #learnZones(found: readonly unknown[]) {
    const wanted = new Set(found.flatMap(zonesIn).filter((zone) => !this.#zonesAsked.has(zone)))
    const zones = [...wanted].slice(0, Math.max(0, zoneLimit - this.#zonesAsked.size))
    for (const zone of zones) this.#zonesAsked.add(zone)
    for (let at = 0; at < zones.length; at += zonesAtOnce) await this.#askZones(zones.slice(at, at + zonesAtOnce))
  }

  /** One zone that the portal does not know spoils the answer for all: then each is asked for by itself. */
  async #askZones(zones: readonly string[]): Promise<void> {
    const path = `api/1/spatial/zones/${zones.map(encodeURIComponent).join(",")}/`
    const answer = await askIfKnown(new URL(path, this.#portal).href, this.#context)
    if (answer === undefined && zones.length > 1) for (const zone of zones) await this.#askZones([zone])
    const features = isObject(answer) ? listOf(answer.features ?? answer) : []
    for (const feature of features.filter(isObject)) {
      const id = lineOf(feature.id)
      const name = isObject(feature.properties) ? lineOf(feature.properties.name) : undefined
      if (id && name) this.zoneNames.set(id, name)
    }
  }
}

function linksOfService(id: string) {
  return { datasets: `api/2/datasets/?dataservice=${id}` }
}

function isLink(value: unknown): value is JsonObject {
  return isObject(value) && ("href" in value || "total" in value)
}

function alternatives(licence: JsonObject): readonly unknown[] {
  return [...listOf(licence.alternate_titles), ...listOf(licence.alternate_urls)].slice(0, 50)
}

/** Zones that need the portal to tell their names. */
function zonesIn(entry: unknown): readonly string[] {
  return (isObject(entry) ? zonesOf(entry) : [])
    .map((zone) => lineOf(zone))
    .filter((zone) => zone !== undefined && zone.length < 200 && countryOfZone(zone) === undefined) as string[]
}

function zonesOf({ spatial }: JsonObject): readonly unknown[] {
  return isObject(spatial) ? listOf(spatial.zones).slice(0, 100) : []
}
