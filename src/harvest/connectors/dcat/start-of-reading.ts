/** Where a reading of a DCAT catalogue begins: at its first page, at the changes since a moment, or where another one was cut. */
import { createHash } from "node:crypto"
import { type FoundRecord, HarvestStopped, type ReadContext } from "../../connector.ts"
import { gatheredInTurns } from "../../reading/in-turns.ts"
import { recordsOfPage } from "./read-catalogue-page.ts"
import { type CataloguePage, readPage } from "./read-page.ts"
import { RecordWindow } from "./record-window.ts"

interface Settings {
  readonly modifiedSince: boolean
  readonly language?: string
}

export interface StartOfReading {
  readonly page: CataloguePage
  readonly window: RecordWindow
  readonly resumed: boolean
  /** The source was asked for changes alone: to have none is an answer. */
  readonly sinceOnly: boolean
}

export async function startOf(url: string, settings: Settings, context: ReadContext): Promise<StartOfReading> {
  const { resume } = context
  if (!resume) return { ...(await firstPage(url, settings, context)), window: new RecordWindow(), resumed: false }
  const met = new Set(resume.met)
  const page = await markedPage(resume.next, settings, context)
  if (page) return { page, window: new RecordWindow({ left: met }), resumed: true, sinceOnly: !!context.since }
  const window = new RecordWindow({ given: met })
  return { ...(await firstPage(url, settings, context)), window, resumed: false }
}

/** A page and what stood on it: paging shifts when datasets come and go. */
export function markOf(address: string, records: readonly FoundRecord[]): string {
  const ids = records.map(({ remoteId }) => remoteId).sort()
  return `${createHash("sha256").update(JSON.stringify(ids)).digest("hex").slice(0, 16)} ${address}`
}

/** The page of a mark where it still holds the same records. */
async function markedPage(mark: string, { language = "und" }: Settings, context: ReadContext) {
  const address = /^[0-9a-f]{16} (.*)$/s.exec(mark)?.[1]
  if (address === undefined) return undefined
  const page = await readPage(address, context)
  const { records } = recordsOfPage({ graph: page.graph, vocabularies: context.vocabularies, language })
  return markOf(address, await gatheredInTurns(records)) === mark ? page : undefined
}

async function firstPage(url: string, { modifiedSince }: Settings, context: ReadContext) {
  const { since } = context
  const changes = since && modifiedSince ? await changesPage(changesAddress(url, since), context) : undefined
  return changes ?? { page: await readPage(url, context), sinceOnly: false }
}

/** The day is enough, and every server reads it: ckanext-dcat adds a zone of its own to a time. */
function changesAddress(url: string, since: Date): string {
  const address = URL.parse(url)
  if (!address) return url
  address.searchParams.set("modified_since", since.toISOString().slice(0, 10))
  return address.href
}

/** Nothing where the source refuses to be asked so: then it is read whole. */
async function changesPage(url: string, context: ReadContext) {
  try {
    return { page: await readPage(url, context), sinceOnly: true }
  } catch (error) {
    if (error instanceof HarvestStopped && error.code === "http-error") return undefined
    throw error
  }
}
