import { sql } from "kysely"
import { type Dataset, datasetByRef, datasetsByIds, distributionByRef, isPublicDataset } from "../../catalogue/index.ts"
import { anonymousActor } from "../../platform/actor.ts"
import { uuidOfCode } from "../../vocabulary/index.ts"
import type { ApiDeps } from "../deps.ts"
import { officeIfAllowed } from "../office-if-allowed.ts"
import type { Actions } from "./action.ts"
import { tablesAmong } from "./datastore/tables-among.ts"
import { notFound } from "./errors.ts"
import { type PackageContext, packageFromDataset, resourceFromDistribution } from "./package-dict.ts"
import { packageOrder } from "./package-order.ts"
import { packageSearch } from "./package-search.ts"
import { packageIds, packageNames, tagNames, withTimeLimit } from "./package-store.ts"
import { shownAs } from "./package-writes.ts"
import { booleanOf, integerOf, type Params, requiredText, textOf } from "./params.ts"

const maxPackages = 1000

export const packageActions: Actions = {
  package_search: {
    help: "Search datasets. Parameters: q (words, or field queries when it holds a colon), fq and fq_list (field queries; OR binds tighter than juxtaposition), sort, rows (10, at most 1000), start, facet.field, facet.limit (50, -1 for all), facet.mincount, fl. Unknown parameters are errors. Only public datasets are ever found.",
    run: packageSearch,
  },
  package_show: {
    help: "One dataset; with a token also what one works on. Parameters: id (identifier, name or former name).",
    async run(params, deps, { caller }) {
      const ref = requiredText(params, "id", "name_or_id")
      const office = caller === anonymousActor ? undefined : await officeIfAllowed(deps.db, ref, caller)
      if (office) return shownAs(office, deps, await tablesAmong(deps.db, [office.document]))
      const dataset = await publishedDataset(params, deps)
      return packageFromDataset(dataset, { ...shownBy(deps), withTables: await tablesAmong(deps.db, [dataset]) })
    },
  },
  package_list: {
    help: "Names of all public datasets, sorted. Parameters: limit, offset.",
    run: (params, deps) => withTimeLimit(deps.db, (db) => packageNames(db, pageOf(params))),
  },
  current_package_list_with_resources: {
    help: "Whole datasets, last changed first. Parameters: limit (at most 1000), offset or page.",
    run: currentPackages,
  },
  resource_show: {
    help: "One distribution. Parameters: id.",
    async run(params, { db, baseUrl }) {
      const id = requiredText(params, "id")
      const found = await distributionByRef(db, id)
      if (found.kind !== "found") throw notFound("Resource was not found.")
      const withTables = await tablesAmong(db, [{ distributions: [found.distribution] }])
      return resourceFromDistribution(found.distribution, found.dataset, { baseUrl, withTables })
    },
  },
  resource_view_list: {
    help: "Views of a distribution: none, the portal makes its own. Parameters: id.",
    async run(params, { db }) {
      const found = await distributionByRef(db, requiredText(params, "id"))
      if (found.kind !== "found") throw notFound("Resource was not found.")
      return []
    },
  },
  tag_list: {
    help: "Keywords in use, sorted. Parameters: query (part of a keyword), all_fields, limit, offset.",
    run: tagList,
  },
}

async function publishedDataset(params: Params, { db }: ApiDeps): Promise<Dataset> {
  const found = await datasetByRef(db, requiredText(params, "id", "name_or_id"))
  // Clients of CKAN do not follow redirects, so a former name is answered at once.
  const dataset = found.kind === "moved" ? (await datasetsByIds(db, [found.id]))[0] : foundDataset(found)
  if (!dataset || !isPublicDataset(dataset)) throw notFound("Dataset was not found.")
  return dataset
}

function foundDataset(found: Awaited<ReturnType<typeof datasetByRef>>): Dataset | undefined {
  return found.kind === "found" ? found.dataset : undefined
}

async function currentPackages(params: Params, deps: ApiDeps) {
  const limit = Math.min(integerOf(params, "limit", maxPackages), maxPackages)
  const pageNumber = integerOf(params, "page", 1, 1)
  const offset = integerOf(params, "offset", (pageNumber - 1) * limit)
  const order = packageOrder("metadata_modified desc").expression(false)
  const ids = await withTimeLimit(deps.db, (db) =>
    packageIds(db, { condition: sql`true` }, { order, limit, offset: Math.min(offset, 2_000_000_000) }),
  )
  const shown = (await datasetsByIds(deps.db, ids)).filter(isPublicDataset)
  const context = { ...shownBy(deps), withTables: await tablesAmong(deps.db, shown) }
  return shown.map((one) => packageFromDataset(one, context))
}

function shownBy({ vocabularies, baseUrl }: ApiDeps): PackageContext {
  return { vocabularies: vocabularies(), baseUrl }
}

async function tagList(params: Params, { db }: ApiDeps) {
  // There are no tag vocabularies, so none of them has a tag.
  if (textOf(params, "vocabulary_id")) throw notFound("Vocabulary was not found.")
  const part = textOf(params, "query")
  const names = await withTimeLimit(db, (limited) => tagNames(limited, { part, ...pageOf(params) }))
  if (!booleanOf(params, "all_fields", false)) return names
  return names.map((name) => ({ id: uuidOfCode("tag", name), name, display_name: name, vocabulary_id: null }))
}

function pageOf(params: Params): { limit: number | undefined; offset: number } {
  const limit = integerOf(params, "limit", 0)
  return { limit: limit === 0 ? undefined : limit, offset: integerOf(params, "offset", 0) }
}
