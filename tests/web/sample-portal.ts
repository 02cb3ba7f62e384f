import { createHash } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { FastifyInstance } from "fastify"
import { sql } from "kysely"
import { h } from "preact"
import { type AccountDeps, openSecretBox, type Provider } from "../../src/accounts/index.ts"
import { ApiReferenceView, registerApi, registerFiles, registerUploads } from "../../src/api/index.ts"
import {
  datasetsByIds,
  insertOrganization,
  linkRelated,
  publishedDatasets,
  saveHarvested,
  saveRelated,
  withdrawGone,
} from "../../src/catalogue/index.ts"
import { createEditorialCache } from "../../src/editorial/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { registerPageCache } from "../../src/platform/cache/index.ts"
import type { PageStore } from "../../src/platform/cache/page-store.ts"
import { appendChanges } from "../../src/platform/changes/index.ts"
import { fixedClock } from "../../src/platform/clock.ts"
import type { Db } from "../../src/platform/db.ts"
import { type FetchGuarded, FetchRefused } from "../../src/platform/fetch/index.ts"
import { type BlobStore, createLocalBlobStore } from "../../src/platform/files/index.ts"
import { createHttpServer } from "../../src/platform/http/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { silentLog } from "../../src/platform/log.ts"
import { createUploads, uploadLimits } from "../../src/platform/uploads/index.ts"
import { createMemoryIndex, documentFromDataset, type SearchIndex } from "../../src/search/index.ts"
import { createQueryEngine } from "../../src/tabular/index.ts"
import type { LocalisedText } from "../../src/texts/index.ts"
import {
  type Assets,
  accountLinks,
  createCallerOf,
  createSessions,
  loadAssets,
  registerWeb,
} from "../../src/web/index.ts"
import { testDatabase } from "../support/database.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import { sampleOrganizations, sampleRecords, sampleRelated } from "./sample-records.ts"

export const now = "2026-11-23T09:00:00Z"

export interface SamplePortal {
  readonly app: FastifyInstance
  readonly db: Db
  readonly search: SearchIndex
  readonly databaseUrl: string
  readonly accounts: AccountDeps
  readonly blobs: BlobStore
  readonly clock: ReturnType<typeof fixedClock>
  /** Everything that can be asked for, as it was registered. */
  readonly routes: readonly AskedRoute[]
  /** Slug of the dataset that a source calls by this name. */
  slugOf(remoteId: string): Promise<string>
  idOf(remoteId: string): Promise<string>
  close(): Promise<void>
}

export interface AskedRoute {
  readonly method: string
  readonly url: string
}

/** A small portal with real pages: database, index and assets are the true ones, hosts of files are simulated. */
export async function samplePortal(
  options: {
    demo?: boolean
    empty?: boolean
    alsoRecords?: typeof sampleRecords
    pages?: PageStore
    provider?: Provider
    baseUrl?: string
  } = {},
): Promise<SamplePortal> {
  const database = await testDatabase()
  const { db } = database
  const vocabularies = await tunisianVocabularies()
  if (!options.empty) await fillCatalogue(db, [...sampleRecords, ...(options.alsoRecords ?? [])])
  const datasets = await publishedDatasets(db, { limit: 1000 })
  const search = createMemoryIndex(datasets.map((dataset) => documentFromDataset(dataset, vocabularies)))
  const folder = mkdtempSync(join(tmpdir(), "fihrist-assets-"))
  const clock = fixedClock(now)
  const { baseUrl = "http://127.0.0.1:8080" } = options
  const app = createHttpServer({ log: silentLog, clock, baseUrl, rateLimit: false })
  const routes: AskedRoute[] = []
  app.addHook("onRoute", ({ method, url }) => {
    routes.push(...[method].flat().map((one) => ({ method: one, url })))
  })
  if (options.pages) {
    registerPageCache(app, { store: options.pages, clock, buildId: "test", timeZone: "Africa/Tunis" })
  }
  const blobs = createLocalBlobStore(join(folder, "files"))
  const engine = createQueryEngine({ blobs, folder: join(folder, "query"), log: silentLog })
  const shared = {
    db,
    search,
    engine,
    vocabularies: () => vocabularies,
    clock,
    baseUrl,
    log: silentLog,
    siteName: {
      ar: "البوابة الوطنية للبيانات المفتوحة",
      fr: "Portail national de données ouvertes",
      en: "National open data portal",
    },
  }
  const demo = options.demo ?? false
  const secrets = openSecretBox({ secret: "of the sample portal", dataDir: folder })
  const accounts = { db, clock, newId, secrets, links: accountLinks(baseUrl), siteName: shared.siteName }
  const uploads = createUploads({
    ...{ db, blobs, clock, newId },
    folder: join(folder, "uploads"),
    limits: uploadLimits(2 ** 30),
  })
  const sessions = createSessions({ db, clock, baseUrl, demo, accounts })
  const callerOf = createCallerOf({ db, clock, sessions })
  registerApi(app, {
    datasets: { byIds: (ids) => datasetsByIds(db, ids) },
    callerOf,
    ...{ uploads, blobs, accounts },
    ...shared,
    version: "0.0.0",
  })
  registerUploads(app, { db, uploads, baseUrl, callerOf })
  const readerOf: typeof callerOf = async (request) => (await sessions.viewerOf(request))?.actor ?? callerOf(request)
  registerFiles(app, { db, blobs, readerOf })
  registerWeb(app, {
    ...shared,
    accounts,
    sessions,
    editorial: createEditorialCache(db, clock),
    blobs,
    uploads,
    demo,
    ...(options.provider ? { singleSignOn: { provider: options.provider, name: "E-Houwiya" } } : {}),
    assets: await builtAssets(folder),
    fetch: simulatedHosts,
    apiReference: (language) => h(ApiReferenceView, { language }),
  })
  const found = async (remoteId: string) => {
    const { rows } = await sql<{ id: string; slug: string }>`
      select dataset.id, dataset.slug
      from source_record
      join dataset on dataset.id = source_record.entity_id
      where source_record.remote_id = ${remoteId}
    `.execute(db)
    if (!rows[0]) throw new Error(`no dataset ${remoteId}`)
    return rows[0]
  }
  return {
    app,
    db,
    search,
    databaseUrl: database.url,
    accounts,
    blobs,
    clock,
    routes,
    slugOf: async (remoteId) => (await found(remoteId)).slug,
    idOf: async (remoteId) => (await found(remoteId)).id,
    async close() {
      await app.close()
      await engine.close()
      await search.close()
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function builtAssets(folder: string): Promise<Assets> {
  // A script without types of its own: the build calls it before any TypeScript is compiled.
  const script = new URL("../../scripts/build-web.mjs", import.meta.url).href
  const { buildWeb } = (await import(script)) as {
    buildWeb: (options: { outDir: string; quick: boolean }) => Promise<unknown>
  }
  await buildWeb({ outDir: folder, quick: true })
  return loadAssets(folder)
}

const sourceId = newId()

async function fillCatalogue(db: Db, found: typeof sampleRecords): Promise<void> {
  const at = new Date("2026-11-23T08:46:00Z")
  await db.transaction().execute(async (tx) => {
    const ids = new Map<string, string>(sampleOrganizations.map(({ slug }) => [slug, newId()]))
    for (const organization of sampleOrganizations) {
      const { parent, ...rest } = { parent: undefined, ...organization }
      const parentId = parent ? ids.get(parent) : undefined
      await insertOrganization(tx, { ...rest, id: ids.get(organization.slug)!, ...(parentId ? { parentId } : {}) })
    }
    await sql`
      insert into harvest_source (id, kind, name, url, organization_id, last_complete_at)
      values (${sourceId}, 'ckan', 'catalog.example.tn', 'https://catalog.example.tn', ${ids.get("affaires-sociales")}, ${at}),
        (${newId()}, 'dcat', 'transport.example.tn', 'https://transport.example.tn', ${ids.get("transport")}, null)
    `.execute(tx)
    const context = { sourceId, at, by: systemActor, newId }
    const related = sampleRelated.map(({ kind, remoteId, publisherSlug, members, ...facts }) => ({
      kind,
      remoteId,
      hash: createHash("sha256").update(remoteId).digest(),
      facts: kind === "service" ? { ...facts, servesDatasets: members } : facts,
      problems: [],
      organizationId: ids.get(publisherSlug)!,
    }))
    const idOf = new Map((await saveRelated(tx, related, context)).map((one) => [one.remoteId, one.entityId]))
    const seriesOf = new Map(
      sampleRelated
        .filter(({ kind }) => kind === "series")
        .flatMap(({ remoteId, members }) => members.map((member) => [member, idOf.get(remoteId)!])),
    )
    const records = found.map(({ remoteId, publisherSlug, ...facts }) => ({
      remoteId,
      hash: createHash("sha256").update(remoteId).digest(),
      facts,
      problems: [],
      organizationId: ids.get(publisherSlug)!,
      ...(seriesOf.has(remoteId) ? { seriesId: seriesOf.get(remoteId)! } : {}),
    }))
    await saveHarvested(tx, records, context)
    await linkRelated(tx, context)
    await withdrawGone(tx, ["old-series", "old-api"], context)
  })
  await measure(db)
  await withdraw(db, "olives-7")
}

/** One file answered, one did not. */
async function measure(db: Db): Promise<void> {
  const checked = { checkedAt: "2026-11-23T03:00:00Z" }
  const ok = JSON.stringify({ ...checked, status: 200, byteSize: 1187 })
  const down = JSON.stringify({ ...checked, status: 0, problem: "timeout" })
  await sql`update distribution set measured = ${ok}::jsonb where facts ->> 'downloadUrl' like '%allocations.csv'`.execute(
    db,
  )
  await sql`update distribution set measured = ${down}::jsonb where facts ->> 'downloadUrl' like '%prix.xlsx'`.execute(
    db,
  )
}

async function withdraw(db: Db, remoteId: string): Promise<void> {
  const note: LocalisedText = { ar: "ستُنشر نسخة مجمّعة في ديسمبر.", fr: "Une version groupée paraîtra en décembre." }
  const withdrawal = { at: "2026-11-17T10:00:00Z", reason: "publisher-decision", note }
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      update dataset set state = 'withdrawn', withdrawal = ${JSON.stringify(withdrawal)}
      where id = (select entity_id from source_record where remote_id = ${remoteId})
      returning id
    `.execute(tx)
    const changes = rows.map(({ id }) => ({ entity: "dataset", entityId: id, kind: "withdrawn", fields: ["state"] }))
    await appendChanges(tx, changes, systemActor, new Date("2026-11-17T10:00:00Z"))
  })
}

const files: Readonly<Record<string, string>> = {
  "/allocations.csv":
    "الولاية;عدد العائلات;عدد الأطفال;إناث;ذكور\nالقصرين;19850;42938;20911;22027\nالقيروان;20114;42533;20650;21883\nسيدي بوزيد;15990;34483;16702;17781\n",
  "/prix.csv": 'semaine,extra vierge,lampante\n2026-46,"7 120","5 980"\n2026-45,"7 090","5 940"\n',
  "/bizerte.csv": "<!doctype html><html><body>Page introuvable</body></html>",
}

const simulatedHosts: FetchGuarded = async (url) => {
  const text = files[new URL(url).pathname]
  if (text === undefined) throw new FetchRefused("refused", "Nobody listens there.")
  const body = new TextEncoder().encode(text)
  return { status: 200, headers: {}, url, bytes: async () => body, text: async () => text }
}
