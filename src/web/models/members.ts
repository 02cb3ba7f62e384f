import type { Dataset, Members, MembersCursor } from "../../catalogue/index.ts"
import { documentFromDataset } from "../../search/index.ts"
import type { Language } from "../../texts/index.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import { type RecordLine, recordFromCard } from "./record.ts"

/** Datasets shown on one page of a series or of a service. */
export const membersShown = 50

/** One page of the datasets of a series or of a service, with the ways to older ones and back. */
export interface MemberList {
  readonly records: readonly RecordLine[]
  readonly olderHref?: string
  readonly freshestHref?: string
}

interface Reading {
  readonly language: Language
  readonly vocabularies: Vocabularies
  readonly now: Date
}

export function memberList(
  { datasets, next }: Members,
  after: MembersCursor | undefined,
  { reading, href }: { readonly reading: Reading; readonly href: (query: { after?: string }) => string },
): MemberList {
  return {
    records: datasets.map((dataset) => recordFromDataset(dataset, reading)),
    ...(next ? { olderHref: href({ after: textOf(next) }) } : {}),
    ...(after ? { freshestHref: href({}) } : {}),
  }
}

/** The line that search shows of it: a dataset reads the same in every list. */
function recordFromDataset(dataset: Dataset, { language, vocabularies, now }: Reading): RecordLine {
  return recordFromCard(documentFromDataset(dataset, vocabularies).card, language, { vocabularies, now })
}

const cursorPattern = /^([\w:.+-]{0,60})~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** Where an address says the page begins; an address that nobody of us wrote begins at the freshest. */
export function cursorFrom(text: string | null): MembersCursor | undefined {
  const [, freshness, id] = cursorPattern.exec(text ?? "") ?? []
  return freshness !== undefined && id ? { freshness, id } : undefined
}

function textOf({ freshness, id }: MembersCursor): string {
  return `${freshness}~${id}`
}
