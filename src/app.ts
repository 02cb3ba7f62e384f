/** Everything is built here by hand, in order, and closed in reverse. Nobody else knows everyone. */
import { statfs } from "node:fs/promises"
import { hostname } from "node:os"
import { join } from "node:path"
import { h } from "preact"
import { accountJobs, actorOfAccount, createProvider, openSecretBox } from "./accounts/index.ts"
import { ApiReferenceView, cachedDatasets, registerApi, registerFiles, registerUploads } from "./api/index.ts"
import { bulkJobs, filesInUse, followDuplicates, portalFacts, publishingJobs } from "./catalogue/index.ts"
import { type Config, root } from "./config.ts"
import { createEditorialCache } from "./editorial/index.ts"
import { harvestJobs, openHarvestClient, openHarvester } from "./harvest/index.ts"
import { copiesAmong, linkJobs } from "./links/index.ts"
import { noticeJobs, startNotifier } from "./notifications/index.ts"
import { createPageStore, evictOnChange, registerPageCache } from "./platform/cache/index.ts"
import { systemClock } from "./platform/clock.ts"
import { openDb, openPool } from "./platform/db.ts"
import { createGuardedFetch, HostQueue } from "./platform/fetch/index.ts"
import { createLocalBlobStore } from "./platform/files/index.ts"
import { freePort } from "./platform/free-port.ts"
import { createHttpServer, registerHealth } from "./platform/http/index.ts"
import { forgetAnswersJob } from "./platform/idempotency/index.ts"
import { newId } from "./platform/ids.ts"
import { startJobs } from "./platform/jobs/index.ts"
import { createLog, type Log } from "./platform/log.ts"
import { createMailer, mailJobs } from "./platform/mail/index.ts"
import { instanceKind } from "./platform/prepared-db.ts"
import { createUploads, sweepFilesJob, uploadLimits } from "./platform/uploads/index.ts"
import { keepQualityCurrent } from "./quality/index.ts"
import { openSearchIndex } from "./search/index.ts"
import {
  blobsOfTables,
  createQueryEngine,
  emptyWorkFolder,
  followFiles,
  ingestionJobs,
  inspectionJobs,
  readTable,
} from "./tabular/index.ts"
import type { Language } from "./texts/index.ts"
import { version } from "./version.ts"
import { followVocabularies } from "./vocabulary/index.ts"
import {
  accountLinks,
  addresseeOf,
  createCallerOf,
  createSessions,
  explainHarvest,
  explainLosses,
  loadAssets,
  noticeDirectory,
  noticeLinks,
  providerReturn,
  registerWeb,
  summariseHarvests,
  wordsWith,
} from "./web/index.ts"

export interface Served {
  readonly url: string
  close(): Promise<void>
}

interface Given {
  readonly databaseUrl: string
}

/** The web process: pages, interfaces for programs, and the search index in memory. */
export async function runWeb(config: Config, { databaseUrl }: Given): Promise<Served> {
  const log = createLog({ level: config.logLevel, name: "web" })
  const opened = new Opened()
  try {
    const db = opened.add(openDb({ url: databaseUrl, applicationName: "fihrist-web" }), (it) => it.destroy())
    const vocabularies = opened.add(await followVocabularies(db, databaseUrl, log), (it) => it.close())
    const searchFolder = join(config.dataDir, "search", hostname())
    const search = opened.add(await openSearchIndex({ databaseUrl, dir: searchFolder, log }), (it) => it.close())
    const blobs = createLocalBlobStore(join(config.dataDir, "files"))
    const engine = opened.add(createQueryEngine({ blobs, folder: join(config.dataDir, "query"), log }), (it) =>
      it.close(),
    )
    // Absolute addresses name the port, so a free one is chosen before anything is built.
    const port = config.port || (await freePort(config.host))
    const baseUrl = config.baseUrl ?? `http://${hostInUrl(config.host)}:${port}`
    const app = opened.add(
      createHttpServer({ log, clock: systemClock, baseUrl, trustedProxies: config.trustedProxies }),
      (it) => it.close(),
    )
    const { name: siteName, timezone: timeZone, attributions } = await portalFacts(db)
    const shared = {
      ...{ db, search, engine, vocabularies: vocabularies.current, clock: systemClock },
      ...{ baseUrl, log, siteName },
    }
    const assets = loadAssets(join(root, "dist", "assets"))
    const pages = createPageStore({ maxBytes: pageCacheBytes, clock: systemClock })
    registerPageCache(app, { store: pages, clock: systemClock, buildId: `${version}-${assets.buildId}`, timeZone })
    const datasets = cachedDatasets(db, systemClock)
    const editorial = createEditorialCache(db, systemClock)
    const stores = [datasets, editorial, pages]
    opened.add(await evictOnChange({ stores, db, databaseUrl, log }), (it) => it.close())
    registerHealth(app, async () => ({ ...search.position(), generation: search.generation() }))
    const demo = (await instanceKind(db)) === "demo"
    const secrets = openSecretBox(config)
    const accounts = { db, clock: systemClock, newId, secrets, links: accountLinks(baseUrl), siteName }
    const sessions = createSessions({ db, clock: systemClock, baseUrl, demo, accounts })
    const folder = join(config.dataDir, "uploads")
    const limits = uploadLimits(config.uploadLimitBytes)
    const uploads = createUploads({ db, blobs, folder, limits, clock: systemClock, newId })
    const callerOf = createCallerOf({ db, clock: systemClock, sessions })
    registerApi(app, { ...shared, datasets, uploads, blobs, accounts, callerOf, version })
    registerUploads(app, { db, uploads, baseUrl, callerOf })
    // A link that somebody clicks brings the session without its proof: enough to read, and only asked for what is private.
    const readerOf: typeof callerOf = async (request) => (await sessions.viewerOf(request))?.actor ?? callerOf(request)
    registerFiles(app, { db, blobs, readerOf })
    const outside = opened.add(
      createGuardedFetch({ allow: config.fetchAllow, log, userAgent: `Fihrist (open data portal; ${baseUrl})` }),
      (it) => it.close(),
    )
    const provider =
      config.oidcIssuer && config.oidcClientId
        ? { issuer: config.oidcIssuer, clientId: config.oidcClientId }
        : undefined
    const singleSignOn = provider && {
      name: config.oidcName,
      provider: createProvider({
        ...provider,
        clientSecret: config.oidcClientSecret,
        redirectUri: baseUrl + providerReturn,
        fetch: outside.fetch,
        secrets,
        clock: systemClock,
      }),
    }
    // Loaded by demos alone: a real portal holds nothing of it in memory.
    const demoAccounts = demo ? await (await import("./demo/index.ts")).demoAccounts(db) : undefined
    const apiReference = (language: Language) => h(ApiReferenceView, { language })
    registerWeb(app, {
      ...shared,
      fetch: outside.fetch,
      accounts,
      sessions,
      editorial,
      diskSpace: () => diskSpaceOf(config.dataDir),
      blobs,
      uploads,
      assets,
      demo,
      demoAccounts,
      singleSignOn,
      attributions,
      apiReference,
    })
    const url = await app.listen({ host: config.host, port })
    return { url: config.baseUrl ?? url, close: () => opened.close(log) }
  } catch (error) {
    await opened.close(log)
    throw error
  }
}

/** The worker process: harvests and checks, so that they never slow a visitor. */
export async function runWorker(config: Config, { databaseUrl }: Given): Promise<Served> {
  const log = createLog({ level: config.logLevel, name: "worker" })
  const opened = new Opened()
  try {
    const db = opened.add(openDb({ url: databaseUrl, applicationName: "fihrist-worker" }), (it) => it.destroy())
    const pool = opened.add(openPool({ url: databaseUrl, applicationName: "fihrist-jobs" }), (it) => it.end())
    const { dataDir, fetchAllow } = config
    const baseUrl = config.baseUrl ?? `http://${hostInUrl(config.host)}:${config.port}`
    // Harvests and link checks together are polite to a host.
    const hosts = new HostQueue()
    const client = opened.add(openHarvestClient({ fetchAllow, baseUrl, log, hosts }), (it) => it.close())
    const secondLookMs = 60_000
    const open = () => openHarvester({ db, dataDir, fetchAllow, baseUrl, log, readTable, client, secondLookMs })
    const { timezone } = await portalFacts(db)
    const vocabularies = opened.add(await followVocabularies(db, databaseUrl, log), (it) => it.close())
    const placeFrom = (raw: string) => vocabularies.current().placeFrom(raw)
    const blobs = createLocalBlobStore(join(dataDir, "files"))
    const from = config.mailFrom ?? `noreply@${new URL(baseUrl).hostname}`
    const mailer = createMailer(config.smtpUrl, { log, from, folder: join(dataDir, "mail") })
    opened.add(mailer, async (it) => it.close())
    const visitor = opened.add(
      createGuardedFetch({
        allow: fetchAllow,
        log,
        hosts,
        userAgent: `Fihrist (link check of an open data portal; ${baseUrl})`,
      }),
      (it) => it.close(),
    )
    const isInUse: typeof filesInUse = async (some, ids) =>
      new Set([...(await filesInUse(some, ids)), ...(await copiesAmong(some, ids))])
    const tableFolder = join(dataDir, "tables")
    await emptyWorkFolder(tableFolder)
    const jobs = [
      ...linkJobs({
        ...{ db, blobs, clock: systemClock, newId, log },
        ...{ maxBytes: config.archiveMaxBytes, totalBytes: config.archiveTotalBytes },
        ...{ fetch: visitor.fetch, stream: visitor.stream },
      }),
      ...harvestJobs(open, { db, clock: systemClock, timezone, log }),
      ...publishingJobs({ db, clock: systemClock, newId, log }),
      ...bulkJobs({ db, clock: systemClock, newId, actorOf: (id) => actorOfAccount(db, id) }),
      ...inspectionJobs({ db, blobs, placeFrom, clock: systemClock }),
      ...ingestionJobs({
        ...{ db, blobs, placeFrom, clock: systemClock, newId, log, stream: visitor.stream },
        ...{ folder: tableFolder, maxBytes: config.tableMaxBytes },
      }),
      sweepFilesJob({
        ...{ db, blobs, folder: join(dataDir, "uploads"), clock: systemClock, log },
        ...{ filesInUse: isInUse, blobsInUse: blobsOfTables },
      }),
      forgetAnswersJob({ db, clock: systemClock }),
      ...accountJobs({ db, clock: systemClock }),
      ...mailJobs({ db, mailer, log }),
      ...noticeJobs({
        ...{ db, clock: systemClock, timeZone: timezone },
        links: noticeLinks(baseUrl),
        addressee: addresseeOf,
        wordsWith,
        explain: async (some, notice, language) => [
          ...(await explainHarvest(some, notice, language)),
          ...(await explainLosses(some, notice, language)),
        ],
        summarise: (some, period) => summariseHarvests(some, period, baseUrl),
      }),
    ]
    opened.add(await startJobs(jobs, { pool, log }), (it) => it.close())
    const notifier = await startNotifier({ directory: noticeDirectory, newId, db, databaseUrl, log })
    opened.add(notifier, (it) => it.close())
    opened.add(followDuplicates({ db, databaseUrl, clock: systemClock, log }), (it) => it.close())
    opened.add(followFiles({ db, databaseUrl, clock: systemClock, log }), (it) => it.close())
    opened.add(keepQualityCurrent({ db, databaseUrl, clock: systemClock, log }), (it) => it.close())
    return { url: "", close: () => opened.close(log) }
  } catch (error) {
    await opened.close(log)
    throw error
  }
}

async function diskSpaceOf(folder: string): Promise<{ free: number; size: number }> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { free: bavail * bsize, size: blocks * bsize }
}

const pageCacheBytes = 32 * 2 ** 20

function hostInUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host
}

/** What was opened, to be closed in reverse; one that fails to close does not keep the others open. */
class Opened {
  readonly #closers: (() => Promise<unknown>)[] = []

  add<Thing>(thing: Thing, close: (thing: Thing) => Promise<unknown>): Thing {
    this.#closers.push(() => close(thing))
    return thing
  }

  async close(log: Log): Promise<void> {
    for (const close of this.#closers.toReversed()) {
      await close().catch((error: unknown) => log.error({ error: String(error) }, "something did not close"))
    }
    this.#closers.length = 0
  }
}
