/** Shapes of the answers. A field that has no value is null, never missing, so that clients can rely on the names. */
import { z } from "zod"
import { ratings } from "../../quality/index.ts"
import { facetNames } from "../../search/index.ts"

export const localisedText = z
  .record(z.string(), z.string())
  .meta({ id: "LocalisedText", description: "Language tag (BCP 47, or `und`) → text" })

const text = localisedText.nullable()
const date = z.string().nullable().describe("ISO 8601: a year, a month, a day or a full timestamp")
const timestamp = z.string().describe("ISO 8601 timestamp, UTC")

export const organizationRef = z
  .object({ id: z.string(), slug: z.string(), name: localisedText, url: z.string() })
  .meta({ id: "OrganizationRef" })

const licenceOfDataset = z
  .object({
    code: z.string().nullable().describe("Code of /licences; null when the source's licence is not in the list"),
    title: text,
    url: z.string().nullable(),
    open: z.boolean().nullable(),
    raw: z.string().nullable().describe("As the source wrote it"),
  })
  .meta({ id: "LicenceOfDataset" })

const frequencyOfDataset = z
  .object({ code: z.string().nullable(), label: text, raw: z.string().nullable() })
  .meta({ id: "FrequencyOfDataset" })

const spatial = z
  .object({
    code: z.string().nullable().describe("SCHEME:CODE of /places"),
    label: text,
    bbox: z.array(z.number()).nullable().describe("west, south, east, north in degrees"),
  })
  .meta({ id: "SpatialCoverage" })

const period = z.object({ start: date, end: date }).meta({ id: "Period" })

export const contactPoint = z
  .object({
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    url: z.string().nullable(),
  })
  .meta({ id: "ContactPoint" })

const measured = z
  .object({
    checkedAt: date,
    status: z.number().nullable().describe("HTTP status of the last check; 0 when nothing answered"),
    problem: z.string().nullable().describe("What was wrong, as a code: `timeout`, `http-404`, `html-instead`…"),
    verdict: z.enum(["ok", "broken", "suspicious", "unknown"]).describe("What is thought of the address by now"),
    since: date.describe("When the present trouble was first seen"),
    format: z.string().nullable().describe("What the file really is, where that is not what is declared"),
    byteSize: z.number().nullable(),
    mediaType: z.string().nullable(),
    lastModified: date,
    copy: z
      .object({ url: z.string(), takenAt: timestamp, byteSize: z.number() })
      .nullable()
      .describe("The last good version, kept here; given while the address does not give the file"),
  })
  .meta({ id: "MeasuredFacts", description: "What we measured ourselves, beside what the source declares" })

export const distribution = z
  .object({
    id: z.string(),
    position: z.number(),
    title: text,
    description: text,
    format: z.string().nullable(),
    mediaType: z.string().nullable(),
    accessUrl: z.string().nullable(),
    downloadUrl: z.string().nullable(),
    byteSize: z.number().nullable(),
    checksum: z.object({ algorithm: z.string(), value: z.string() }).nullable(),
    licence: licenceOfDataset.nullable(),
    languages: z.array(z.string()),
    conformsTo: z.array(z.string()),
    documentation: z.boolean().describe("Documentation rather than data"),
    issued: date,
    modified: date,
    measured: measured.nullable(),
  })
  .meta({ id: "Distribution" })

const quality = z
  .object({ points: z.number(), max: z.number(), rating: z.enum(ratings) })
  .meta({ id: "Quality", description: "Points by the method of data.europa.eu (MQA)" })

const source = z
  .object({
    kind: z.string(),
    name: z.string(),
    url: z.string(),
    remoteId: z.string(),
    harvestedAt: timestamp,
  })
  .meta({ id: "Source", description: "Where the metadata was harvested" })

const seriesRef = z
  .object({ id: z.string(), slug: z.string(), title: localisedText, url: z.string() })
  .meta({ id: "SeriesRef" })

const serviceRef = z
  .object({
    id: z.string(),
    slug: z.string(),
    title: localisedText,
    url: z.string(),
    endpointUrl: z.string().nullable(),
  })
  .meta({ id: "ServiceRef" })

export const dataset = z
  .object({
    id: z.string().describe("Permanent identifier"),
    slug: z.string(),
    url: z.string().describe("Page of the dataset"),
    identifier: z.string().nullable().describe("Identifier at the publisher (dct:identifier)"),
    title: localisedText,
    description: text,
    keywords: z.record(z.string(), z.array(z.string())),
    sourceLanguage: z.string().nullable(),
    organization: organizationRef,
    publisher: text.describe("What the source calls the publisher, where that differs from the organization"),
    contactPoints: z.array(contactPoint),
    themes: z.array(z.string()).describe("Codes of /themes"),
    licence: licenceOfDataset.nullable(),
    accessRights: z.enum(["public", "restricted", "non-public"]).nullable(),
    frequency: frequencyOfDataset.nullable(),
    spatial: z.array(spatial),
    temporal: z.array(period),
    languages: z.array(z.string()),
    conformsTo: z.array(z.string()),
    version: z.string().nullable(),
    landingPage: z.string().nullable(),
    series: seriesRef.nullable(),
    services: z.array(serviceRef).describe("Data services (APIs) that serve it"),
    issued: date,
    modified: date.describe("When the data last changed"),
    metadataModified: timestamp.describe("When the published metadata last changed here"),
    harvestedAt: timestamp.nullable().describe("When it was last seen at its source"),
    quality,
    source: source.nullable().describe("The best ranked of `sources`"),
    sources: z.array(source),
    distributions: z.array(distribution),
  })
  .meta({ id: "Dataset" })

const facetValue = z
  .object({ value: z.string(), label: localisedText, count: z.number(), selected: z.boolean() })
  .meta({ id: "FacetValue" })

export const datasetList = z
  .object({
    total: z.number(),
    items: z.array(dataset),
    facets: z.partialRecord(z.enum(facetNames), z.array(facetValue)),
    next: z.string().nullable().describe("Cursor of the next page, for `cursor`; null on the last page"),
    limit: z.number(),
    maxLimit: z.number(),
  })
  .meta({ id: "DatasetList" })

/** The one envelope of the other lists. */
export function listOf<T extends z.ZodType>(item: T, id: string) {
  return z
    .object({
      total: z.number(),
      items: z.array(item),
      next: z.string().nullable(),
      limit: z.number(),
      maxLimit: z.number(),
    })
    .meta({ id })
}

/** Datasets of a series or of a service. */
export const memberList = listOf(dataset, "MemberList")

const datasetsOf = {
  datasets: z.number().describe("Published datasets"),
  datasetsUrl: z.string().describe("Where they are listed"),
}

export const series = z
  .object({
    id: z.string().describe("Permanent identifier"),
    slug: z.string(),
    url: z.string().describe("Page of the series"),
    title: localisedText,
    description: text,
    organization: organizationRef,
    issued: date,
    modified: date,
    metadataModified: timestamp,
    ...datasetsOf,
  })
  .meta({ id: "Series" })

export const service = z
  .object({
    id: z.string().describe("Permanent identifier"),
    slug: z.string(),
    url: z.string().describe("Page of the service"),
    title: localisedText,
    description: text,
    organization: organizationRef,
    endpointUrl: z.string().nullable().describe("Where it answers"),
    endpointDescription: z.string().nullable().describe("Its documentation or OpenAPI description"),
    licence: licenceOfDataset.nullable(),
    contactPoints: z.array(contactPoint),
    metadataModified: timestamp,
    ...datasetsOf,
  })
  .meta({ id: "Service" })

export const distributionAnswer = z
  .object({
    ...distribution.shape,
    dataset: z.object({ id: z.string(), slug: z.string(), title: localisedText, url: z.string() }),
  })
  .meta({ id: "DistributionWithDataset" })

export const organization = z
  .object({
    id: z.string(),
    slug: z.string(),
    url: z.string(),
    name: localisedText,
    acronym: z.string().nullable(),
    description: text,
    level: z.string(),
    homepage: z.string().nullable(),
    parentId: z.string().nullable(),
    successorId: z.string().nullable(),
    formerNames: z.array(localisedText),
    datasets: z.number().describe("Published datasets"),
  })
  .meta({ id: "Organization" })

export const theme = z
  .object({ code: z.string(), label: localisedText, euTheme: z.string().nullable(), datasets: z.number() })
  .meta({ id: "Theme" })

export const licence = z
  .object({
    code: z.string(),
    title: localisedText,
    url: z.string().nullable(),
    open: z.boolean(),
    kind: z.string(),
    remark: text,
  })
  .meta({ id: "Licence" })

export const place = z
  .object({
    code: z.string().describe("SCHEME:CODE"),
    name: localisedText,
    level: z.string(),
    parentCode: z.string().nullable(),
    otherCodes: z.array(z.string()),
    lat: z.number().nullable(),
    lon: z.number().nullable(),
  })
  .meta({ id: "Place" })

export const frequency = z
  .object({
    code: z.string(),
    label: localisedText,
    days: z.number().nullable().describe("Longest silence before a dataset is late"),
  })
  .meta({ id: "Frequency" })

export const suggestion = z
  .object({
    kind: z.enum(["dataset", "organization", "keyword", "place", "theme"]),
    text: localisedText,
    value: z.string().describe("Slug or code of what it names"),
    count: z.number().nullable(),
  })
  .meta({ id: "Suggestion" })

export const change = z
  .object({
    at: timestamp,
    entity: z.enum(["dataset", "series", "service", "organization"]),
    id: z.string(),
    kind: z.string().describe("What happened: created, updated, published, withdrawn…"),
    gone: z.boolean().describe("True when it is no longer public: remove your copy"),
    slug: z.string().nullable(),
    title: text,
    metadataModified: timestamp.nullable(),
    href: z.string().nullable().describe("Where the present state is read"),
  })
  .meta({ id: "Change" })

export const changeList = z
  .object({
    items: z.array(change),
    next: z.string().describe("Token for `after`: keep it and come back with it"),
    upToDate: z.boolean().describe("False when there is more to read at once"),
    limit: z.number(),
    maxLimit: z.number(),
  })
  .meta({ id: "ChangeList" })

export const errorCode = z
  .object({ code: z.string(), status: z.number(), title: z.string(), detail: z.string() })
  .meta({ id: "ErrorCode" })

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.string().describe("Stable; see /errors"),
    detail: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    withdrawal: z
      .object({ at: z.string(), reason: z.string(), note: localisedText.optional() })
      .optional()
      .describe("Why and when, for a withdrawn dataset, series or service"),
    parameter: z.string().optional().describe("Of a question to a table: where its mistake stands"),
    position: z.number().optional().describe("In the text of the parameter, in characters from 0"),
    nearest: z.string().optional().describe("What was probably meant"),
    reason: z.string().optional().describe("Why a file is no table"),
    explanation: z.string().optional().describe("What is wrong with the file, and what its publisher does"),
  })
  .meta({ id: "Problem", description: "Problem details (RFC 9457)" })
