/** A CKAN portal that answers over HTTP on this machine, a new one for each test, read through the guarded client. */
import { after, before, beforeEach } from "node:test"
import type { FoundRecord } from "../../src/harvest/connector.ts"
import { ckanConnector } from "../../src/harvest/connectors/ckan/index.ts"
import { createGuardedFetch, type GuardedClient } from "../../src/platform/fetch/index.ts"
import { silentLog } from "../../src/platform/log.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { type Portal, startPortal } from "../support/portal-server.ts"
import { readRecords } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"

export const search = "/api/3/action/package_search"
export let portal: Portal
export let client: GuardedClient
export let vocabularies: Vocabularies

/** Before the tests of a file. */
export function useCkanPortal(): void {
  before(async () => {
    vocabularies = await tunisianVocabularies()
    client = createGuardedFetch({
      allow: ["127.0.0.0/8"],
      log: silentLog,
      userAgent: "Fihrist-test",
      limits: { backOffMs: 1 },
    })
  })
  beforeEach(async () => {
    await portal?.close()
    portal = await startPortal()
  })
  after(async () => {
    await client.close()
    await portal.close()
  })
}

export function harvest(path = "", options: Record<string, unknown> = {}): Promise<FoundRecord[]> {
  return readRecords(ckanConnector, { url: `${portal.url}${path}`, options, fetch: client.fetch, vocabularies })
}

export function packages(count: number, fields: Record<string, unknown> = {}) {
  return Array.from({ length: count }, (_, at) => ({
    id: `id-${String(at).padStart(4, "0")}`,
    name: `jeu-${at}`,
    title: `Production de dattes ${at}`,
    resources: [],
    ...fields,
  }))
}
