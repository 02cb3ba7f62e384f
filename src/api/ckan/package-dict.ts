import { type Dataset, type Distribution, downloadUrlOf, type SpatialCoverage } from "../../catalogue/index.ts"
import { uuidOfCode, type Vocabularies } from "../../vocabulary/index.ts"
import { namedIdentifier, permanentAddresses } from "../rdf/index.ts"
import { themeRef } from "./group-dicts.ts"
import { ckanTimestamp, oneText } from "./shapes.ts"

/**
 * A dataset as CKAN's package: complete, because harvesters store what the search gives them. Absent values are null, lists
 * empty. What CKAN has no field for stands in extras and fields that its DCAT and fluent extensions know.
 */
export interface PackageContext {
  readonly vocabularies: Vocabularies
  readonly baseUrl: string
  /** Distributions that have a table: their DataStore is active. */
  readonly withTables?: ReadonlySet<string>
}

export function packageFromDataset(one: Dataset, context: PackageContext) {
  const { vocabularies, baseUrl } = context
  const licence = licenceFields(one, vocabularies)
  const tags = tagsOf(one)
  const contact = one.contactPoints?.[0]
  return {
    id: one.id,
    name: one.slug,
    title: oneText(one.title, one.sourceLanguage),
    title_translated: one.title,
    notes: oneText(one.description, one.sourceLanguage),
    notes_translated: one.description ?? {},
    url: one.landingPage ?? null,
    version: one.version ?? null,
    author: oneText(one.publisher?.name, one.sourceLanguage),
    author_email: null,
    maintainer: contact?.name ?? null,
    maintainer_email: contact?.email ?? null,
    ...licence,
    owner_org: one.organization.id,
    organization: organizationOfPackage(one),
    private: false,
    state: "active",
    type: "dataset",
    creator_user_id: null,
    metadata_created: ckanTimestamp(one.createdAt),
    metadata_modified: ckanTimestamp(one.metadataModified),
    num_resources: one.distributions.length,
    num_tags: tags.length,
    tags,
    tags_translated: one.keywords ?? {},
    groups: (one.themes ?? []).flatMap((code) => themeRef(code, vocabularies) ?? []),
    extras: extrasOf(one, baseUrl),
    resources: one.distributions.map((each) => resourceFromDistribution(each, one, context)),
    relationships_as_subject: [],
    relationships_as_object: [],
    // For portals like this one: CKAN's own dates and page are those of the record, where the data have none; and whether
    // somebody knows in which language it is written.
    fihrist: {
      ...{ issued: one.issued ?? null, modified: one.modified ?? null },
      page: `${baseUrl}/id/dataset/${one.id}`,
      metadataLanguage: one.sourceLanguage ?? "und",
    },
  }
}

export function resourceFromDistribution(
  one: Distribution,
  dataset: Dataset,
  { baseUrl, withTables }: Pick<PackageContext, "baseUrl" | "withTables">,
) {
  const downloadUrl = downloadUrlOf(one, baseUrl)
  return {
    id: one.id,
    package_id: dataset.id,
    name: oneText(one.title, dataset.sourceLanguage),
    name_translated: one.title ?? {},
    description: oneText(one.description, dataset.sourceLanguage),
    description_translated: one.description ?? {},
    url: downloadUrl ?? one.accessUrl ?? "",
    access_url: one.accessUrl ?? null,
    download_url: downloadUrl ?? null,
    url_type: one.file ? "upload" : null,
    format: one.format ?? one.rawFormat ?? "",
    mimetype: one.mediaType ?? null,
    mimetype_inner: null,
    size: one.byteSize ?? null,
    hash: one.checksum?.value ?? "",
    hash_algorithm: one.checksum?.algorithm ?? null,
    license_id: one.licence?.code ?? one.licence?.raw ?? null,
    conforms_to: [...(one.conformsTo ?? [])],
    language: [...(one.languages ?? [])],
    issued: one.issued ?? null,
    modified: one.modified ?? null,
    created: ckanTimestamp(one.issued) ?? ckanTimestamp(dataset.createdAt),
    last_modified: ckanTimestamp(one.modified),
    metadata_modified: ckanTimestamp(dataset.metadataModified),
    cache_url: null,
    cache_last_updated: null,
    resource_type: one.documentation ? "documentation" : null,
    position: one.position,
    state: "active",
    datastore_active: withTables?.has(one.id) ?? false,
  }
}

function licenceFields({ licence }: Dataset, { licences }: Vocabularies) {
  const known = licences.find(({ code }) => code === licence?.code)
  return {
    license_id: licence?.code ?? licence?.raw ?? null,
    license_title: oneText(known?.title) ?? licence?.raw ?? null,
    license_url: known?.url ?? null,
    isopen: known?.open ?? false,
  }
}

function organizationOfPackage({ organization, createdAt, sourceLanguage }: Dataset) {
  return {
    id: organization.id,
    name: organization.slug,
    title: oneText(organization.name, sourceLanguage),
    title_translated: organization.name,
    type: "organization",
    description: "",
    image_url: "",
    created: ckanTimestamp(createdAt),
    is_organization: true,
    approval_status: "approved",
    state: "active",
  }
}

function tagsOf({ keywords }: Dataset) {
  const names = [...new Set(Object.values(keywords ?? {}).flat())].sort()
  return names.map((name) => ({
    id: uuidOfCode("tag", name),
    name,
    display_name: name,
    state: "active",
    vocabulary_id: null,
  }))
}

function extrasOf(one: Dataset, baseUrl: string): { key: string; value: string }[] {
  const [first, ...furtherPeriods] = one.temporal ?? []
  const coverages = one.spatial ?? []
  const box = coverages.find(({ bbox, code, label }) => bbox && !code && !label)?.bbox
  // One box alone stands in `spatial`, where CKAN's extensions look for it; anything more is listed in its order.
  const listedPlaces = coverages.length > 1 || (coverages.length === 1 && !box) ? coverages.map(coverageOf) : []
  const manyContacts = (one.contactPoints?.length ?? 0) > 1 || one.contactPoints?.some(({ phone, url }) => phone || url)
  const values: Record<string, string | undefined> = {
    identifier: namedIdentifier(one, baseUrl),
    // What ckanext-dcat calls adms:identifier; CKAN's own harvester keeps it.
    alternate_identifier: listed(permanentAddresses(one, "dataset", baseUrl)),
    issued: one.issued,
    modified: one.modified,
    frequency: one.frequency?.code ?? one.frequency?.raw,
    access_rights: one.accessRights,
    language: listed(one.languages),
    conforms_to: listed(one.conformsTo),
    temporal_start: furtherPeriods.length === 0 ? first?.start : undefined,
    temporal_end: furtherPeriods.length === 0 ? first?.end : undefined,
    temporal_coverage: furtherPeriods.length > 0 ? JSON.stringify(one.temporal) : undefined,
    spatial: box ? JSON.stringify(polygonOf(box)) : undefined,
    spatial_coverage: listedPlaces.length > 0 ? JSON.stringify(listedPlaces) : undefined,
    theme: listed(one.rawThemes),
    publisher: one.publisher ? JSON.stringify([publisherOf(one)]) : undefined,
    contact: manyContacts ? JSON.stringify(one.contactPoints) : undefined,
    source_name: one.sources[0]?.name,
    source_url: one.sources[0]?.url,
    source_identifier: one.sources[0]?.remoteId,
    source_language: one.sourceLanguage,
  }
  return Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]))
}

function listed(values: readonly string[] | undefined): string | undefined {
  return values && values.length > 0 ? JSON.stringify(values) : undefined
}

function publisherOf({ publisher, sourceLanguage }: Dataset) {
  return {
    name: oneText(publisher?.name, sourceLanguage),
    name_translated: publisher?.name,
    id: publisher?.remoteId,
    url: publisher?.homepage,
  }
}

function coverageOf({ code, label, bbox }: SpatialCoverage) {
  const text = oneText(label) ?? undefined
  return { uri: code, text, text_translated: label, bbox: bbox ? polygonOf(bbox) : undefined }
}

function polygonOf([west, south, east, north]: readonly [number, number, number, number]) {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return { type: "Polygon", coordinates: [ring] }
}
