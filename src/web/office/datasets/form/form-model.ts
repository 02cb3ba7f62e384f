import {
  checkDocument,
  type DatasetAccess,
  type DatasetDocument,
  mayOnDataset,
  type OfficeDataset,
  type SimilarDataset,
  withFileFacts,
} from "../../../../catalogue/index.ts"
import { hasOpenWarnings, type StoredFile } from "../../../../platform/uploads/index.ts"
import { actionsOf, measureQuality, type Quality, type QualityAction } from "../../../../quality/index.ts"
import type { FileFacts } from "../../../../tabular/index.ts"
import { datasetFormMessages, inputRuleText } from "../../../../texts/index.ts"
import type { Choice } from "../../../components/form/field.tsx"
import type { FieldProblem, FormRefusal } from "../../../forms/problems.ts"
import type { OfficePage, Visit } from "../../office-route.ts"
import { inputOf } from "./field-names.ts"
import type { Typed } from "./form-acts.ts"
import type { FileValues, FormValues } from "./form-values.ts"
import { type Hints, liveChecks } from "./live-checks.ts"
import type { SourceValues } from "./source-values.ts"
import type { Suggestion } from "./suggestions.ts"

/** How a link answered when it was last asked. */
export interface LinkAnswer {
  readonly answers: boolean
  readonly problem?: string
  readonly byteSize?: number
}

/** A file of the form with what is known of it beside what was typed. */
export interface FileLine extends FileValues {
  readonly stored?: StoredFile
  readonly facts?: FileFacts
  readonly link?: LinkAnswer
  readonly byteSize?: number
}

export interface FormMay {
  readonly submit: boolean
  readonly publish: boolean
  readonly withdraw: boolean
  readonly discard: boolean
  readonly trash: boolean
  readonly restore: boolean
}

export interface FormModel {
  readonly page: OfficePage
  /** Absent while nothing of it is saved. */
  readonly office?: OfficeDataset
  readonly id: string
  readonly action: string
  readonly base: DatasetDocument
  readonly values: FormValues
  readonly typed: Typed
  readonly more?: "period" | "contact" | undefined
  readonly hints: Hints
  readonly refusal?: FormRefusal | undefined
  readonly organizations: readonly Choice[]
  readonly series: readonly Choice[]
  readonly vocabularies: Visit["vocabularies"]
  readonly files: readonly FileLine[]
  readonly quality: Quality
  readonly gains: readonly (QualityAction & { readonly input: string })[]
  readonly suggestions: readonly Suggestion[]
  readonly similar: readonly SimilarDataset[]
  /** What must be mended before it can be published. */
  readonly missing: readonly FieldProblem[]
  readonly may: FormMay
  readonly source?: SourceValues | undefined
  /** Of whom pages say the name, by account id. */
  readonly names: ReadonlyMap<string, string>
  readonly mostBytes: number
  readonly contactOfOrganization?: string | undefined
}

/** What the page is made of; whatever was read from stores. */
export interface FormGiven {
  readonly visit: Visit
  readonly office?: OfficeDataset | undefined
  readonly id: string
  readonly action: string
  readonly base: DatasetDocument
  readonly values: FormValues
  readonly document: DatasetDocument
  readonly typed?: Typed | undefined
  readonly more?: "period" | "contact" | undefined
  readonly refusal?: FormRefusal | undefined
  readonly organizations: readonly Choice[]
  readonly series: readonly Choice[]
  readonly stored: ReadonlyMap<string, StoredFile>
  readonly links: ReadonlyMap<string, LinkAnswer>
  readonly suggestions: readonly Suggestion[]
  readonly similar: readonly SimilarDataset[]
  readonly source?: SourceValues | undefined
  readonly names: ReadonlyMap<string, string>
  readonly mostBytes: number
  readonly contactOfOrganization?: string | undefined
  /** Who may do what with it once it is begun, while nothing of it is saved. */
  readonly begun?: DatasetAccess | undefined
}

export function formModel(given: FormGiven): FormModel {
  const { visit, office, document, values, typed = {} } = given
  const { language, vocabularies } = visit
  const measured = { ...document.facts, distributions: measuredFiles(document, given) }
  const quality = measureQuality(measured, vocabularies)
  const hints = new Map(liveChecks(values, datasetFormMessages[language], language))
  if (typed.box) hints.set("box.west", { tone: "bad", text: datasetFormMessages[language].tips["box-wrong"] ?? "" })
  if (typed.link) hints.set("addLink", { tone: "bad", text: datasetFormMessages[language].tips["not-a-url"] ?? "" })
  return {
    page: visit.page,
    ...(office ? { office } : {}),
    ...pick(given, ["id", "action", "base", "values", "more", "refusal", "organizations", "series", "suggestions"]),
    ...pick(given, ["similar", "source", "names", "mostBytes", "contactOfOrganization"]),
    typed,
    hints,
    vocabularies,
    files: values.files.map((file) => fileLine(file, given)),
    quality,
    gains: actionsOf(quality, measured).map((gain) => ({ ...gain, input: inputOf(gain.field, document, language) })),
    missing: missingOf(document, visit),
    may: mayOf(visit, given),
  }
}

function pick<Given, Name extends keyof Given>(given: Given, names: readonly Name[]): Pick<Given, Name> {
  return Object.fromEntries(names.map((name) => [name, given[name]])) as Pick<Given, Name>
}

/** As they will be once saved: with what stored files show, and how links answered. */
function measuredFiles({ distributions }: DatasetDocument, { links, stored }: Pick<FormGiven, "links" | "stored">) {
  return distributions.map((entry) => {
    const file = withFileFacts(entry, entry.file && stored.get(entry.file.id))
    const link = links.get(file.id)
    return link ? { ...file, measured: { checkedAt: "", status: link.answers ? 200 : 0 } } : file
  })
}

function fileLine(file: FileValues, { stored, links, document }: FormGiven): FileLine {
  const kept = file.storedId ? stored.get(file.storedId) : undefined
  const link = links.get(file.id)
  const declared = document.distributions.find(({ id }) => id === file.id)?.byteSize
  const byteSize = kept?.byteSize ?? link?.byteSize ?? declared
  return {
    ...file,
    ...(kept ? { stored: kept } : {}),
    ...(kept?.facts ? { facts: kept.facts as unknown as FileFacts } : {}),
    ...(link ? { link } : {}),
    ...(byteSize === undefined ? {} : { byteSize }),
  }
}

/** What publication would refuse, each leading to its field. */
export function missingOf(document: DatasetDocument, { vocabularies, language }: Visit): FieldProblem[] {
  return checkDocument(document, vocabularies).map(({ path, rule, values }) => ({
    field: inputOf(path, document, language),
    text: `${labelOf(path, language)}: ${inputRuleText(language, rule, values)}`,
  }))
}

function labelOf(path: string, language: Visit["language"]): string {
  const words = datasetFormMessages[language]
  const labels: Readonly<Record<string, string>> = {
    organizationId: words.organization,
    title: words.title,
    description: words.description,
    privateReason: words.privateReason,
    licence: words.licence,
    frequency: words.frequency,
    themes: words.themes,
    spatial: words.places,
    temporal: words.period,
    keywords: words.keywords,
    contactPoints: words.sections.contact,
    landingPage: words.landingPage,
    issued: words.issued,
    modified: words.modified,
    distributions: words.sections.files,
  }
  return labels[path.split(".", 1)[0] ?? ""] ?? path
}

function mayOf({ viewer }: Visit, { office, begun }: Pick<FormGiven, "office" | "begun">): FormMay {
  const access = office?.access ?? begun
  const may = (action: Parameters<typeof mayOnDataset>[1]) =>
    access !== undefined && mayOnDataset(viewer.actor, action, access)
  if (!office) return { submit: !may("publish"), publish: may("publish"), ...nothingToUndo }
  const { state, draft, shownState, trashedAt } = office
  return {
    // What is published is sent for review too: its form writes the draft as it is saved.
    submit: may("submit") && !may("publish") && ["draft", "changes-requested", "published"].includes(state),
    publish: may("publish") && shownState !== "withdrawn",
    withdraw: may("withdraw") && shownState === "published",
    discard: may("edit") && draft !== undefined && office.everPublished,
    trash: may("trash") && trashedAt === undefined,
    restore: may("restore") && (trashedAt !== undefined || shownState === "withdrawn"),
  }
}

const nothingToUndo = { withdraw: false, discard: false, trash: false, restore: false }

/** Files with signs of personal data that nobody has answered yet. */
export function unanswered(files: readonly FileLine[]): FileLine[] {
  return files.filter(({ stored }) => stored !== undefined && hasOpenWarnings(stored))
}

/** A column without a header is called by a dash. */
export function nameless(column: string): string {
  return column.trim() === "" ? "–" : column
}
