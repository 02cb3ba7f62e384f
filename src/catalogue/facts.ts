/**
 * What somebody says of a dataset: the metadata as given by a source or an editor, already in our vocabularies, with the
 * raw spelling kept where a vocabulary was applied. It is what a `source_record` snapshot holds and what edits lay over.
 * Property names are DCAT's.
 */
import type { LocalisedText } from "../texts/index.ts"
import type { Code } from "../vocabulary/index.ts"

/** A value that we mapped to our own list where we could; `raw` is what the source wrote. */
export interface Mapped {
  /** Code in our registry, absent when nothing matched. */
  readonly code?: string
  readonly raw?: string
}

export interface PublisherFacts {
  readonly name: LocalisedText
  /** Identifier at the source (uuid, slug, URI), to recognise it when its name changes. */
  readonly remoteId?: string
  readonly homepage?: string
}

export interface ContactPoint {
  readonly name?: string
  readonly email?: string
  readonly phone?: string
  readonly url?: string
}

/** Geographic coverage: a place we know (`code`), or what the source wrote (`label`), or a box in degrees WGS 84. */
export interface SpatialCoverage {
  readonly code?: Code
  readonly label?: LocalisedText
  /** west, south, east, north */
  readonly bbox?: readonly [number, number, number, number]
}

/** ISO 8601 dates (YYYY, YYYY-MM, YYYY-MM-DD or a full timestamp), both ends included, either may be open. */
export interface Period {
  readonly start?: string
  readonly end?: string
}

export type AccessRights = "public" | "restricted" | "non-public"

export interface DistributionFacts {
  /** Identifier at the source: CKAN resource id, RDF subject, nothing in data.json. */
  readonly remoteId?: string
  readonly title?: LocalisedText
  readonly description?: LocalisedText
  readonly accessUrl?: string
  readonly downloadUrl?: string
  /** IANA media type as declared. */
  readonly mediaType?: string
  /** Our format code in upper case (`CSV`, `XLSX`, `GEOJSON`…), mapped from what the source declared. */
  readonly format?: string
  readonly rawFormat?: string
  readonly byteSize?: number
  readonly checksum?: { readonly algorithm: string; readonly value: string }
  readonly licence?: Mapped
  readonly issued?: string
  readonly modified?: string
  readonly languages?: readonly string[]
  readonly conformsTo?: readonly string[]
  /** Documentation rather than data. */
  readonly documentation?: boolean
  /** A file kept here; its address is made of the distribution's id and this name. */
  readonly file?: StoredFileRef
}

/** A file of our own store, as a distribution names it. Size, type and checksum are facts of the distribution. */
export interface StoredFileRef {
  /** Id of the stored file: another one is another version. */
  readonly id: string
  /** As uploaded, for the address and for saving; never a path. */
  readonly name: string
}

export interface DatasetFacts {
  /** dct:identifier as the publisher gave it. */
  readonly identifier?: string
  /** Where it passed through portals like this one: its permanent addresses there, by which each knows its own again. */
  readonly otherIdentifiers?: readonly string[]
  readonly title: LocalisedText
  readonly description?: LocalisedText
  /** BCP 47 tag (or `und`) → keywords in that language. */
  readonly keywords?: Readonly<Record<string, readonly string[]>>
  /** BCP 47 tag of the language the source writes in. */
  readonly sourceLanguage?: string
  readonly publisher?: PublisherFacts
  readonly contactPoints?: readonly ContactPoint[]
  /** Theme codes of the registry; what did not map stays in `rawThemes`. */
  readonly themes?: readonly string[]
  readonly rawThemes?: readonly string[]
  readonly licence?: Mapped
  readonly accessRights?: AccessRights
  /** Code of the EU frequency list (`ANNUAL`, `MONTHLY`…) where it mapped. */
  readonly frequency?: Mapped
  readonly spatial?: readonly SpatialCoverage[]
  readonly temporal?: readonly Period[]
  /** Dates of the data, ISO 8601. */
  readonly issued?: string
  readonly modified?: string
  readonly landingPage?: string
  /** URL slug at the source, a hint for ours. */
  readonly slugHint?: string
  readonly languages?: readonly string[]
  readonly conformsTo?: readonly string[]
  readonly version?: string
  /** Remote id of the series (or parent collection) it belongs to. */
  readonly inSeries?: string
  readonly distributions: readonly DistributionFacts[]
}

/** A dataset series (DCAT 3 §6.7). */
export interface SeriesFacts {
  readonly otherIdentifiers?: readonly string[]
  readonly title: LocalisedText
  readonly description?: LocalisedText
  readonly publisher?: PublisherFacts
  readonly issued?: string
  readonly modified?: string
}

/** A data service (DCAT 3 §6.9): an API that serves one or more datasets. */
export interface DataServiceFacts {
  readonly otherIdentifiers?: readonly string[]
  readonly title: LocalisedText
  readonly description?: LocalisedText
  readonly publisher?: PublisherFacts
  readonly endpointUrl?: string
  readonly endpointDescription?: string
  readonly licence?: Mapped
  readonly contactPoints?: readonly ContactPoint[]
  /** Remote ids of the datasets served. */
  readonly servesDatasets?: readonly string[]
}
