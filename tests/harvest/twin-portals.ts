/** Portals like this one that harvest each other, in process: each has its own database and answers under its own address. */
import assert from "node:assert/strict"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sql } from "kysely"
import {
  beginDataset,
  createOrganization,
  type Dataset,
  type DatasetFacts,
  datasetsByIds,
  publishDataset,
  type WriteContext,
} from "../../src/catalogue/index.ts"
import { addSource, type HarvestDeps, type NewSource, type RunReport, runHarvest } from "../../src/harvest/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { silentLog } from "../../src/platform/log.ts"
import { vocabularies } from "../api/support/catalogue.ts"
import { type ApiPortal, apiPortal } from "../api/support/portal.ts"

export interface Twin extends ApiPortal {
  readonly baseUrl: string
  readonly harvest: HarvestDeps
  writing(): WriteContext
  /** Hand-made here, and published. */
  publish(facts: DatasetFacts): Promise<string>
  addSource(given: Omit<NewSource, "organization">): Promise<string>
  datasets(state?: string): Promise<Dataset[]>
}

export interface World {
  readonly now: () => Date
  /** Later, so that whatever is written then is seen to be. */
  wait(hours: number): void
  open(host: string): Promise<Twin>
  /** A portal of another kind: its documents by address. */
  readonly documents: Map<string, unknown>
  close(): Promise<void>
}

export function openWorld(): World {
  let at = Date.parse("2026-03-01T12:00:00Z")
  const now = () => new Date(at)
  const twins = new Map<string, Twin>()
  const documents = new Map<string, unknown>()
  const fetch: FetchGuarded = async (url, { headers = {} } = {}) => {
    const { host, pathname, search } = new URL(url)
    const twin = twins.get(host)
    if (!twin) {
      const document = documents.get(url.replace(/\?.*/, "")) ?? assert.fail(`nobody answers at ${url}`)
      const body = JSON.stringify(document)
      return answer({ url, status: 200, headers: { "content-type": "application/json" }, body })
    }
    const { statusCode, headers: given, body } = await twin.app.inject({ url: pathname + search, headers })
    return answer({ url, status: statusCode, headers: given as Record<string, string>, body })
  }
  return {
    now,
    documents,
    wait: (hours) => {
      at += hours * 60 * 60 * 1000
    },
    open: async (host) => {
      const twin = await openTwin(`https://${host}`, { now, fetch })
      twins.set(host, twin)
      return twin
    },
    close: async () => {
      for (const twin of twins.values()) await twin.close()
    },
  }
}

function answer({ body, ...rest }: { url: string; status: number; headers: Record<string, string>; body: string }) {
  return { ...rest, bytes: async () => Buffer.from(body), text: async () => body }
}

async function openTwin(baseUrl: string, world: { now: () => Date; fetch: FetchGuarded }): Promise<Twin> {
  const portal = await apiPortal({ baseUrl, seed: async () => {} })
  const { db } = portal
  const spoolFolder = await mkdtemp(join(tmpdir(), "fihrist-twin-"))
  const clock = { now: world.now }
  const harvest = { db, fetch: world.fetch, vocabularies, newId, log: silentLog, spoolFolder, clock }
  const writing = () => ({ by: systemActor, at: world.now(), newId, vocabularies })
  const name = { fr: `Ministère de ${new URL(baseUrl).hostname}`, ar: "الوزارة" }
  const organizationId = await createOrganization(db, { slug: "m", name }, writing())
  return {
    ...portal,
    baseUrl,
    writing,
    harvest: { ...harvest, checkLinks: async () => {} },
    publish: async ({ distributions, ...facts }) => {
      const { id } = await beginDataset(db, { organizationId, facts, distributions }, writing())
      await publishDataset(db, { id }, writing())
      return id
    },
    addSource: (given) => addSource(db, { organization: "m", ...given }, { newId, clock, by: systemActor }),
    datasets: async (state = "published") => {
      const { rows } = await sql<{ id: string }>`select id from dataset where state = ${state} order by id`.execute(db)
      return datasetsByIds(
        db,
        rows.map(({ id }) => id),
      )
    },
    close: async () => {
      await portal.close()
      await rm(spoolFolder, { recursive: true })
    },
  }
}

export async function harvested(twin: Twin, sourceId: string, mode: "full" | "changes" = "full"): Promise<RunReport> {
  const report = await runHarvest(sourceId, twin.harvest, { mode })
  assert.equal(report.status, "done", report.reason?.message)
  return report
}

export const interfaces = [
  { name: "CKAN actions", kind: "ckan", path: "/" },
  { name: "data.json", kind: "datajson", path: "/data.json" },
  { name: "DCAT in Turtle", kind: "dcat", path: "/catalog.ttl" },
  { name: "DCAT in JSON-LD", kind: "dcat", path: "/catalog.jsonld" },
  { name: "OAI-PMH with DCAT-AP", kind: "oaipmh", path: "/oai", options: { prefix: "dcat_ap" } },
  { name: "OAI-PMH with Dublin Core", kind: "oaipmh", path: "/oai", options: { prefix: "oai_dc" } },
] as const

type Interface = (typeof interfaces)[number]

/** One portal as a source of another, over one of its interfaces. */
export const sourceOf = (of: Twin, { name, kind, path, ...rest }: Interface) => ({
  ...{ kind, url: of.baseUrl + path, name: `${of.baseUrl} ${name}` },
  ...("options" in rest ? { options: rest.options } : {}),
})

export const wheat: DatasetFacts = {
  title: { fr: "Prix du blé", ar: "أسعار القمح" },
  description: { fr: "Par marché de gros.\n\nChaque lundi.", ar: "حسب سوق الجملة." },
  keywords: { fr: ["blé", "prix"], ar: ["قمح"] },
  sourceLanguage: "fr",
  themes: ["agriculture"],
  licence: { code: "lndpo-tn" },
  issued: "2024-05-01",
  modified: "2026-02-01",
  contactPoints: [{ name: "Service des prix", email: "prix@agri.example" }],
  distributions: [
    { title: { fr: "Tableau" }, downloadUrl: "https://agri.example/ble.csv", format: "CSV", mediaType: "text/csv" },
    { title: { fr: "Classeur" }, downloadUrl: "https://agri.example/ble.xlsx", format: "XLSX" },
  ],
}
/** Its publisher has a name for it that means something else elsewhere. */
export const olives: DatasetFacts = {
  identifier: "AGR-7",
  title: { fr: "Récolte des olives" },
  description: { fr: "Par gouvernorat." },
  sourceLanguage: "fr",
  licence: { code: "lndpo-tn" },
  landingPage: "https://agri.example/olives",
  distributions: [{ title: { fr: "Récolte" }, downloadUrl: "https://agri.example/olives.csv", format: "CSV" }],
}
export const museums: DatasetFacts = {
  title: { ar: "المتاحف", fr: "Musées" },
  description: { fr: "Adresses et horaires." },
  sourceLanguage: "fr",
  themes: ["culture"],
  licence: { code: "lndpo-tn" },
  distributions: [{ downloadUrl: "https://culture.example/musees.csv", format: "CSV" }],
}

/** How many were created, updated, left as they are, and withdrawn. */
export function countsOf({ counts }: RunReport): number[] {
  return [counts.created, counts.updated, counts.unchanged, counts.withdrawn]
}

/** Records that the portal left out because they are its own. */
export function ownOf({ records }: RunReport): RunReport["records"] {
  return records.filter(({ problems }) => problems.some(({ code }) => code === "own-record"))
}

/** Everything that is shown, with the moments of change. */
export async function stateOf(...twins: Twin[]): Promise<unknown> {
  const states = await Promise.all(twins.map(async (twin) => [await twin.datasets(), await twin.datasets("withdrawn")]))
  return JSON.parse(JSON.stringify(states, (name, value) => (name === "harvestedAt" ? undefined : value)))
}

/** The dataset of this title, which must be there once. */
export async function titled(twin: Twin, title: string, state?: string): Promise<Dataset> {
  const [found, ...others] = (await twin.datasets(state)).filter((one) => Object.values(one.title).includes(title))
  assert.deepEqual(others, [], `${title} is there once`)
  return found ?? assert.fail(`${title} is not there`)
}

/** What must be the same on both sides, whatever the format. */
export function aboutTheSame({ title, description, keywords, licence, distributions }: Dataset): string {
  const texts = [title, description, keywords].map((text) => Object.entries(text ?? {}).sort())
  const files = distributions.map((file) => [file.downloadUrl, file.format]).sort()
  return JSON.stringify([texts, licence?.code, files])
}

/** A portal of another kind, with one dataset that is named for the world and one that is not. */
export function otherPortal(world: World, host: string): Omit<NewSource, "organization"> {
  const url = `https://${host}/data.json`
  const stations = {
    ...{ identifier: `https://${host}/id/1`, title: `Stations de ${host}`, description: "Où elles sont." },
    distribution: [{ title: "Liste", downloadURL: `https://${host}/stations.csv`, mediaType: "text/csv" }],
  }
  const lines = { identifier: "2", title: `Lignes de ${host}`, description: "Toutes les lignes.", distribution: [] }
  world.documents.set(url, { dataset: [stations, lines] })
  return { kind: "datajson", url, name: host }
}
