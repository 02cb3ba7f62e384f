/** What can be changed in many datasets at once, and what it makes of one document. Pure. */
import { z } from "zod"
import { inputProblems } from "../../platform/input-problems.ts"
import { type InputProblem, InvalidInput } from "../../platform/refusal.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import type { DatasetDocument } from "../document.ts"
import type { ContactPoint } from "../facts.ts"
import { withdrawalReasons } from "../publishing/shelve-dataset.ts"

const most = 200
const line = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .refine((text) => !text.includes("\0") && text.isWellFormed(), { error: "unreadable-characters" })
const lines = z.array(line).max(most)
const tag = z.string().regex(/^(?:und|[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,5})$/, { error: "not-a-language" })

/** `set` replaces the list; `remove` and `add` change it. */
const listChange = z.strictObject({ set: lines.optional(), add: lines.optional(), remove: lines.optional() })
const contactPoint = z.strictObject({
  name: line.optional(),
  email: line.optional(),
  phone: line.optional(),
  url: line.optional(),
})

/** `null` takes away. */
const factsChange = z.strictObject({
  themes: listChange.optional(),
  keywords: z.record(tag, listChange).optional(),
  licence: line.nullable().optional(),
  contactPoint: contactPoint.nullable().optional(),
  frequency: line.nullable().optional(),
  accessRights: z.enum(["public", "restricted", "non-public"]).nullable().optional(),
})

const localisedNote = z.record(tag, z.string().max(5000))

/** One kind of change at a time: each has rights and refusals of its own. */
const bulkChange = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("edit"), facts: factsChange }),
  z.strictObject({ kind: z.literal("move"), organizationId: z.uuid() }),
  z.strictObject({ kind: z.literal("publish"), comment: z.string().max(5000).optional() }),
  z.strictObject({ kind: z.literal("submit"), comment: z.string().max(5000).optional() }),
  z.strictObject({ kind: z.literal("withdraw"), reason: z.enum(withdrawalReasons), note: localisedNote.optional() }),
  z.strictObject({ kind: z.literal("trash") }),
  z.strictObject({ kind: z.literal("restore") }),
])

export type BulkChange = z.infer<typeof bulkChange>
export type FactsChange = z.infer<typeof factsChange>
type ListChange = z.infer<typeof listChange>

/** Reads a change as somebody sent it; refuses wrong shapes and codes that no list has, each at its place. */
export function readBulkChange(given: unknown, vocabularies: Vocabularies): BulkChange {
  const read = bulkChange.safeParse(given)
  if (!read.success) throw new InvalidInput(read.error.issues.flatMap(inputProblems))
  const problems = read.data.kind === "edit" ? problemsOfFacts(read.data.facts, vocabularies) : []
  if (problems.length > 0) throw new InvalidInput(problems)
  return read.data
}

function problemsOfFacts({ themes, licence, frequency, ...rest }: FactsChange, vocabularies: Vocabularies) {
  const named = [...(themes?.set ?? []).map(at("facts.themes.set")), ...(themes?.add ?? []).map(at("facts.themes.add"))]
  const nothing = !themes && licence === undefined && frequency === undefined && Object.keys(rest).length === 0
  return [
    ...(nothing ? [{ path: "facts", rule: "missing" }] : []),
    ...named.flatMap(({ value, path }) => unknownIn(vocabularies.themes, value, path)),
    ...(licence ? unknownIn(vocabularies.licences, licence, "facts.licence") : []),
    ...(frequency ? unknownIn(vocabularies.frequencies, frequency, "facts.frequency") : []),
  ]
}

function at(path: string) {
  return (value: string, index: number) => ({ value, path: `${path}.${index}` })
}

function unknownIn(list: readonly { readonly code: string }[], code: string, path: string): InputProblem[] {
  return list.some((one) => one.code === code) ? [] : [{ path, rule: "unknown", values: { code } }]
}

/** The document with the change: what is not named stays, and what becomes empty is gone. */
export function changedDocument(document: DatasetDocument, change: FactsChange): DatasetDocument {
  const facts: Record<string, unknown> = { ...document.facts }
  const put = (name: string, value: unknown) => {
    if (value === undefined) delete facts[name]
    else facts[name] = value
  }
  if (change.themes) put("themes", changedList(document.facts.themes, change.themes))
  if (change.keywords) put("keywords", changedKeywords(document.facts.keywords, change.keywords))
  if (change.licence !== undefined) put("licence", coded(change.licence))
  if (change.frequency !== undefined) put("frequency", coded(change.frequency))
  if (change.accessRights !== undefined) put("accessRights", change.accessRights ?? undefined)
  if (change.contactPoint !== undefined) put("contactPoints", contacts(change.contactPoint))
  return { ...document, facts: facts as unknown as DatasetDocument["facts"] }
}

function coded(code: string | null): { code: string } | undefined {
  return code === null ? undefined : { code }
}

function contacts(contact: ContactPoint | null): readonly ContactPoint[] | undefined {
  return contact === null || Object.keys(contact).length === 0 ? undefined : [contact]
}

function changedList(before: readonly string[] = [], { set, add = [], remove = [] }: ListChange) {
  const kept = (set ?? before).filter((value) => !remove.includes(value))
  const after = [...new Set([...kept, ...add])]
  return after.length > 0 ? after : undefined
}

function changedKeywords(
  before: Readonly<Record<string, readonly string[]>> = {},
  changes: Readonly<Record<string, ListChange>>,
) {
  const languages = [...new Set([...Object.keys(before), ...Object.keys(changes)])]
  const after = languages.flatMap((language) => {
    const change = changes[language]
    const words = change ? changedList(before[language], change) : before[language]
    return words && words.length > 0 ? [[language, words] as const] : []
  })
  return after.length > 0 ? Object.fromEntries(after) : undefined
}
