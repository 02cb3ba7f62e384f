import type { Db } from "../../platform/db.ts"
import { type WrittenSyntax, writeRdf } from "../../rdf/index.ts"
import type { LocalisedText } from "../../texts/index.ts"
import type { PublicState } from "../public-state.ts"
import { type CatalogueQuery, pageAddress, readCataloguePage } from "./catalogue-page.ts"
import { publicDatasetCount } from "./catalogue-page-store.ts"
import { describeCatalogue, describePaging } from "./describe-catalogue.ts"
import { describeRecords } from "./describe-records.ts"
import type { RdfContext } from "./rdf-context.ts"

export interface CatalogueAsking {
  readonly query: CatalogueQuery
  readonly syntax: WrittenSyntax
  readonly state: PublicState
  readonly context: RdfContext
  readonly siteName: LocalisedText
}

export interface CatalogueAnswer {
  readonly body: string
  readonly self: string
  readonly next?: string
}

/** One page of the catalogue as a document. */
export async function catalogueAnswer(db: Db, asking: CatalogueAsking): Promise<CatalogueAnswer> {
  const { query, syntax, state, context, siteName } = asking
  const { limit, since } = query
  const { baseUrl } = context
  const page = await readCataloguePage(db, query)
  const totalItems = await countIn(db, state, since)
  const address = (rest: Partial<CatalogueQuery>) => pageAddress(baseUrl, syntax, { limit, since, ...rest })
  const self = address({ after: query.after, page: query.page })
  const next = page.next === undefined ? {} : { next: address({ after: page.next }) }
  const last = address({ page: Math.max(1, Math.ceil(totalItems / limit)) })
  const nodes = await describeRecords(db, page.records, context)
  const modified = state.changedAt ? { modified: state.changedAt } : {}
  const body = writeRdf(syntax, [
    describePaging({ self, first: address({}), last, ...next, totalItems, itemsPerPage: limit }),
    ...describeCatalogue({ baseUrl, siteName, ...modified }, nodes),
    ...nodes,
  ])
  return { body, self, ...next }
}

const counts = new WeakMap<Db, { readonly state: string; readonly count: number }>()

/** Counted once for each state of the catalogue: a walk asks for it at every page. */
async function countIn(db: Db, { name }: PublicState, since: Date | undefined): Promise<number> {
  if (since) return publicDatasetCount(db, since)
  const known = counts.get(db)
  if (known?.state === name) return known.count
  const count = await publicDatasetCount(db)
  counts.set(db, { state: name, count })
  return count
}
