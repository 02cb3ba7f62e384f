/**
 * A document as fields and back. Differences between two documents are lists of changed fields; applied they lead from one
 * to the other, undone they lead back. What has one value per language is a field per language.
 */
import { isDeepStrictEqual } from "node:util"
import type { DatasetDocument, DistributionEntry, FieldChange, FieldPath } from "../document.ts"
import type { ShownFacts } from "../layers.ts"

/** The order of the files, as a list of their ids. */
export const orderPath = "distributions"
const structural = new Set(["organizationId", "seriesId", "visibility"])
const perLanguage = new Set(["title", "description", "keywords", "privateReason"])
const perLanguageOfFiles = new Set(["title", "description"])

type Fields = Map<FieldPath, unknown>
type Values = Readonly<Record<string, unknown>>

export function fieldsOf(document: DatasetDocument): Fields {
  const { facts, distributions, ...rest } = document
  const fields: Fields = new Map()
  addFields(fields, "", { values: rest as Values, languages: perLanguage })
  addFields(fields, "", { values: facts as unknown as Values, languages: perLanguage })
  fields.set(
    orderPath,
    distributions.map(({ id }) => id),
  )
  for (const { id, ...file } of distributions) {
    addFields(fields, `${orderPath}.${id}.`, { values: file as Values, languages: perLanguageOfFiles })
  }
  return fields
}

function addFields(fields: Fields, prefix: string, { values, languages }: { values: Values; languages: Set<string> }) {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue
    if (!languages.has(name)) fields.set(`${prefix}${name}`, value)
    else for (const [tag, text] of Object.entries(value as Values)) fields.set(`${prefix}${name}.${tag}`, text)
  }
}

/** Fields of files that the order does not name belong to nobody and are left out. */
export function documentFromFields(fields: ReadonlyMap<FieldPath, unknown>): DatasetDocument {
  const top: Record<string, unknown> = {}
  const facts: Record<string, unknown> = { title: {} }
  const files = new Map<string, Record<string, unknown>>()
  for (const id of (fields.get(orderPath) ?? []) as readonly string[]) files.set(id, { id })
  for (const [path, value] of fields) {
    if (path === orderPath || value === undefined) continue
    const [name = "", ...inner] = path.split(".")
    if (name === orderPath) place(files.get(inner[0] ?? ""), inner.slice(1), value)
    else place(structural.has(name) || name === "privateReason" ? top : facts, [name, ...inner], value)
  }
  return {
    ...(top as Pick<DatasetDocument, "organizationId" | "visibility">),
    facts: facts as unknown as ShownFacts,
    distributions: [...files.values()] as unknown as DistributionEntry[],
  }
}

function place(target: Record<string, unknown> | undefined, [name, tag]: readonly string[], value: unknown): void {
  if (!target || name === undefined) return
  target[name] = tag === undefined ? value : { ...(target[name] as Values | undefined), [tag]: value }
}

/** From `before` to `after`, in the order of the paths. */
export function diffDocuments(before: DatasetDocument, after: DatasetDocument): FieldChange[] {
  return diffFields(fieldsOf(before), fieldsOf(after))
}

function diffFields(old: Fields, young: Fields): FieldChange[] {
  const paths = [...new Set([...old.keys(), ...young.keys()])].sort()
  return paths
    .filter((path) => !sameValue(old.get(path), young.get(path)))
    .map((path) => change(path, old.get(path), young.get(path)))
}

function change(path: FieldPath, before: unknown, after: unknown): FieldChange {
  return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }
}

export function applyChanges(document: DatasetDocument, changes: readonly FieldChange[]): DatasetDocument {
  return withValues(
    document,
    changes.map(({ path, after }) => [path, after]),
  )
}

/** What was before these changes; fields whose values were not kept stay as they are. */
export function undoChanges(document: DatasetDocument, changes: readonly FieldChange[]): DatasetDocument {
  const kept = changes.filter((one) => "before" in one || "after" in one)
  return withValues(
    document,
    kept.map(({ path, before }) => [path, before]),
  )
}

function withValues(document: DatasetDocument, values: readonly (readonly [FieldPath, unknown])[]): DatasetDocument {
  const fields = fieldsOf(document)
  for (const [path, value] of values) {
    if (value === undefined || value === null) fields.delete(path)
    else fields.set(path, value)
  }
  return documentFromFields(fields)
}

/** As PostgreSQL would give them back: what is `undefined` is not there. */
export function sameValue(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(plain(one), plain(other))
}

function plain(value: unknown): unknown {
  return typeof value === "object" && value !== null ? JSON.parse(JSON.stringify(value)) : value
}

/** As a change names its fields: `title.fr` → `title`, `organizationId` → `organization`; of files → `distributions`. */
export function fieldNameOf(path: FieldPath): string {
  return path.split(".", 1)[0]!.replace(/Id$/, "")
}

const personal = new Set(["contactPoints"])

/** For the change log, which keeps no personal values: that the contact changed, never from what to what. */
export function withoutPersonalValues(changes: readonly FieldChange[]): FieldChange[] {
  return changes.map((one) => (personal.has(one.path) ? { path: one.path } : one))
}
