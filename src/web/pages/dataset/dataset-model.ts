import type { ContactPoint, Dataset, Distribution, Mapped, Provenance } from "../../../catalogue/index.ts"
import type { Change } from "../../../platform/changes/index.ts"
import { given } from "../../../platform/given.ts"
import { type DataTable, fileVersionIn, type Preview } from "../../../tabular/index.ts"
import { inLanguage, type Language, type LocalisedText, type ShownText } from "../../../texts/index.ts"
import { fold, type Vocabularies } from "../../../vocabulary/index.ts"
import { frequencyOf, placeName, shownOrCode, themeLabel } from "../../models/catalogue-words.ts"
import { type Freshness, freshnessOf } from "../../models/freshness.ts"
import { type LicenceFacts, licenceFacts } from "../../models/licence-facts.ts"
import { safeUrl } from "../../models/safe-url.ts"
import { sourceName } from "../../models/source-name.ts"
import { routes } from "../../routes.ts"
import { type FileLine, fileLine } from "./file-model.ts"

export interface NamedLink {
  readonly href: string
  readonly name: ShownText
}

export interface DatasetModel {
  readonly dataset: Dataset
  readonly title: ShownText
  /** The title in the other languages it came in. */
  readonly otherTitles: readonly ShownText[]
  readonly publisher: NamedLink
  readonly publisherAtSource?: ShownText
  readonly description?: ShownText
  readonly freshness: Freshness
  readonly rhythm?: ShownText
  readonly modified?: string
  readonly licence: LicenceFacts
  readonly themes: readonly NamedLink[]
  readonly keywords: readonly NamedLink[]
  readonly places: readonly ShownText[]
  readonly periods: readonly { readonly start?: string; readonly end?: string }[]
  readonly contacts: readonly ContactPoint[]
  readonly landingPage?: string
  readonly sources: readonly SourceLine[]
  /** The form, where the reader may write in it. */
  readonly editHref?: string | undefined
  readonly series?: NamedLink
  readonly services: readonly ServiceLine[]
  /** The first of them, where there are very many. */
  readonly files: readonly FileLine[]
  readonly fileCount: number
  readonly documentation: readonly FileLine[]
  /** First rows of the first file whose rows we already have. */
  readonly preview?: { readonly file: FileLine; readonly preview: Preview }
  readonly history: readonly HistoryLine[]
}

/** A data service that gives access to the dataset. */
export interface ServiceLine extends NamedLink {
  readonly endpointUrl?: string
  readonly documentationUrl?: string
}

export interface SourceLine extends Pick<Provenance, "kind" | "harvestedAt"> {
  readonly name: ShownText
  readonly url: string | undefined
  /** Its own page of the dataset, where it names one. */
  readonly recordUrl?: string
}

export interface HistoryLine {
  readonly at: Date
  readonly kind: string
  readonly fields: readonly string[]
  /** Where the versions of its tables are compared. */
  readonly versionsHref?: string
}

interface Findings {
  readonly dataset: Dataset
  readonly changes: readonly Change[]
  readonly previewOf: (url: string) => Preview | undefined
  /** Pages that the sources name for it, by their ids. */
  readonly recordPages?: ReadonlyMap<string, string>
  /** Tables that its files became. */
  readonly tables?: readonly DataTable[]
}

interface Reading {
  readonly language: Language
  readonly vocabularies: Vocabularies
  readonly now: Date
}

/** A source may list ten thousand files in one dataset: such a page would take seconds and fifteen megabytes. */
const mostFilesShown = 200

export function datasetModel(
  { dataset, changes, previewOf, recordPages, tables = [] }: Findings,
  reading: Reading,
): DatasetModel {
  const { language, vocabularies } = reading
  const shown = (text: LocalisedText | undefined) => inLanguage(text, language, dataset.sourceLanguage)
  const linesOf = (files: readonly Distribution[]) =>
    files.slice(0, mostFilesShown).map((file) => ({ file, line: fileLine(file, dataset, { ...reading, tables }) }))
  const dataFiles = dataset.distributions.filter((file) => !file.documentation)
  const documentation = linesOf(dataset.distributions.filter((file) => file.documentation))
  const files = linesOf(dataFiles)
  const title = shown(dataset.title) ?? shownOrCode(undefined, language, dataset.slug)
  const frequency = frequencyOf(vocabularies, dataset.frequency?.code)
  const modified = dataset.modified ?? dataset.issued
  const known = [...files, ...documentation].flatMap(({ file, line }) => {
    const preview = line.previewHref && file.downloadUrl ? previewOf(file.downloadUrl) : undefined
    return preview?.kind === "table" ? [{ file: line, preview }] : []
  })
  return {
    dataset,
    title,
    otherTitles: otherTexts(dataset.title, title),
    publisher: {
      href: routes.organization(language, dataset.organization.slug),
      name: shownOrCode(dataset.organization.name, language, dataset.organization.slug),
    },
    ...given("publisherAtSource", publisherAtSource(dataset, language)),
    ...given("description", shown(dataset.description)),
    freshness: freshnessOf({ frequency, modified }, reading.now),
    ...given("rhythm", frequency && frequency.code !== "UNKNOWN" ? inLanguage(frequency.label, language) : undefined),
    ...given("modified", modified),
    licence: licenceFacts(statedLicence(dataset), {
      vocabularies,
      language,
      sourceLanguage: dataset.sourceLanguage,
    }),
    themes: (dataset.themes ?? []).map((code) => ({
      href: routes.theme(language, code),
      name: themeLabel(vocabularies, code, language),
    })),
    keywords: keywordLinks(dataset, language),
    places: placesOf(dataset, reading),
    periods: dataset.temporal ?? [],
    contacts: (dataset.contactPoints ?? []).filter(({ name, email, phone, url }) => name ?? email ?? phone ?? url),
    ...given("landingPage", safeUrl(dataset.landingPage)),
    sources: dataset.sources.map((source) => ({
      kind: source.kind,
      name: sourceName(source, language),
      harvestedAt: source.harvestedAt,
      url: safeUrl(source.url),
      ...given("recordUrl", safeUrl(recordPages?.get(source.sourceId))),
    })),
    ...given("series", seriesLink(dataset, language)),
    services: serviceLines(dataset, language),
    files: files.map(({ line }) => line),
    fileCount: dataFiles.length,
    documentation: documentation.map(({ line }) => line),
    ...given("preview", known[0]),
    history: historyOf(changes, (id) => routes.tableVersions(language, dataset.slug, id)),
  }
}

function otherTexts(text: LocalisedText, shown: ShownText): ShownText[] {
  return Object.entries(text).flatMap(([lang, value]) => {
    if (lang === shown.lang || value === shown.text) return []
    const other = inLanguage({ [lang]: value }, shown.lang as Language)
    return other ? [other] : []
  })
}

/** Only where the source names somebody else than we do, in whichever language or spelling. */
function publisherAtSource({ publisher, organization }: Dataset, language: Language): ShownText | undefined {
  const name = inLanguage(publisher?.name, language)
  const ours = new Set(Object.values(organization.name).map(fold))
  const theirs = Object.values(publisher?.name ?? {}).map(fold)
  return theirs.some((spelling) => ours.has(spelling)) ? undefined : name
}

// DCAT-AP 3 lets a publisher omit the licence on the dataset and state it per distribution.
function statedLicence({ licence, distributions }: Dataset): Mapped | undefined {
  if (licence?.code || licence?.raw) return licence
  const codes = new Set(distributions.map((file) => file.licence?.code))
  const [common] = codes
  return codes.size === 1 && common ? { code: common } : undefined
}

/** All languages' keywords: each is a way to other data. Those of the page's language come first. */
function keywordLinks({ keywords = {} }: Dataset, language: Language): NamedLink[] {
  const tags = Object.keys(keywords).sort((a, b) => Number(b === language) - Number(a === language))
  const links = tags.flatMap((tag) =>
    (keywords[tag] ?? []).flatMap((keyword) => {
      const name = inLanguage({ [tag]: keyword }, language)
      return name ? [{ href: routes.datasets(language, { keyword }), name }] : []
    }),
  )
  return links.slice(0, 40)
}

function placesOf({ spatial = [] }: Dataset, { vocabularies, language }: Reading): ShownText[] {
  return spatial.flatMap(({ code, label }) => {
    const shown = code ? placeName(vocabularies, code, language) : inLanguage(label, language)
    return shown ? [shown] : []
  })
}

function seriesLink({ series }: Dataset, language: Language): NamedLink | undefined {
  const name = inLanguage(series?.title, language)
  return series && name ? { href: routes.series(language, series.slug), name } : undefined
}

function serviceLines({ services = [] }: Dataset, language: Language): ServiceLine[] {
  return services.map(({ slug, title, endpointUrl, endpointDescription }) => ({
    href: routes.service(language, slug),
    name: shownOrCode(title, language, slug),
    ...given("endpointUrl", safeUrl(endpointUrl)),
    ...given("documentationUrl", safeUrl(endpointDescription)),
  }))
}

const historyShown = 30

/** Checks of links are no history of the data, and what its first harvest adds to it is part of its coming. Steps of one kind on the same day are one line: a reader wants to know that it changed, not how often. */
function historyOf(changes: readonly Change[], versionsOf: (tableId: string) => string): HistoryLine[] {
  const lines: HistoryLine[] = []
  const createdAt = changes.find(({ kind }) => kind === "created")?.at.getTime()
  for (const { at, kind: said, fields, diff } of changes) {
    // That it has less than before is its publisher's matter; a reader sees what changed.
    const kind = said === "table-reduced" ? "table-versioned" : said
    if (kind === "measured" || (kind === "updated" && at.getTime() === createdAt)) continue
    const [table] = fileVersionIn(diff)?.tables ?? []
    const before = lines.at(-1)
    const sameDay = before && before.kind === kind && before.at.toDateString() === at.toDateString()
    if (sameDay) lines[lines.length - 1] = { ...before, fields: [...new Set([...before.fields, ...fields])] }
    else lines.push({ at, kind, fields, ...(table ? { versionsHref: versionsOf(table.id) } : {}) })
  }
  return lines.slice(0, historyShown)
}
