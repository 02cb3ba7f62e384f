import type { Db } from "../../platform/db.ts"
import { isUuid } from "../../platform/ids.ts"
import type { WrittenSyntax } from "../../rdf/index.ts"
import { InvalidCursor } from "../errors.ts"
import {
  datasetsChangedSince,
  datasetsInOrder,
  type Position,
  type RelatedKind,
  relatedWithoutDatasets,
} from "./catalogue-page-store.ts"
import type { Records } from "./describe-records.ts"

export interface CatalogueQuery {
  readonly limit: number
  readonly after: string | undefined
  /** From 1; for readers that count pages instead of following links. */
  readonly page: number
  readonly since: Date | undefined
}

export interface CataloguePage {
  readonly records: Records
  /** `after` of the next page. */
  readonly next?: string
}

type Place = { readonly kind: "dataset" | RelatedKind; readonly position?: Position }

/**
 * One page of the walk over the catalogue: the datasets, then the series and services that no dataset leads to. With `since`
 * only what changed, which are datasets.
 */
export async function readCataloguePage(db: Db, query: CatalogueQuery): Promise<CataloguePage> {
  const { limit, since } = query
  const place = placeFrom(query)
  const after = place.position ? { after: place.position } : {}
  if (place.kind !== "dataset") {
    const { next, ...related } = await relatedWithoutDatasets(db, place.kind, { limit, ...after })
    return pageWith(
      { datasets: [], ...related },
      next ? { kind: place.kind, position: next } : await placeAfter(db, place.kind),
    )
  }
  const asked = { limit, ...after, skip: query.page - 1 }
  const { datasets, next } = since ? await datasetsChangedSince(db, since, asked) : await datasetsInOrder(db, asked)
  if (next) return pageWith({ datasets }, { kind: "dataset", position: next })
  return pageWith({ datasets }, since ? undefined : await placeAfter(db, "dataset"))
}

/** The next kind of which there is anything. */
async function placeAfter(db: Db, kind: Place["kind"]): Promise<Place | undefined> {
  const later: readonly RelatedKind[] =
    kind === "dataset" ? ["series", "service"] : kind === "series" ? ["service"] : []
  for (const next of later) {
    const { series, services } = await relatedWithoutDatasets(db, next, { limit: 1 })
    if (series.length + services.length > 0) return { kind: next }
  }
  return undefined
}

function pageWith(records: Records, next: Place | undefined): CataloguePage {
  return { records, ...(next ? { next: cursorOf(next) } : {}) }
}

// Written plainly rather than encoded: a harvester's log then says how far it came.
function cursorOf({ kind, position }: Place): string {
  if (kind !== "dataset") return `${kind}:${position?.id ?? ""}`
  return position?.changed ? `${position.changed}.${position.id}` : (position?.id ?? "")
}

function placeFrom({ after, since }: CatalogueQuery): Place {
  if (after === undefined) return { kind: "dataset" }
  const [, kind, changed, id = ""] = /^(?:(series|service):|(\d{1,16})\.)?([\da-f-]*)$/.exec(after) ?? []
  const isKnown = isUuid(id) || (kind !== undefined && id === "")
  if (!isKnown || (since !== undefined) !== (changed !== undefined)) throw new InvalidCursor("after")
  const position = id === "" ? {} : { position: { id, ...(changed ? { changed } : {}) } }
  return { kind: (kind as RelatedKind | undefined) ?? "dataset", ...position }
}

/** Addresses of pages, in the syntax of this one. */
export function pageAddress(
  baseUrl: string,
  syntax: WrittenSyntax,
  { limit, since, after, page }: Partial<CatalogueQuery> & { readonly limit: number },
): string {
  const query = new URLSearchParams()
  if (limit !== defaultLimit) query.set("limit", String(limit))
  if (since) query.set("modified_since", since.toISOString())
  if (after !== undefined) query.set("after", after)
  if (page !== undefined && page > 1) query.set("page", String(page))
  const search = query.toString()
  return `${baseUrl}/catalog.${syntax}${search && `?${search}`}`
}

export const defaultLimit = 100
export const maxLimit = 500
