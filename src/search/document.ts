/** What is indexed of a dataset, and the card that a result line shows. Pure, and quick: a rebuild calls it for all. */

import type { Dataset } from "../catalogue/index.ts"
import { given } from "../platform/given.ts"
import type { LocalisedText } from "../texts/index.ts"
import { formatInfo, type Place, type Vocabularies } from "../vocabulary/index.ts"
import { plainText, shortened } from "./plain-text.ts"
import type { Card, SearchDocument } from "./search-index.ts"

type Texts = SearchDocument["texts"]
type Text = NonNullable<Texts["title"]>[number]

const longestCardDescription = 300
const longestIndexedDescription = 20_000
const mostKeywords = 100
/** Licence facet of a dataset that states none we know. */
export const unknownLicence = "unknown"

export function documentFromDataset(dataset: Dataset, vocabularies: Vocabularies): SearchDocument {
  const names = namesOf(vocabularies)
  const places = placesOf(dataset, names)
  const descriptions = plainDescriptions(dataset.description)
  const keywords = Object.entries(dataset.keywords ?? {}).flatMap(([lang, words]) =>
    words.map((text) => ({ lang, text })),
  )
  const card = cardOf(dataset, descriptions)
  const bbox = dataset.spatial?.find((coverage) => coverage.bbox)?.bbox
  return {
    id: dataset.id,
    texts: {
      title: textsOf(dataset.title),
      keywords: keywords.slice(0, mostKeywords),
      organization: [...textsOf(dataset.organization.name), ...textsOf(dataset.publisher?.name)],
      theme: (dataset.themes ?? []).flatMap((code) => textsOf(names.themes[code])),
      place: [...places.flatMap(placeTexts), ...(dataset.spatial ?? []).flatMap(({ label }) => textsOf(label))],
      description: [...descriptions, ...distributionTexts(dataset)],
    },
    facets: {
      organization: [dataset.organization.slug],
      theme: dataset.themes ?? [],
      format: card.formats,
      licence: [card.licence ?? unknownLicence],
      keyword: keywords.slice(0, mostKeywords).map(({ text }) => text),
      place: places.map(({ code }) => code),
      language: languagesOf(dataset),
      year: yearsOf(dataset),
      source: dataset.sources[0] ? [dataset.sources[0].sourceId] : [],
    },
    modified: moment(dataset.modified),
    issued: moment(dataset.issued),
    metadataModified: moment(dataset.metadataModified),
    popularity: 0,
    quality: qualityOf(dataset, card),
    ...(bbox ? { bbox } : {}),
    visibleTo: dataset.visibleTo ?? [],
    labels: {
      organization: { [dataset.organization.slug]: dataset.organization.name },
      theme: names.themes,
      place: names.places,
    },
    card,
  }
}

interface Names {
  readonly themes: Readonly<Record<string, LocalisedText>>
  readonly places: Readonly<Record<string, LocalisedText>>
  readonly placesByCode: ReadonlyMap<string, Place>
}

const namesByVocabularies = new WeakMap<Vocabularies, Names>()

function namesOf(vocabularies: Vocabularies): Names {
  let names = namesByVocabularies.get(vocabularies)
  if (!names) {
    names = {
      themes: Object.fromEntries(vocabularies.themes.map(({ code, label }) => [code, label])),
      places: Object.fromEntries(vocabularies.places.map(({ code, name }) => [code, name])),
      placesByCode: new Map(vocabularies.places.map((place) => [place.code, place])),
    }
    namesByVocabularies.set(vocabularies, names)
  }
  return names
}

/** The places it covers and those they lie in, up to the governorate. The country would be true of nearly everything. */
function placesOf({ spatial = [] }: Dataset, { placesByCode }: Names): readonly Place[] {
  const found = new Set<Place>()
  for (const { code } of spatial) {
    let place = code && placesByCode.get(code)
    while (place && !found.has(place) && (place.level !== "country" || place.code === code)) {
      found.add(place)
      place = place.parentCode && placesByCode.get(place.parentCode)
    }
  }
  return [...found]
}

function placeTexts({ name, aliases }: Place): readonly Text[] {
  return [...textsOf(name), ...aliases.map((text) => ({ lang: "und", text }))]
}

function textsOf(text: LocalisedText | undefined): readonly Text[] {
  return text ? Object.entries(text).map(([lang, value]) => ({ lang, text: value })) : []
}

function plainDescriptions(description: LocalisedText | undefined): readonly Text[] {
  return textsOf(description)
    .map(({ lang, text }) => ({ lang, text: plainText(text.slice(0, longestIndexedDescription)) }))
    .filter(({ text }) => text !== "")
}

/** Titles of the files help to find a dataset, and so does the identifier its publisher knows it by. */
function distributionTexts({ distributions, identifier }: Dataset): readonly Text[] {
  const titles = distributions.flatMap(({ title }) => textsOf(title))
  return identifier ? [...titles, { lang: "und", text: identifier }] : titles
}

function cardOf(dataset: Dataset, descriptions: readonly Text[]): Card {
  const { organization, sources, distributions } = dataset
  const licence = dataset.licence?.code ?? commonLicence(dataset)
  const source = sources[0]
  const formats = new Set(distributions.flatMap(({ format }) => format ?? []))
  return {
    id: dataset.id,
    slug: dataset.slug,
    title: dataset.title,
    ...(descriptions.length > 0 ? { description: cardDescription(descriptions) } : {}),
    ...given("sourceLanguage", dataset.sourceLanguage),
    organization: { id: organization.id, slug: organization.slug, name: organization.name },
    themes: dataset.themes ?? [],
    formats: [...formats],
    ...given("licence", licence),
    ...given("frequency", dataset.frequency?.code),
    ...given("issued", dataset.issued),
    ...given("modified", dataset.modified),
    metadataModified: dataset.metadataModified,
    distributions: distributions.length,
    ...(source ? { source: { id: source.sourceId, name: source.name } } : {}),
  }
}

function cardDescription(descriptions: readonly Text[]): LocalisedText {
  return Object.fromEntries(descriptions.map(({ lang, text }) => [lang, shortened(text, longestCardDescription)]))
}

// DCAT-AP 3 lets a publisher state the licence per distribution only.
function commonLicence({ distributions }: Dataset): string | undefined {
  const codes = new Set(distributions.map(({ licence }) => licence?.code))
  return codes.size === 1 ? [...codes][0] : undefined
}

function languagesOf({ title, description }: Dataset): readonly string[] {
  const tags = [...Object.keys(title), ...Object.keys(description ?? {})]
  return [...new Set(tags.map((tag) => tag.split("-")[0]!))].filter((tag) => tag !== "und")
}

const firstYear = 1800
const lastYear = 2100
const mostYears = 100

/** The years its data speaks of, else the year of its date. */
function yearsOf({ temporal = [], modified, issued }: Dataset): readonly string[] {
  const years = new Set<string>()
  for (const { start, end } of temporal) {
    const from = yearOf(start ?? end)
    const to = yearOf(end ?? start)
    if (from === undefined || to === undefined) continue
    for (let year = from; year <= to && years.size < mostYears; year++) years.add(String(year))
  }
  if (years.size > 0) return [...years]
  const year = yearOf(modified) ?? yearOf(issued)
  return year === undefined ? [] : [String(year)]
}

function yearOf(date: string | undefined): number | undefined {
  const year = Number.parseInt(date?.slice(0, 4) ?? "", 10)
  return year >= firstYear && year <= lastYear ? year : undefined
}

function moment(date: string | undefined): number {
  return (date && Date.parse(date)) || 0
}

const oldest = Date.UTC(2010)
const newest = Date.UTC(2035)

/**
 * A small score, 0 to 1, for what is listed first when nothing else decides. Newness is measured on a fixed scale: an
 * index must not change its mind because a night has passed.
 */
function qualityOf(dataset: Dataset, card: Card): number {
  const readable = card.formats.some((format) => formatInfo(format)?.machineReadable)
  const newness = (moment(dataset.modified ?? dataset.issued) - oldest) / (newest - oldest)
  const points = [
    card.description ? 0.25 : 0,
    card.licence ? 0.2 : 0,
    readable ? 0.2 : 0,
    dataset.frequency?.code ? 0.05 : 0,
    0.3 * Math.min(1, Math.max(0, newness)),
  ]
  return points.reduce((sum, point) => sum + point, 0)
}
