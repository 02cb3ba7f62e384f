import type { Connector, FoundRecord } from "../../../src/harvest/connector.ts"
import type { FetchGuarded } from "../../../src/platform/fetch/index.ts"
import { readRecords } from "../../support/read-records.ts"
import { vocabularies } from "./catalogue.ts"
import { type ApiPortal, baseUrl } from "./portal.ts"

export interface Walked {
  readonly found: FoundRecord[]
  /** Paths asked, in their order. */
  readonly asked: readonly string[]
}

/** A connector reads the portal through its front door, with no server between. */
export async function walk({ app }: ApiPortal, connector: Connector, path: string): Promise<Walked> {
  const asked: string[] = []
  const fetch: FetchGuarded = async (url, options) => {
    asked.push(url.slice(baseUrl.length))
    const answer = await app.inject({ url: url.slice(baseUrl.length), headers: options?.headers ?? {} })
    const headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]))
    const bytes = new Uint8Array(answer.rawPayload)
    return { status: answer.statusCode, headers, url, bytes: async () => bytes, text: async () => answer.body }
  }
  const found = await readRecords(connector, { fetch, vocabularies, url: baseUrl + path })
  return { found, asked }
}
