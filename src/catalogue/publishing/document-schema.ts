/**
 * The shape of what an editor sends: nothing but known fields, texts that can be stored and are not endless. It says nothing
 * of whether the document is complete; that is asked at publication.
 */
import { z } from "zod"
import { inputProblems } from "../../platform/input-problems.ts"
import { type InputProblem, InvalidInput } from "../../platform/refusal.ts"
import type { LocalisedText } from "../../texts/index.ts"
import type { DatasetDocument } from "../document.ts"

// Generous: what a source gave must stay editable. What readers bear is asked at publication.
const longest = { title: 2000, description: 100_000, line: 2000, url: 8000, reason: 5000 } as const
const most = { languages: 50, keywords: 2000, contacts: 100, codes: 1000, periods: 500, places: 2000, files: 5000 }

// What PostgreSQL cannot store, or no other program could read: NUL, half of a surrogate pair.
const storable = (text: string) => !text.includes("\0") && text.isWellFormed()

function line(max: number) {
  return z.string().max(max).refine(storable, { error: "unreadable-characters" })
}

const tag = z.string().regex(/^[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,5}$/, { error: "not-a-language" })

function perLanguage<Value extends z.ZodType>(value: Value) {
  return z.record(tag, value).refine((texts) => Object.keys(texts).length <= most.languages, {
    error: "too-many",
    params: { max: most.languages },
  })
}

function localised(max: number) {
  return perLanguage(line(max))
}

const url = line(longest.url)
const date = line(40)
const words = z.array(line(longest.line)).max(most.codes)
const mapped = z.strictObject({ code: line(100).optional(), raw: line(longest.line).optional() })
const degrees = z.number()

const distributionFields = {
  remoteId: line(longest.url).optional(),
  title: localised(longest.title).optional(),
  description: localised(longest.description).optional(),
  accessUrl: url.optional(),
  downloadUrl: url.optional(),
  mediaType: line(200).optional(),
  format: line(100).optional(),
  rawFormat: line(longest.line).optional(),
  byteSize: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  checksum: z.strictObject({ algorithm: line(100), value: line(longest.line) }).optional(),
  licence: mapped.optional(),
  issued: date.optional(),
  modified: date.optional(),
  languages: words.optional(),
  conformsTo: z.array(url).max(most.codes).optional(),
  documentation: z.boolean().optional(),
  file: z.strictObject({ id: z.uuid(), name: line(255).min(1) }).optional(),
}

const contactPoint = z.strictObject({
  name: line(longest.line).optional(),
  email: line(320).optional(),
  phone: line(100).optional(),
  url: url.optional(),
})

const coverage = z.strictObject({
  code: z
    .templateLiteral([z.string().min(1), ":", z.string().min(1)])
    .refine((code) => code.length <= 200 && storable(code), { error: "wrong-shape" })
    .optional(),
  label: localised(longest.title).optional(),
  bbox: z.tuple([degrees, degrees, degrees, degrees]).optional(),
})

const facts = z.strictObject({
  identifier: line(longest.line).optional(),
  otherIdentifiers: z.array(url).max(most.codes).optional(),
  title: localised(longest.title),
  description: localised(longest.description).optional(),
  keywords: perLanguage(z.array(line(longest.line)).max(most.keywords)).optional(),
  sourceLanguage: tag.optional(),
  publisher: z
    .strictObject({ name: localised(longest.line), remoteId: line(longest.url).optional(), homepage: url.optional() })
    .optional(),
  contactPoints: z.array(contactPoint).max(most.contacts).optional(),
  themes: words.optional(),
  rawThemes: words.optional(),
  licence: mapped.optional(),
  accessRights: z.enum(["public", "restricted", "non-public"]).optional(),
  frequency: mapped.optional(),
  spatial: z.array(coverage).max(most.places).optional(),
  temporal: z
    .array(z.strictObject({ start: date.optional(), end: date.optional() }))
    .max(most.periods)
    .optional(),
  issued: date.optional(),
  modified: date.optional(),
  landingPage: url.optional(),
  languages: words.optional(),
  conformsTo: z.array(url).max(most.codes).optional(),
  version: line(longest.line).optional(),
  inSeries: line(longest.url).optional(),
})

export const documentSchema = z.strictObject({
  organizationId: z.uuid(),
  seriesId: z.uuid().optional(),
  visibility: z.enum(["public", "private"]),
  privateReason: localised(longest.reason).optional(),
  facts,
  distributions: z
    .array(z.strictObject({ id: z.uuid(), ...distributionFields }))
    .max(most.files)
    .refine((files) => new Set(files.map(({ id }) => id)).size === files.length, { error: "repeated" }),
})

/** The document as it is kept: trimmed, without what is empty. Refuses wrong shapes, each at its place. */
export function readDocument(given: unknown): DatasetDocument {
  const read = documentSchema.safeParse(withoutUndefined(given))
  if (!read.success) throw new InvalidInput(read.error.issues.flatMap(problemsOf))
  return tidyDocument(read.data as unknown as DatasetDocument)
}

/** A text beside the document, such as the reason of a withdrawal; nothing where it is blank. */
export function readText(given: unknown, path: string): LocalisedText | undefined {
  const read = localised(longest.reason).safeParse(given)
  if (read.success) return withoutEmpty(read.data) as LocalisedText | undefined
  throw new InvalidInput(read.error.issues.flatMap((issue) => problemsOf({ ...issue, path: [path, ...issue.path] })))
}

/** Trimmed, without what is empty: of one content there is one document, so that comparing finds real differences only. */
export function tidyDocument(document: DatasetDocument): DatasetDocument {
  const tidy = withoutEmpty(document) as unknown as DatasetDocument
  return { ...tidy, facts: { ...tidy.facts, title: tidy.facts?.title ?? {} }, distributions: tidy.distributions ?? [] }
}

// What is `undefined` is not there; the schema, and a comparison with what is stored, take it so.
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined)
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutUndefined(inner)]))
}

function withoutEmpty(value: unknown): unknown {
  if (typeof value === "string") return value.trim() === "" ? undefined : value.trim()
  if (Array.isArray(value)) {
    const kept = value.map(withoutEmpty).filter((inner) => inner !== undefined)
    return kept.length > 0 ? kept : undefined
  }
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value)
    .map(([name, inner]) => [name, withoutEmpty(inner)] as const)
    .filter(([, inner]) => inner !== undefined)
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

/** As in a refusal: `title.fr`, `distributions.2.downloadUrl`; the facts are the document's own fields there. */
function problemsOf(issue: z.core.$ZodIssue): InputProblem[] {
  return inputProblems({ ...issue, path: issue.path.filter((step, at) => at > 0 || step !== "facts") })
}
