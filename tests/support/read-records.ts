import {
  type Connector,
  type FoundRecord,
  type HarvestSource,
  HarvestStopped,
  type PageEnd,
  type ResumePoint,
} from "../../src/harvest/connector.ts"
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

/** Records and page ends of a source, in the order that its connector yields them. */
export async function readAll(connector: Connector, reading: Reading): Promise<(FoundRecord | PageEnd)[]> {
  const source: HarvestSource = {
    id: "00000000-0000-7000-8000-000000000001",
    kind: connector.kind,
    name: "Test portal",
    url: reading.url ?? "http://portal.example/catalogue.json",
    options: reading.options ?? {},
  }
  const given = await Array.fromAsync(connector.records(source, reading))
  return given.filter((one) => one.kind !== "as-before")
}

export async function readRecords(connector: Connector, reading: Reading): Promise<FoundRecord[]> {
  return recordsAmong(await readAll(connector, reading))
}

export function recordsAmong(found: readonly (FoundRecord | PageEnd)[]): FoundRecord[] {
  return found.filter((one) => one.kind !== "page-end")
}

export function idsOf(found: readonly (FoundRecord | PageEnd)[]): string[] {
  return recordsAmong(found).map(({ remoteId }) => remoteId)
}

/** Where a reading that was cut after these goes on; nowhere when they do not end with a page. */
export function resumeAfter(found: readonly (FoundRecord | PageEnd)[]): ResumePoint | undefined {
  const last = found.at(-1)
  return last?.kind === "page-end" ? { next: last.next, met: new Set(idsOf(found)) } : undefined
}

/** For `assert.rejects`: the reading stopped for this reason. */
export function stopsWith(code: string): (error: unknown) => boolean {
  return (error) => error instanceof HarvestStopped && error.code === code
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
