/** The dataset as the portal shows it: layers folded (edits, else the best source's snapshot, else derived; DESIGN §3). */
import type { LocalisedText } from "../texts/index.ts"
import type { DatasetFacts, DistributionFacts } from "./facts.ts"

export type DatasetId = string & { readonly brand?: "DatasetId" }
export type DistributionId = string & { readonly brand?: "DistributionId" }
export type OrganizationId = string & { readonly brand?: "OrganizationId" }
export type SourceId = string & { readonly brand?: "SourceId" }

export type DatasetState = "draft" | "published" | "withdrawn"

export interface Withdrawal {
  readonly at: string
  readonly reason: "gone-at-source" | "publisher-decision" | "legal" | "duplicate" | "error"
  /** What the publisher adds, in the languages it was written in. */
  readonly note?: LocalisedText
}

export interface OrganizationRef {
  readonly id: OrganizationId
  readonly slug: string
  readonly name: LocalisedText
}

/**
 * What is thought of an address. `broken`: it fails again and again, or says that the file is gone; `suspicious`: it
 * answers, but not with what it promises; `unknown`: not checked, or it failed once and never answered before.
 */
export type LinkVerdict = "ok" | "broken" | "suspicious" | "unknown"

/** Facts we measured ourselves; they stand beside the declared ones and never replace them. */
export interface MeasuredFacts {
  /** When we last asked the host. ISO timestamp. */
  readonly checkedAt?: string
  /** HTTP status of that answer; 0 when there was none. */
  readonly status?: number
  /** What was wrong with it, as a code (`timeout`, `dns`, `refused`, `tls-expired`, `html-instead`, `http-404`…). */
  readonly problem?: string
  /** What is thought of the address after its last checks. */
  readonly verdict?: LinkVerdict
  /** When the present trouble was first seen. ISO timestamp. */
  readonly since?: string
  /** What it really is, where that is not what is declared: a format code. */
  readonly format?: string
  readonly byteSize?: number
  readonly mediaType?: string
  readonly lastModified?: string
  /** The last good version, kept here. */
  readonly copy?: { readonly takenAt: string; readonly name: string; readonly byteSize: number }
}

export interface Distribution extends DistributionFacts {
  readonly id: DistributionId
  readonly position: number
  readonly measured?: MeasuredFacts
}

/** Where a dataset came from: one line per source record, best ranked first. */
export interface Provenance {
  readonly sourceId: SourceId
  readonly kind: string
  readonly name: string
  /** How people call it, in their languages; else `name`. */
  readonly displayName?: LocalisedText
  readonly url: string
  readonly remoteId: string
  /** When the record was last seen there by a complete run. ISO timestamp. */
  readonly harvestedAt: string
}

/** A data service as its datasets name it. */
export interface DataServiceRef {
  readonly id: string
  readonly slug: string
  readonly title: LocalisedText
  readonly endpointUrl?: string
  readonly endpointDescription?: string
}

export interface Dataset extends Omit<DatasetFacts, "distributions" | "publisher" | "slugHint"> {
  readonly id: DatasetId
  readonly slug: string
  readonly state: DatasetState
  readonly withdrawal?: Withdrawal
  readonly organization: OrganizationRef
  /** Kept from the public: who holds one of these (`readsPrivate`) may read it. Absent, everybody may. */
  readonly visibleTo?: readonly string[]
  /** What the source calls the publisher, where that differs from our organisation. */
  readonly publisher?: DatasetFacts["publisher"]
  /** When a published field last changed here. ISO timestamp. */
  readonly metadataModified: string
  readonly createdAt: string
  /** When it was last seen at its best source; absent for hand-made datasets. */
  readonly harvestedAt?: string
  readonly sources: readonly Provenance[]
  /** Left out while the series is withdrawn. */
  readonly series?: { readonly id: string; readonly slug: string; readonly title: LocalisedText }
  /** Published data services that give access to it, where there are any; the first fifty by slug. */
  readonly services?: readonly DataServiceRef[]
  readonly distributions: readonly Distribution[]
  /** Names of fields corrected here over the source. */
  readonly editedFields: readonly string[]
}
