import type { Connector, FoundRecord, HarvestSource, ResumePoint } from "../../src/harvest/connector.ts"
import type { FetchGuarded, GuardedResponse } from "../../src/platform/fetch/index.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"

export interface Reading {
  readonly url?: string
  readonly options?: Readonly<Record<string, unknown>>
  readonly fetch: FetchGuarded
  readonly vocabularies: Vocabularies
  readonly since?: Date
  readonly resume?: ResumePoint
}

/** All records of a source, in the order that its connector yields them. */
export async function readRecords(connector: Connector, reading: Reading): Promise<FoundRecord[]> {
  const source: HarvestSource = {
    id: "00000000-0000-7000-8000-000000000001",
    kind: connector.kind,
    name: "Test portal",
    url: reading.url ?? "http://portal.example/catalogue.json",
    options: reading.options ?? {},
  }
  const found: FoundRecord[] = []
  for await (const record of connector.records(source, reading)) if (record.kind !== "page-end") found.push(record)
  return found
}

/** A fetch that answers every address with the same body, for tests that need no server. */
export function fetchAnswering(
  body: string | Uint8Array,
  { status = 200, type = "application/json" }: { status?: number; type?: string } = {},
): FetchGuarded {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body
  return async (url): Promise<GuardedResponse> => ({
    status,
    headers: { "content-type": type },
    url,
    bytes: async () => bytes,
    text: async () => new TextDecoder().decode(bytes),
  })
}
