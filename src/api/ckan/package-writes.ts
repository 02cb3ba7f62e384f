/** Datasets and their files written by clients of CKAN: the use cases of the office, in CKAN's words. */
import {
  beginDataset,
  type DocumentPatch,
  datasetOfDistribution,
  mayOnDataset,
  type OfficeDataset,
  officeDataset,
  organizationByRef,
  patchDataset,
  publishDataset,
  purgeDataset,
  trashDataset,
  type WriteContext,
} from "../../catalogue/index.ts"
import { newId } from "../../platform/ids.ts"
import { InvalidInput } from "../../platform/refusal.ts"
import type { ApiDeps } from "../deps.ts"
import { officeAsDataset } from "../office-as-dataset.ts"
import type { Action, Actions, Call } from "./action.ts"
import { invalid, notFound } from "./errors.ts"
import { packageFromDataset, resourceFromDistribution } from "./package-dict.ts"
import { entryFromResource, type PackageReading, patchFromPackage } from "./package-document.ts"
import { listOf, type Params, requiredText, textOf } from "./params.ts"

const emptyDocument = { facts: { title: {} }, distributions: [] }

export const packageWrites: Actions = {
  package_create: writing(
    "Adds a dataset; it is published at once where its writer may publish and nothing is missing, else it stays a draft and `missing` says what it lacks. Parameters: those of package_show; owner_org is obligatory; id only from administrators.",
    createPackage,
  ),
  package_update: writing(
    "Replaces the metadata of a dataset; `resources` that are not sent stay. Parameters: id, and those of package_show.",
    async (params, deps, call) => {
      const office = await datasetIn(params, deps, call)
      return written(
        await changed(office, patchFromPackage(params, readingOf(office, deps)), { params, deps, call }),
        deps,
      )
    },
  ),
  package_patch: writing(
    "Replaces what is sent of a dataset, the rest stays. Parameters: id, and some of package_show.",
    async (params, deps, call) => {
      const office = await datasetIn(params, deps, call)
      const whole = { ...shownAs(office, deps), ...params }
      return written(
        await changed(office, patchFromPackage(whole, readingOf(office, deps)), { params, deps, call }),
        deps,
      )
    },
  ),
  package_delete: writing(
    "Puts a dataset into the trash; what was published is withdrawn. Parameters: id.",
    async (params, deps, call) => {
      const { id, trashedAt } = await datasetIn(params, deps, call)
      if (!trashedAt) await trashDataset(deps.db, { id }, contextOf(deps, call))
      return null
    },
  ),
  dataset_purge: writing("Removes a dataset for ever; administrators. Parameters: id.", async (params, deps, call) => {
    const { id, trashedAt } = await datasetIn(params, deps, call)
    if (!trashedAt) await trashDataset(deps.db, { id }, contextOf(deps, call))
    await purgeDataset(deps.db, { id }, contextOf(deps, call))
    return null
  }),
  bulk_update_delete: writing(
    "Puts datasets into the trash. Parameters: datasets (identifiers or names), org_id.",
    async (params, deps, call) => {
      for (const id of listOf(params, "datasets")) {
        const office = await datasetIn({ id }, deps, call)
        if (!office.trashedAt) await trashDataset(deps.db, { id: office.id }, contextOf(deps, call))
      }
      return null
    },
  ),
  resource_create: writing(
    "Adds a file to a dataset. Parameters: package_id, url or upload (a form's file), and others of resource_show.",
    async (params, deps, call) => {
      const office = await datasetIn({ id: requiredText(params, "package_id") }, deps, call)
      const { package_id: _dataset, ...resource } = params
      const entry = entryFromResource(resource, "resource", readingOf(office, deps), call.upload)
      const known = new Set(office.document.distributions.map((one) => one.id as string))
      const after = await changed(
        office,
        { distributions: [...office.document.distributions, entry] },
        { params: {}, deps, call },
      )
      const added = after.document.distributions.find(({ id }) => !known.has(id))
      return resourceOf(after, added?.id ?? "", deps)
    },
  ),
  resource_update: writing(
    "Replaces the metadata of a file, and the file itself with `upload`. Parameters: id, and those of resource_show.",
    (params, deps, call) => rewriteResource(params, { deps, call, keeps: false }),
  ),
  resource_patch: writing(
    "Replaces what is sent of a file; with `upload` the file itself, as a new version. Parameters: id, and some of resource_show.",
    (params, deps, call) => rewriteResource(params, { deps, call, keeps: true }),
  ),
  resource_delete: writing("Takes a file away. Parameters: id.", async (params, deps, call) => {
    const { office, id } = await datasetOfResource(params, deps, call)
    const distributions = office.document.distributions.filter((one) => one.id !== id)
    await changed(office, { distributions }, { params: {}, deps, call })
    return null
  }),
}

function writing(help: string, run: Action["run"]): Action {
  return { help, writes: true, run }
}

async function createPackage(params: Params, deps: ApiDeps, call: Call) {
  const patch = patchFromPackage(params, { ...readingFor(deps), document: emptyDocument })
  const organizationId = await ownerOf(params, deps)
  if (organizationId === undefined) throw invalid("owner_org", "Missing value")
  const brought = textOf(params, "id")
  const given = { ...patch, organizationId, ...(brought ? { id: brought } : {}) }
  const office = await beginDataset(deps.db, given, contextOf(deps, call))
  return written(await publishedIfPossible(office, { params, deps, call }), deps)
}

interface Writing {
  readonly params: Params
  readonly deps: ApiDeps
  readonly call: Call
}

async function changed(office: OfficeDataset, patch: DocumentPatch, writes: Writing) {
  const { params, deps, call } = writes
  const organizationId = await ownerOf(params, deps)
  const whole = { ...patch, ...(organizationId === undefined ? {} : { organizationId }) }
  const step = { id: office.id, version: office.version, patch: whole }
  return publishedIfPossible(await patchDataset(deps.db, step, contextOf(deps, call)), writes)
}

/** CKAN has no drafts in the way of its clients: what may be published is. What lacks something waits in the office. */
async function publishedIfPossible(office: OfficeDataset, { params, deps, call }: Writing): Promise<Written> {
  const wanted = (textOf(params, "state") ?? "active") === "active"
  if (!office.draft || !wanted || !mayOnDataset(call.caller, "publish", office.access)) return office
  try {
    const slug = textOf(params, "name")
    return await publishDataset(deps.db, { id: office.id, ...(slug ? { slug } : {}) }, contextOf(deps, call))
  } catch (error) {
    if (error instanceof InvalidInput) return { ...office, missing: error.problems.map(({ path }) => path) }
    throw error
  }
}

type Written = OfficeDataset & { readonly missing?: readonly string[] }

function written(office: Written, deps: ApiDeps) {
  return { ...shownAs(office, deps), ...(office.missing ? { missing: office.missing } : {}) }
}

/** The package of the work on a dataset: the draft where there is one. */
export function shownAs(office: OfficeDataset, deps: ApiDeps, withTables: ReadonlySet<string> = new Set()) {
  const state = office.trashedAt ? "deleted" : office.everPublished ? "active" : "draft"
  const isPrivate = office.document.visibility === "private"
  const context = { ...readingFor(deps), withTables }
  return { ...packageFromDataset(officeAsDataset(office), context), state, private: isPrivate }
}

async function rewriteResource(params: Params, { deps, call, keeps }: Omit<Writing, "params"> & { keeps: boolean }) {
  const { office, id } = await datasetOfResource(params, deps, call)
  const before = keeps ? resourceOf(office, id, deps) : {}
  const entry = entryFromResource({ ...before, ...params, id }, "resource", readingOf(office, deps), call.upload)
  const distributions = office.document.distributions.map((one) => (one.id === id ? { ...entry, id } : one))
  return resourceOf(await changed(office, { distributions }, { params: {}, deps, call }), id, deps)
}

export async function datasetOfResource(params: Params, deps: ApiDeps, call: Call) {
  const id = requiredText(params, "id")
  const datasetId = await datasetOfDistribution(deps.db, id)
  const office = datasetId === undefined ? undefined : await officeDataset(deps.db, datasetId, call.caller)
  if (!office?.document.distributions.some((one) => one.id === id)) throw notFound("Resource was not found.")
  return { office, id }
}

export function resourceOf(office: OfficeDataset, id: string, deps: ApiDeps) {
  const dataset = officeAsDataset(office)
  const distribution = dataset.distributions.find((one) => one.id === id)
  return distribution ? resourceFromDistribution(distribution, dataset, deps) : null
}

async function datasetIn(params: Params, { db }: ApiDeps, { caller }: Call): Promise<OfficeDataset> {
  return officeDataset(db, requiredText(params, "id", "name"), caller)
}

async function ownerOf(params: Params, { db }: ApiDeps): Promise<string | undefined> {
  const ref = textOf(params, "owner_org")
  if (!ref) return undefined
  const found = await organizationByRef(db, ref)
  if (found.kind === "none") throw invalid("owner_org", "Organization does not exist")
  return found.kind === "moved" ? found.id : found.organization.id
}

function readingFor({ vocabularies, baseUrl }: ApiDeps) {
  return { vocabularies: vocabularies(), baseUrl }
}

function readingOf({ document }: OfficeDataset, deps: ApiDeps): PackageReading {
  return { ...readingFor(deps), document }
}

export function contextOf({ clock, vocabularies }: ApiDeps, { caller }: Call): WriteContext {
  return { by: caller, at: clock.now(), newId, vocabularies: vocabularies() }
}
