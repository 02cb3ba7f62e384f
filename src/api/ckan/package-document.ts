/**
 * What a client of CKAN sends as a package, as a change of our document. It is read by the reader of our own harvester, so
 * that every dialect understood there is understood here, and what our packages show comes back without loss.
 */

import {
  type DatasetDocument,
  type DatasetFacts,
  type DistributionEntry,
  type DistributionFacts,
  type DocumentPatch,
  downloadUrlOf,
} from "../../catalogue/index.ts"
import { recordFromPackage } from "../../harvest/index.ts"
import { given } from "../../platform/given.ts"
import { isUuid } from "../../platform/ids.ts"
import type { StoredFile } from "../../platform/uploads/index.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import { identifierOf } from "../rdf/index.ts"
import { invalid } from "./errors.ts"
import type { Params } from "./params.ts"

export interface PackageReading {
  /** What it is laid over. */
  readonly document: Pick<DatasetDocument, "facts" | "distributions">
  readonly vocabularies: Vocabularies
  readonly baseUrl: string
}

/** The whole package replaces the facts; files only where it names `resources` (as CKAN since 2.12). */
export function patchFromPackage(params: Params, reading: PackageReading): DocumentPatch {
  const facts = readFacts({ ...params, resources: [] }, reading)
  const resources = Array.isArray(params.resources) ? params.resources : undefined
  return {
    visibility: isTrue(params.private) ? "private" : "public",
    facts: replacing(reading.document.facts, facts),
    ...(resources
      ? { distributions: resources.map((one, at) => entryFromResource(one, `resources ${at}`, reading)) }
      : {}),
  }
}

type Entry = DistributionFacts & { readonly id?: string }

/** One resource; a file of our own stays its file unless another address is given. */
export function entryFromResource(raw: unknown, name: string, reading: PackageReading, upload?: StoredFile): Entry {
  if (typeof raw !== "object" || raw === null) throw invalid("resources", `${name}: must be an object`)
  const resource = raw as Record<string, unknown>
  const known = reading.document.distributions.find(({ id }) => id === resource.id)
  const file = upload ? { id: upload.id, name: upload.name } : ownFileOf(resource, known, reading.baseUrl)
  // When CKAN made its row says nothing of the file.
  const { created: _made, ...told } = resource
  const readable = file ? { ...told, url: standIn, download_url: undefined, access_url: undefined } : told
  const [read] = readFiles([readable], reading)
  if (!read) throw invalid("url", `${name}: Missing value`)
  const { remoteId: _ours, downloadUrl, accessUrl, ...facts } = read
  const brought = typeof resource.id === "string" && isUuid(resource.id) ? resource.id : undefined
  const id = known?.id ?? brought
  return {
    ...facts,
    ...(file ? { file } : { ...given("downloadUrl", downloadUrl), ...given("accessUrl", accessUrl) }),
    ...given("id", id),
    ...given("remoteId", known?.remoteId),
  }
}

/** The reader wants an address; a file of our own has the one of its distribution. */
const standIn = "https://file.invalid/upload"

function ownFileOf(resource: Record<string, unknown>, known: DistributionEntry | undefined, baseUrl: string) {
  if (!known?.file) return undefined
  const { url } = resource
  const isSame = url === undefined || url === "" || url === known.file.name || url === downloadUrlOf(known, baseUrl)
  return isSame || resource.url_type === "upload" ? known.file : undefined
}

function readFiles(resources: readonly unknown[], reading: PackageReading): readonly DistributionFacts[] {
  return read({ id: "package", title: "package", resources }, reading).distributions
}

function readFacts(params: Params, reading: PackageReading): Omit<DatasetFacts, "distributions" | "slugHint"> {
  const {
    id,
    metadata_created: _made,
    metadata_modified: _changed,
    organization: _body,
    owner_org: _id,
    fihrist: _own,
    ...rest
  } = params
  const title = typeof rest.title === "string" && rest.title.trim() !== "" ? rest.title : rest.name
  const {
    distributions: _files,
    slugHint: _name,
    otherIdentifiers: _way,
    identifier,
    ...facts
  } = read({ ...rest, id: id ?? "package", title }, reading)
  // Where the client names no identifier the reader takes CKAN's own, which is ours already, or what we told it to call it.
  const isOurs =
    identifier === (id ?? "package") || identifier?.startsWith(identifierOf(reading.baseUrl, "dataset", ""))
  return {
    ...facts,
    ...given("identifier", isOurs ? undefined : identifier),
    // Which way it came, a client cannot know better.
    ...given("otherIdentifiers", reading.document.facts.otherIdentifiers),
  }
}

function read(raw: Record<string, unknown>, { vocabularies }: PackageReading): DatasetFacts {
  const context = { vocabularies, portal: undefined, language: undefined }
  const record = recordFromPackage({ ...raw, private: false, state: "active", type: "dataset" }, 0, context)
  if (record.kind === "dataset") return record.facts
  const [problem] = record.kind === "refused" ? record.problems : []
  throw invalid(problem?.field ?? "title", problem?.code === "missing-title" ? "Missing value" : "Cannot be read")
}

/** Facts that the package does not have go. */
function replacing(before: DatasetDocument["facts"], after: object): DocumentPatch["facts"] {
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name))
  return { ...Object.fromEntries(gone.map((name) => [name, null])), ...after }
}

function isTrue(value: unknown): boolean {
  return value === true || /^(true|yes|t|y|on|1)$/i.test(String(value ?? ""))
}
