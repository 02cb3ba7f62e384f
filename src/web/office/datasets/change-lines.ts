/** Fields of documents in words: labels, and values as their readers know them. */
import type { DatasetDocument, FieldChange, FieldPath, Mapped, SpatialCoverage } from "../../../catalogue/index.ts"
import {
  datasetFormMessages,
  datasetMessages,
  formatterFor,
  historyMessages,
  type Language,
  type LocalisedText,
} from "../../../texts/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import type { DiffLine } from "../../components/diff/diff-line.tsx"
import { frequencyOf, licenceTitle, placeName, shownOrCode, themeLabel } from "../../models/catalogue-words.ts"

/** What is needed to say a value: names of bodies and of files by their ids. */
export interface Saying {
  readonly language: Language
  readonly vocabularies: Vocabularies
  readonly organizations: ReadonlyMap<string, LocalisedText>
  readonly files: ReadonlyMap<string, string>
}

export type Said = string | readonly string[] | undefined

// What the portal found in a file by itself, and what says nothing to a reader beside the file's own line.
const untoldOfFiles = new Set(["checksum", "mediaType", "storage"])

/** In the order of the form, whatever the names of the fields. */
const reading = [
  "organizationId",
  "title",
  "description",
  "keywords",
  "distributions",
  "themes",
  "spatial",
  "temporal",
  "licence",
  "frequency",
  "issued",
  "modified",
  "contactPoints",
  "visibility",
  "privateReason",
  "accessRights",
]

export function changeLines(changes: readonly FieldChange[], saying: Saying): DiffLine[] {
  return inReadingOrder(changes.filter(({ path }) => !isUntold(path))).map((change) => {
    const { label, lang } = labelOfPath(change.path, saying)
    if (change.before === undefined && change.after === undefined) {
      return { label, untold: historyMessages[saying.language].valueNotKept }
    }
    const [before, after] = [change.before, change.after].map((value) => valueInWords(change.path, value, saying))
    return { label, lang, before, after: isNewVersion(change.path, before, after) ? newVersion(after, saying) : after }
  })
}

function isUntold(path: FieldPath): boolean {
  const [name, , field = ""] = path.split(".")
  return name === "distributions" && untoldOfFiles.has(field)
}

function inReadingOrder(changes: readonly FieldChange[]): readonly FieldChange[] {
  const place = ({ path }: FieldChange) => {
    const at = reading.indexOf(path.split(".")[0] ?? "")
    return at < 0 ? reading.length : at
  }
  return changes.toSorted((a, b) => place(a) - place(b))
}

/** A file replaced by another of the same name. */
function isNewVersion(path: FieldPath, before: Said, after: Said): after is string {
  return /^distributions\.[^.]+\.file$/.test(path) && typeof after === "string" && before === after
}

function newVersion(name: string, { language }: Saying): string {
  return `${name} (${datasetFormMessages[language].newFileVersion})`
}

const texts = new Set(["title", "description", "keywords", "privateReason"])

export function labelOfPath(path: FieldPath, saying: Saying): { label: string; lang?: string | undefined } {
  const words = datasetFormMessages[saying.language]
  const [name = "", ...rest] = path.split(".")
  if (name === "distributions") return labelOfFile(rest, saying)
  const label = labels(saying.language)[name] ?? name
  const [tag] = rest
  if (!texts.has(name) || !tag) return { label }
  const language = tag === "und" ? words.unsaidLanguage : formatterFor(saying.language).languageName(tag)
  return { label: `${label} (${language})`, lang: tag }
}

function labelOfFile(
  [id, field, tag]: readonly string[],
  saying: Saying,
): { label: string; lang?: string | undefined } {
  const words = datasetFormMessages[saying.language]
  if (!id) return { label: words.sections.files }
  const name = saying.files.get(id) ?? words.fileAside
  const fieldLabels: Readonly<Record<string, string>> = {
    title: words.fileTitle,
    description: words.fileDescription,
    format: words.fileFormat,
    byteSize: words.fileSize,
    downloadUrl: words.fileUrl,
    accessUrl: words.fileAccessUrl,
    documentation: words.documentation,
    licence: words.licence,
    file: words.fileAside,
    issued: words.issued,
    modified: words.modified,
  }
  if (!field) return { label: name }
  return {
    label: words.ofFile(name, fieldLabels[field] ?? datasetMessages[saying.language].fields[field] ?? field),
    lang: tag,
  }
}

function labels(language: Language): Readonly<Record<string, string>> {
  const words = datasetFormMessages[language]
  return {
    ...datasetMessages[language].fields,
    title: words.title,
    description: words.description,
    keywords: words.keywords,
    themes: words.themes,
    spatial: words.places,
    temporal: words.period,
    licence: words.licence,
    frequency: words.frequency,
    contactPoints: words.sections.contact,
    organizationId: words.organization,
    seriesId: words.series,
    visibility: words.visibility,
    privateReason: words.privateReason,
    accessRights: words.accessRights,
    languages: words.languages,
    issued: words.issued,
    modified: words.modified,
    identifier: words.identifier,
    landingPage: words.landingPage,
    conformsTo: words.conformsTo,
    version: words.version,
  }
}

export function valueInWords(path: FieldPath, value: unknown, saying: Saying): Said {
  if (value === undefined || value === null) return undefined
  const steps = path.split(".")
  const name = steps[0] === "distributions" ? (steps[2] ?? (steps[1] ? "wholeFile" : "order")) : (steps[0] ?? "")
  const { language, vocabularies } = saying
  const words = datasetFormMessages[language]
  switch (name) {
    case "themes":
      return (value as readonly string[]).map((code) => themeLabel(vocabularies, code, language).text)
    case "licence":
      return licenceInWords(value as Mapped, saying)
    case "frequency":
      return frequencyInWords(value as Mapped, saying)
    case "spatial":
      return (value as readonly SpatialCoverage[]).map((one) => coverageInWords(one, saying))
    case "temporal":
      return (value as readonly { start?: string; end?: string }[]).map(
        ({ start, end }) => `${start ?? "…"} – ${end ?? "…"}`,
      )
    case "contactPoints":
      return (value as readonly Record<string, string>[]).map((contact) => Object.values(contact).join(", "))
    case "organizationId":
      return shownOrCode(saying.organizations.get(String(value)), language, String(value)).text
    case "visibility":
      return words.visibilities[value === "private" ? "private" : "public"]
    case "accessRights":
      return words.accessChoices[value as "public"] ?? String(value)
    case "byteSize":
      return formatterFor(language).size(Number(value))
    case "order":
      return (value as readonly string[]).map((id) => saying.files.get(id) ?? id)
    case "file":
    case "wholeFile":
      return fileInWords(value, saying)
    default:
      return plainInWords(value, language)
  }
}

function licenceInWords({ code, raw }: Mapped, { vocabularies, language }: Saying): string {
  return code ? licenceTitle(vocabularies, code, language).text : (raw ?? "")
}

function frequencyInWords({ code, raw }: Mapped, { vocabularies, language }: Saying): string {
  return code ? shownOrCode(frequencyOf(vocabularies, code)?.label, language, code).text : (raw ?? "")
}

export function coverageInWords({ code, label, bbox }: SpatialCoverage, { vocabularies, language }: Saying): string {
  if (code) return placeName(vocabularies, code, language).text
  return label ? shownOrCode(label, language, "").text : (bbox ?? []).join(", ")
}

function fileInWords(value: unknown, { language }: Saying): string {
  const { name, title, downloadUrl, file } = value as {
    name?: string
    title?: LocalisedText
    downloadUrl?: string
    file?: { name: string }
  }
  return name ?? shownOrCode(title, language, file?.name ?? downloadUrl ?? "").text
}

function plainInWords(value: unknown, language: Language): Said {
  if (typeof value === "string") return value
  if (typeof value === "number") return formatterFor(language).number(value)
  if (typeof value === "boolean") return value ? "✓" : "–"
  if (Array.isArray(value)) return value.map((one) => (typeof one === "string" ? one : JSON.stringify(one)))
  return JSON.stringify(value)
}

/** Names of the files of some documents; an untitled one is called by its file or its place. */
export function fileNames(
  documents: readonly (DatasetDocument | undefined)[],
  language: Language,
): Map<string, string> {
  const names = new Map<string, string>()
  for (const document of documents) {
    document?.distributions.forEach(({ id, title, file, downloadUrl }, at) => {
      const number = datasetFormMessages[language].fileNumber(formatterFor(language).number(at + 1))
      names.set(id, shownOrCode(title, language, file?.name ?? downloadUrl?.split("/").at(-1) ?? number).text || number)
    })
  }
  return names
}
