/** The form of a dataset as strings: what a document looks like in its inputs, and what was typed into them. */
import type { DatasetDocument, DistributionEntry, SpatialCoverage } from "../../../../catalogue/index.ts"
import { type Language, type LocalisedText, languages } from "../../../../texts/index.ts"

export interface FormValues {
  readonly organizationId: string
  readonly seriesId: string
  readonly visibility: string
  readonly privateReason: LocalisedText
  readonly title: LocalisedText
  readonly description: LocalisedText
  /** Per language, as typed: separated by commas or lines. */
  readonly keywords: LocalisedText
  readonly themes: readonly string[]
  readonly places: readonly SpatialCoverage[]
  readonly periods: readonly PeriodValues[]
  /** Code; empty: none of ours. */
  readonly licence: string
  readonly frequency: string
  readonly contacts: readonly ContactValues[]
  readonly accessRights: string
  readonly identifier: string
  readonly version: string
  readonly landingPage: string
  /** One address a line. */
  readonly conformsTo: string
  readonly issued: string
  readonly modified: string
  readonly languages: readonly string[]
  readonly files: readonly FileValues[]
}

export interface PeriodValues {
  readonly start: string
  readonly end: string
}

export interface ContactValues {
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly url: string
}

export interface FileValues {
  readonly id: string
  readonly title: LocalisedText
  readonly description: LocalisedText
  readonly format: string
  readonly downloadUrl: string
  readonly accessUrl: string
  readonly documentation: boolean
  readonly licence: string
  /** Id and name of the stored file; empty for what lies elsewhere. */
  readonly storedId: string
  readonly storedName: string
}

export const emptyContact: ContactValues = { name: "", email: "", phone: "", url: "" }
export const emptyPeriod: PeriodValues = { start: "", end: "" }

export function valuesOf(document: DatasetDocument): FormValues {
  const { facts, distributions } = document
  return {
    organizationId: document.organizationId,
    seriesId: document.seriesId ?? "",
    visibility: document.visibility,
    privateReason: document.privateReason ?? {},
    title: facts.title,
    description: facts.description ?? {},
    keywords: Object.fromEntries(
      Object.entries(facts.keywords ?? {}).map(([tag, words]) => [tag, typedWords(words, tag)]),
    ),
    themes: facts.themes ?? [],
    places: facts.spatial ?? [],
    periods: (facts.temporal ?? []).map(({ start = "", end = "" }) => ({ start, end })),
    licence: facts.licence?.code ?? "",
    frequency: facts.frequency?.code ?? "",
    contacts: (facts.contactPoints ?? []).map((contact) => ({ ...emptyContact, ...contact })),
    accessRights: facts.accessRights ?? "",
    identifier: facts.identifier ?? "",
    version: facts.version ?? "",
    landingPage: facts.landingPage ?? "",
    conformsTo: (facts.conformsTo ?? []).join("\n"),
    issued: facts.issued ?? "",
    modified: facts.modified ?? "",
    languages: facts.languages ?? [],
    files: distributions.map(fileValuesOf),
  }
}

function fileValuesOf(entry: DistributionEntry): FileValues {
  return {
    id: entry.id,
    title: entry.title ?? {},
    description: entry.description ?? {},
    format: entry.format ?? "",
    downloadUrl: entry.downloadUrl ?? "",
    accessUrl: entry.accessUrl ?? "",
    documentation: entry.documentation === true,
    licence: entry.licence?.code ?? "",
    storedId: entry.file?.id ?? "",
    storedName: entry.file?.name ?? "",
  }
}

// A keyword with a comma in it can only stand on a line of its own.
function typedWords(words: readonly string[], tag: string): string {
  return words.join(words.some((word) => /[,،;؛]/.test(word)) ? "\n" : tag === "ar" ? "، " : ", ")
}

export function wordsTyped(typed: string): string[] {
  const words = typed.split(typed.includes("\n") ? /\r?\n/ : /[,،;؛]/).map((word) => word.trim())
  return [...new Set(words.filter((word) => word !== ""))]
}

export function valuesFromForm(form: URLSearchParams): FormValues {
  const one = (name: string) => form.get(name) ?? ""
  return {
    organizationId: one("organizationId"),
    seriesId: one("seriesId"),
    visibility: one("visibility") === "private" ? "private" : "public",
    privateReason: textsTyped(form, "privateReason"),
    title: textsTyped(form, "title"),
    description: textsTyped(form, "description"),
    keywords: textsTyped(form, "keywords"),
    themes: form.getAll("theme").filter(Boolean),
    places: form.getAll("place").flatMap(coverageTyped),
    periods: numbered(form, "period", (prefix) => ({ start: one(`${prefix}.start`), end: one(`${prefix}.end`) })),
    licence: one("licence"),
    frequency: one("frequency"),
    contacts: numbered(form, "contact", (prefix) => ({
      name: one(`${prefix}.name`),
      email: one(`${prefix}.email`),
      phone: one(`${prefix}.phone`),
      url: one(`${prefix}.url`),
    })),
    accessRights: one("accessRights"),
    identifier: one("identifier"),
    version: one("version"),
    landingPage: one("landingPage"),
    conformsTo: one("conformsTo"),
    issued: one("issued"),
    modified: one("modified"),
    languages: form.getAll("language").filter(Boolean),
    files: [...new Set(form.getAll("file"))].map((id) => fileTyped(form, id)),
  }
}

const tagPattern = /^[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,5}$/

function textsTyped(form: URLSearchParams, name: string): LocalisedText {
  const texts: Record<string, string> = {}
  for (const [field, value] of form) {
    const tag = field.startsWith(`${name}.`) ? field.slice(name.length + 1) : ""
    if (tagPattern.test(tag) && value.trim() !== "") texts[tag] = lineEnds(value)
  }
  return texts
}

// Browsers send the ends of lines as CRLF; what is stored has LF, and an untouched text must not look changed.
function lineEnds(value: string): string {
  return value.replaceAll("\r\n", "\n")
}

function coverageTyped(json: string): SpatialCoverage[] {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === "object" && value !== null && !Array.isArray(value) ? [value as SpatialCoverage] : []
  } catch {
    return []
  }
}

const mostLines = 500

/** Lines of one kind, numbered in the names of their fields; those with nothing in them are dropped. */
function numbered<Line extends object>(form: URLSearchParams, name: string, read: (prefix: string) => Line): Line[] {
  const numbers = [...form.keys()].flatMap((field) => {
    const match = /^(\w+)\.(\d{1,3})\./.exec(field)
    return match?.[1] === name ? [Number(match[2])] : []
  })
  return [...new Set(numbers)]
    .sort((a, b) => a - b)
    .slice(0, mostLines)
    .map((number) => read(`${name}.${number}`))
    .filter((line) => Object.values(line).some((value) => value !== ""))
}

function fileTyped(form: URLSearchParams, id: string): FileValues {
  const one = (name: string) => form.get(`file.${id}.${name}`) ?? ""
  return {
    id,
    title: textsTyped(form, `file.${id}.title`),
    description: textsTyped(form, `file.${id}.description`),
    format: one("format"),
    downloadUrl: one("downloadUrl").trim(),
    accessUrl: one("accessUrl").trim(),
    documentation: one("documentation") === "yes",
    licence: one("licence"),
    storedId: one("stored"),
    storedName: one("storedName"),
  }
}

/** The reader's language, then Arabic, French, English; then others that a source wrote in. */
export function formLanguages(language: Language, text: LocalisedText): readonly string[] {
  const own = [language, ...languages.filter((other) => other !== language)]
  return [...own, ...Object.keys(text).filter((tag) => !own.includes(tag as Language))]
}
