/**
 * What a program sends of a dataset: the names of the answer, as far as they can be written. It is a merge patch (RFC 7396):
 * what is absent stays, `null` removes, languages of a text are merged; lists are sent whole.
 */
import { z } from "zod"
import type { DatasetDocument, DistributionEntry } from "../../catalogue/index.ts"
import { InvalidInput } from "../../platform/refusal.ts"

const localisedPatch = z
  .record(z.string(), z.string().nullable())
  .nullable()
  .describe("Language tag → text; null removes")
const keywordsPatch = z
  .record(z.string(), z.array(z.string()).nullable())
  .nullable()
  .describe("Language tag → keywords; null removes")
const line = z.string().nullable()
const lines = z.array(z.string()).nullable()
const code = line.describe("A code of the list; null removes")

const contact = z.strictObject({
  name: line.optional(),
  email: line.optional(),
  phone: line.optional(),
  url: line.optional(),
})

const coverage = z.strictObject({
  code: line.optional().describe("SCHEME:CODE of /places"),
  label: z.record(z.string(), z.string()).nullable().optional(),
  bbox: z.array(z.number()).nullable().optional().describe("west, south, east, north in degrees"),
})

const period = z.strictObject({ start: line.optional(), end: line.optional() })

const distributionFields = {
  title: localisedPatch.optional(),
  description: localisedPatch.optional(),
  accessUrl: line.optional(),
  downloadUrl: line.optional(),
  format: line.optional(),
  mediaType: line.optional(),
  byteSize: z.number().nullable().optional(),
  checksum: z.strictObject({ algorithm: z.string(), value: z.string() }).nullable().optional(),
  licence: code.optional(),
  languages: lines.optional(),
  conformsTo: lines.optional(),
  documentation: z.boolean().nullable().optional(),
  issued: line.optional(),
  modified: line.optional(),
  upload: z.uuid().nullable().optional().describe("Id of a finished upload: the file itself"),
}

export const distributionBody = z.strictObject(distributionFields).meta({ id: "DistributionWrite" })

export const datasetBody = z
  .strictObject({
    title: localisedPatch.optional(),
    description: localisedPatch.optional(),
    keywords: keywordsPatch.optional(),
    organization: z.string().optional().describe("Identifier or slug of the publisher"),
    series: line.optional().describe("Identifier of the series"),
    visibility: z.enum(["public", "private"]).optional(),
    privateReason: localisedPatch.optional().describe("Why the law keeps it from the public"),
    identifier: line.optional(),
    sourceLanguage: line.optional(),
    contactPoints: z.array(contact).nullable().optional(),
    themes: lines.optional().describe("Codes of /themes"),
    licence: code.optional(),
    accessRights: z.enum(["public", "restricted", "non-public"]).nullable().optional(),
    frequency: code.optional(),
    spatial: z.array(coverage).nullable().optional(),
    temporal: z.array(period).nullable().optional(),
    languages: lines.optional(),
    conformsTo: lines.optional(),
    version: line.optional(),
    landingPage: line.optional(),
    issued: line.optional(),
    modified: line.optional(),
    distributions: z
      .array(z.strictObject({ id: z.uuid().optional(), ...distributionFields }))
      .max(1000)
      .optional()
      .describe("All files in their order; one with an id known here stays that file, one without is new"),
  })
  .meta({ id: "DatasetWrite" })

export type DatasetBody = z.infer<typeof datasetBody>
export type DistributionBody = z.infer<typeof distributionBody>

export interface BodyContext {
  /** Of the body named by its identifier or slug. */
  readonly organizationId: string
  readonly newId: () => string
  /** Names of the finished uploads that the caller may use. */
  readonly uploads: ReadonlyMap<string, UploadedFile>
}

/** What a file has of itself, whatever is said of it. */
export interface UploadedFile {
  readonly name: string
  readonly byteSize: number
  readonly sha256: string
  readonly mediaType?: string
}

/** The document with the patch laid over it. */
export function documentFromBody(document: DatasetDocument, body: DatasetBody, context: BodyContext): DatasetDocument {
  const { organization: _organization, series, visibility, privateReason, distributions, ...facts } = body
  return withoutNulls({
    ...document,
    organizationId: context.organizationId,
    ...(series === undefined ? {} : { seriesId: series }),
    ...(visibility === undefined ? {} : { visibility }),
    ...(privateReason === undefined ? {} : { privateReason: merged(document.privateReason, privateReason) }),
    facts: factsFromBody(document.facts, facts),
    distributions: distributions ? filesFromBody(document, distributions, context) : document.distributions,
  }) as DatasetDocument
}

/** Uploads that a body names, to be looked up before it is laid over a document. */
export function uploadsIn({ distributions = [] }: DatasetBody): string[] {
  return distributions.flatMap(({ upload }) => upload ?? [])
}

type FactsBody = Omit<DatasetBody, "organization" | "series" | "visibility" | "privateReason" | "distributions">

function factsFromBody(facts: DatasetDocument["facts"], body: FactsBody): unknown {
  const { title, description, keywords, licence, frequency, ...whole } = body
  return {
    ...facts,
    ...whole,
    ...(title === undefined ? {} : { title: merged(facts.title, title) ?? {} }),
    ...(description === undefined ? {} : { description: merged(facts.description, description) }),
    ...(keywords === undefined ? {} : { keywords: merged(facts.keywords, keywords) }),
    ...(licence === undefined ? {} : { licence: coded(licence) }),
    ...(frequency === undefined ? {} : { frequency: coded(frequency) }),
  }
}

function filesFromBody(
  { distributions }: DatasetDocument,
  bodies: NonNullable<DatasetBody["distributions"]>,
  context: BodyContext,
): DistributionEntry[] {
  const known = new Map(distributions.map((one) => [one.id as string, one]))
  return bodies.map(({ id, ...body }, at) => {
    const before = id === undefined ? undefined : known.get(id)
    if (id !== undefined && !before) throw new InvalidInput([{ path: `distributions.${at}.id`, rule: "unknown" }])
    return entryFromBody(before ?? { id: context.newId() }, body, {
      uploads: context.uploads,
      path: `distributions.${at}.`,
    })
  })
}

export function entryFromBody(
  entry: DistributionEntry,
  body: DistributionBody,
  { uploads, path = "" }: { uploads: ReadonlyMap<string, UploadedFile>; path?: string },
): DistributionEntry {
  const { title, description, licence, upload, ...whole } = body
  const stored = upload ? uploads.get(upload) : undefined
  if (upload && !stored) throw new InvalidInput([{ path: `${path}upload`, rule: "unknown" }])
  return withoutNulls({
    ...entry,
    ...(stored && upload ? factsOfUpload(upload, stored) : {}),
    ...whole,
    ...(title === undefined ? {} : { title: merged(entry.title, title) }),
    ...(description === undefined ? {} : { description: merged(entry.description, description) }),
    ...(licence === undefined ? {} : { licence: coded(licence) }),
    ...(upload === null ? { file: null } : {}),
  }) as DistributionEntry
}

/** A file of our own has no other address; what it is, it says itself. */
function factsOfUpload(id: string, { name, byteSize, sha256, mediaType }: UploadedFile) {
  return {
    file: { id, name },
    downloadUrl: null,
    accessUrl: null,
    byteSize,
    checksum: { algorithm: "sha256", value: sha256 },
    ...(mediaType ? { mediaType } : {}),
  }
}

function coded(value: string | null): { code: string } | null {
  return value === null ? null : { code: value }
}

function merged<Value>(
  before: Readonly<Record<string, Value>> | undefined,
  patch: Readonly<Record<string, Value | null>> | null,
): Record<string, Value> | null {
  if (patch === null) return null
  const kept = Object.entries({ ...before, ...patch }).filter((entry): entry is [string, Value] => entry[1] !== null)
  return kept.length > 0 ? Object.fromEntries(kept) : null
}

/** `null` says "none": inside, what is not there has no property. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined)
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutNulls(inner)]))
}
