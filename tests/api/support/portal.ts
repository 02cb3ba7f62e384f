import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { LightMyRequestResponse } from "fastify"
import { openSecretBox } from "../../../src/accounts/index.ts"
import { registerApi } from "../../../src/api/index.ts"
import { datasetsByIds } from "../../../src/catalogue/index.ts"
import type { Actor } from "../../../src/platform/actor.ts"
import { fixedClock } from "../../../src/platform/clock.ts"
import type { Db } from "../../../src/platform/db.ts"
import { createLocalBlobStore } from "../../../src/platform/files/index.ts"
import { createHttpServer } from "../../../src/platform/http/index.ts"
import { newId } from "../../../src/platform/ids.ts"
import { silentLog } from "../../../src/platform/log.ts"
import { createUploads, uploadLimits } from "../../../src/platform/uploads/index.ts"
import { createMemoryIndex, type SearchDocument, type SearchIndex } from "../../../src/search/index.ts"
import { createQueryEngine } from "../../../src/tabular/index.ts"
import { testDatabase } from "../../support/database.ts"
import { searchDocuments, seedCatalogue, vocabularies } from "./catalogue.ts"

const usualBaseUrl = "http://127.0.0.1:8080"

export { usualBaseUrl as baseUrl }

interface PortalOptions {
  readonly baseUrl?: string
  /** What is in it; else the small catalogue. */
  readonly seed?: (db: Db) => Promise<void>
}

interface Sent {
  /** A key of `callers`. */
  readonly as?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

/** The API over a small catalogue, through its front door. `documents` is what the index holds; a test may change it. */
export async function apiPortal({ baseUrl = usualBaseUrl, seed = seedCatalogue }: PortalOptions = {}) {
  const { db, drop } = await testDatabase()
  await seed(db)
  const documents: SearchDocument[] = await searchDocuments(db)
  const index = { ready: true }
  /** `Authorization` → who that is. */
  const callers = new Map<string, Actor>()
  const clock = fixedClock("2026-03-01T12:00:00Z")
  const folder = mkdtempSync(join(tmpdir(), "fihrist-api-"))
  const blobs = createLocalBlobStore(join(folder, "files"))
  const engine = createQueryEngine({ blobs, folder: join(folder, "query"), log: silentLog })
  const limits = uploadLimits(50_000_000)
  const uploads = createUploads({ db, blobs, folder: join(folder, "uploads"), limits, clock, newId })
  const siteName = { ar: "البوابة الوطنية", fr: "Portail national", en: "National portal" }
  const link = (page: string) => (token: string) => `${baseUrl}/${page}/${token}`
  const links = {
    ...{ signUp: link("sign-up"), reset: link("reset"), emailChange: link("email-change") },
    ...{ invitation: link("invitation"), signIn: () => `${baseUrl}/sign-in` },
  }
  const secrets = openSecretBox({ secret: "a secret of tests, thirty-two long", dataDir: "" })
  const accounts = { db, clock, newId, secrets, links, siteName }
  const app = createHttpServer({ log: silentLog, clock, baseUrl })
  registerApi(app, {
    db,
    datasets: { byIds: (ids) => datasetsByIds(db, ids) },
    search: indexOf(documents, index),
    ...{ uploads, blobs, engine, accounts },
    callerOf: async ({ headers }) => callers.get(headers.authorization ?? ""),
    vocabularies: () => vocabularies,
    clock,
    baseUrl,
    log: silentLog,
    siteName,
    version: "0.1.0",
  })
  await app.ready()
  return {
    app,
    db,
    documents,
    index,
    callers,
    clock,
    accounts,
    blobs,
    async send(method: "POST" | "PATCH" | "PUT" | "DELETE" | "GET", url: string, options: Sent = {}) {
      const { as, body, headers = {} } = options
      const answer = await app.inject({
        method,
        url,
        headers: { ...(as ? { authorization: as } : {}), ...headers },
        ...(body === undefined ? {} : { payload: body as object }),
      })
      return { status: answer.statusCode, headers: answer.headers, body: bodyOf(answer) }
    },
    async get(url: string, headers: Record<string, string> = {}) {
      const answer = await app.inject({ url, headers })
      return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
    },
    async close() {
      await app.close()
      await engine.close()
      rmSync(folder, { recursive: true })
      await drop()
    },
  }
}

function bodyOf(answer: LightMyRequestResponse) {
  if (answer.body === "") return undefined
  return String(answer.headers["content-type"]).includes("json") ? answer.json() : answer.body
}

// The index itself is made once and for all, so it is made anew for each question.
function indexOf(documents: readonly SearchDocument[], index: { ready: boolean }): SearchIndex {
  return {
    ...createMemoryIndex(documents),
    position: () => ({ epoch: "none", position: 0, documents: documents.length, ready: index.ready }),
    search: (request) => createMemoryIndex(documents).search(request),
  }
}

export type ApiPortal = Awaited<ReturnType<typeof apiPortal>>
