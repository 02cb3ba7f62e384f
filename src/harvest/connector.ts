/**
 * The contract between the harvester and one kind of portal. A connector says how to read, and nothing else:
 * it yields records or typed failures, in the order it meets them, and ends with a statement about completeness by
 * returning normally (everything was enumerated) or throwing `HarvestStopped` (it was not: nothing may be withdrawn).
 */
import type { z } from "zod"
import type { DataServiceFacts, DatasetFacts, ReadTable, SeriesFacts } from "../catalogue/index.ts"
import type { FetchGuarded } from "../platform/fetch/index.ts"
import type { Vocabularies } from "../vocabulary/index.ts"

export interface HarvestSource {
  readonly id: string
  readonly kind: ConnectorKind
  readonly name: string
  readonly url: string
  /** Connector options, validated by the connector's own schema. */
  readonly options: Readonly<Record<string, unknown>>
}

export const connectorKinds = [
  "ckan",
  "csw",
  "datajson",
  "dcat",
  "oaipmh",
  "records",
  "udata",
  "ods",
  "stac",
  "files",
  "arcgis",
  "nada",
  "ogc",
] as const
export type ConnectorKind = (typeof connectorKinds)[number]

/** Something wrong with one value of one record; the record may still be kept without that value. */
export interface Problem {
  /** Stable code, documented: `invalid-url`, `missing-title`, `unknown-licence`, `bad-date`… */
  readonly code: string
  /** Path of the field in the source's words, e.g. `resources[2].url`. */
  readonly field?: string
  /** The offending value, cut to 200 characters. */
  readonly value?: string
  /** One English sentence saying what is wrong and what to do; pages translate by code. */
  readonly message: string
}

export type FoundRecord =
  | {
      readonly kind: "dataset"
      readonly remoteId: string
      readonly facts: DatasetFacts
      /** Values that were dropped or repaired; the record is kept. */
      readonly problems: readonly Problem[]
    }
  | {
      readonly kind: "series"
      readonly remoteId: string
      readonly facts: SeriesFacts
      readonly problems: readonly Problem[]
    }
  | {
      readonly kind: "service"
      readonly remoteId: string
      readonly facts: DataServiceFacts
      readonly problems: readonly Problem[]
    }
  /** A record that cannot be kept: no title, no identifier, not an object. */
  | { readonly kind: "refused"; readonly remoteId: string; readonly problems: readonly Problem[] }
  /** Outside the catalogue by the source's own word (draft, private, harvest source, deleted…): what we had of it goes. */
  | {
      readonly kind: "skipped"
      readonly remoteId: string
      readonly reason: string
      /** Where the reason is worth more than a word. */
      readonly problems?: readonly Problem[]
    }

/** A page ended here; `next` is what the connector asks on with (an offset, a token, an address), opaque to the engine. */
export interface PageEnd {
  readonly kind: "page-end"
  readonly next: string
}

/** A record that is word for word what it was when it became what we hold; it was not read. */
export interface AsBefore {
  readonly kind: "as-before"
  readonly remoteId: string
}

export function isRecord(given: FoundRecord | AsBefore | PageEnd): given is FoundRecord {
  return given.kind !== "page-end" && given.kind !== "as-before"
}

/** The source could not be enumerated to its end; the run changes nothing. */
export class HarvestStopped extends Error {
  readonly code: string
  readonly detail: Readonly<Record<string, unknown>>
  /** `code`: `source-unreachable`, `not-json`, `html-instead`, `success-false`, `truncated`, `empty-catalogue`, `paging-repeats`, `rdf-syntax`… */
  constructor(code: string, message: string, detail: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.name = "HarvestStopped"
    this.code = code
    this.detail = detail
  }
}

export interface ReadContext {
  readonly fetch: FetchGuarded
  readonly vocabularies: Vocabularies
  readonly signal?: AbortSignal
  /** Rows of a CSV file or a workbook; of the module that knows tables. */
  readonly readTable?: ReadTable
  /** Only records changed at or after this moment are wanted; given to connectors with `knowsSince`. */
  readonly since?: Date
  /**
   * Whether the record of this name is as it was, by all that it is made of (a value that JSON can hold). A connector may ask
   * before it reads one, and if so give it as `AsBefore`; one whose records are made of more than one entry does not.
   */
  readonly isAsBefore?: (remoteId: string, entry: unknown) => boolean
  /** A reading that was cut goes on here; given to connectors with `canResume`. */
  readonly resume?: ResumePoint
}

export interface ResumePoint {
  /** `next` of the last page end that was kept. */
  readonly next: string
  /** Remote ids of the records that came before it. */
  readonly met: Iterable<string> & { readonly size: number }
}

export interface Connector {
  readonly kind: ConnectorKind
  /** One English paragraph for the reference page: what it reads, what it ignores. */
  readonly describe: string
  readonly configSchema: z.ZodType<Record<string, unknown>>
  /**
   * Whether it can ask a source, or this source, for nothing but what changed since a moment. Such a reading enumerates
   * nothing: no record may also be the answer, and none that is missing from it is gone.
   */
  readonly knowsSince?: boolean | ((source: HarvestSource) => boolean)
  /** Whether it says where pages end and can go on from there, giving what an undisturbed reading would have given. */
  readonly canResume?: boolean
  records(source: HarvestSource, context: ReadContext): AsyncIterable<FoundRecord | AsBefore | PageEnd>
}
