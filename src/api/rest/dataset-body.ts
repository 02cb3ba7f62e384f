/**
 * What a program sends of a dataset: the names of the answer, as far as they can be written. It is a merge patch (RFC 7396):
 * what is absent stays, `null` removes, languages of a text are merged; lists are sent whole.
 */
import { z } from "zod"
import type { DatasetDocument, DistributionFacts, DocumentPatch } from "../../catalogue/index.ts"
import { InvalidInput } from "../../platform/refusal.ts"
import type { StoredFile } from "../../platform/uploads/index.ts"

export const localisedPatch = z
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

/** Finished uploads that a body names, by their id. */
export type Uploads = ReadonlyMap<string, StoredFile>

/** What the body changes of a document, as the catalogue takes it. */
export function patchFromBody(document: DatasetDocument, body: DatasetBody, uploads: Uploads): DocumentPatch {
  const { organization: _resolvedByTheCaller, series, visibility, privateReason, distributions, ...facts } = body
  return {
    ...(series === undefined ? {} : { seriesId: series }),
    ...(visibility === undefined ? {} : { visibility }),
    ...(privateReason === undefined ? {} : { privateReason: merged(document.privateReason, privateReason) }),
    facts: factsFromBody(document.facts, facts),
    ...(distributions ? { distributions: filesFromBody(document, distributions, uploads) } : {}),
  }
}

/** Uploads that a body names, to be looked up before it is laid over a document. */
export function uploadsIn({ distributions = [] }: DatasetBody): string[] {
  return distributions.flatMap(({ upload }) => upload ?? [])
}

type FactsBody = Omit<DatasetBody, "organization" | "series" | "visibility" | "privateReason" | "distributions">

function factsFromBody(facts: DatasetDocument["facts"], body: FactsBody): DocumentPatch["facts"] {
  const { title, description, keywords, licence, frequency, ...whole } = body
  return {
    ...(withoutInnerNulls(whole) as DocumentPatch["facts"]),
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
  uploads: Uploads,
): NonNullable<DocumentPatch["distributions"]> {
  const known = new Map(distributions.map((one) => [one.id as string, one]))
  return bodies.map(({ id, ...body }, at) => {
    const before = id === undefined ? undefined : known.get(id)
    if (id !== undefined && !before) throw new InvalidInput([{ path: `distributions.${at}.id`, rule: "unknown" }])
    return fileFromBody<DistributionFacts & { readonly id?: string }>(before ?? {}, body, {
      uploads,
      path: `distributions.${at}.`,
    })
  })
}

export function fileFromBody<Before extends DistributionFacts>(
  before: Before,
  body: DistributionBody,
  { uploads, path = "" }: { uploads: Uploads; path?: string },
): Before {
  const { title, description, licence, upload, ...whole } = body
  const stored = upload ? uploads.get(upload) : undefined
  if (upload && !stored) throw new InvalidInput([{ path: `${path}upload`, rule: "unknown" }])
  return withoutNulls({
    ...before,
    ...(stored ? factsOfUpload(stored) : {}),
    ...whole,
    ...(title === undefined ? {} : { title: merged(before.title, title) }),
    ...(description === undefined ? {} : { description: merged(before.description, description) }),
    ...(licence === undefined ? {} : { licence: coded(licence) }),
    ...(upload === null ? { file: null } : {}),
  }) as Before
}

/** A file of our own has no other address; what it is, it says itself. */
function factsOfUpload({ id, name, byteSize, sha256, mediaType }: StoredFile) {
  return {
    file: { id, name },
    downloadUrl: null,
    accessUrl: null,
    byteSize,
    checksum: { algorithm: "sha256", value: sha256 },
    mediaType,
  }
}

function coded(value: string | null): { code: string } | null {
  return value === null ? null : { code: value }
}

export function merged<Value>(
  before: Readonly<Record<string, Value>> | undefined,
  patch: Readonly<Record<string, Value | null>> | null,
): Record<string, Value> | null {
  if (patch === null) return null
  const kept = Object.entries({ ...before, ...patch }).filter((entry): entry is [string, Value] => entry[1] !== null)
  return kept.length > 0 ? Object.fromEntries(kept) : null
}

/** The first level says with `null` what goes; further in, what is not there has no property. */
function withoutInnerNulls(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === null ? null : withoutNulls(value)]),
  )
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined)
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutNulls(inner)]))
}
