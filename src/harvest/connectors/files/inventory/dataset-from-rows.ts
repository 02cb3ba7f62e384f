import type { AccessRights, ContactPoint, DatasetFacts, PublisherFacts } from "../../../../catalogue/index.ts"
import { fold, type Vocabularies } from "../../../../vocabulary/index.ts"
import type { FoundRecord, Problem } from "../../../connector.ts"
import {
  accessRightsFrom,
  compact,
  cutAt,
  dateFrom,
  guessLanguage,
  KeywordCollection,
  problem,
  type RecordContext,
  readContact,
  readDate,
  readFrequency,
  readKeywords,
  readLanguages,
  readLicence,
  readLocalised,
  readText,
  readThemes,
  readUrl,
  unlessEmpty,
} from "../../../reading/index.ts"
import { distributionsFromRows } from "./distributions-from-rows.ts"
import type { RowGroup } from "./group-rows.ts"
import { readCoverage } from "./read-coverage.ts"
import { alignedParts, partsOf, RowCells } from "./row-cells.ts"

export interface InventoryContext {
  readonly vocabularies: Vocabularies
  /** Address of the inventory. */
  readonly base: string
  readonly language?: string | undefined
}

/** One dataset of an inventory. Never throws, whatever its cells hold. */
export function datasetFromRows({ remoteId, isIdentified, rows }: RowGroup, context: InventoryContext): FoundRecord {
  const problems: Problem[] = []
  const cells = new RowCells(rows, problems)
  const language = languageOf(cells, context.language)
  const reading = { vocabularies: context.vocabularies, language, problems }
  const title = readLocalised(cells.perLanguage("title"), { shape: "line", language }, problems)
  if (!title) return { kind: "refused", remoteId, problems: [...problems, problem("missing-title", rowsNamed(rows))] }
  if (!isIdentified) problems.unshift(problem("identifier-from-title", rowsNamed(rows)))
  const landingPage = readUrl(cells.text("landing_page"), cells.field("landing_page"), problems)
  const described = { ...describedFacts(cells, reading), ...readCoverage(cells, rows, reading) }
  const facts = compact<DatasetFacts>({
    identifier: isIdentified ? remoteId : undefined,
    title,
    ...described,
    modified: latest(rows.map(({ cells }) => dateFrom(cells.get("modified")?.text))) ?? described.modified,
    landingPage,
    distributions: distributionsFromRows(rows, { ...reading, base: context.base, landingPage }),
  })
  return { kind: "dataset", remoteId, facts, problems: distinct(problems) }
}

/** A cell that speaks for the dataset and for its file is told once. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((one) => [`${one.code} ${one.field} ${one.value}`, one])).values()]
}

function describedFacts(cells: RowCells, context: RecordContext): Omit<Partial<DatasetFacts>, "distributions"> {
  const { language, problems } = context
  const themes = cells.get("themes")
  return {
    description: readLocalised(cells.perLanguage("description"), { shape: "text", language }, problems),
    keywords: keywordsOf(cells, context),
    sourceLanguage: language === "und" ? undefined : language,
    publisher: publisherOf(cells, context),
    contactPoints: contactsOf(cells, problems),
    ...readThemes(
      themes ? partsOf(themes.text, /[;؛\n]/).map((one) => ({ names: [one], field: themes.field, mustMap: true })) : [],
      context,
    ),
    licence: readLicence([cells.text("licence")], cells.field("licence"), context),
    accessRights: accessRightsOf(cells, problems),
    frequency: readFrequency(cells.text("frequency"), cells.field("frequency"), context),
    issued: readDate(cells.text("issued"), cells.field("issued"), problems),
    modified: readDate(cells.text("modified"), cells.field("modified"), problems),
    languages: readLanguages(
      cells.text("data_languages")?.replaceAll("|", ","),
      cells.field("data_languages"),
      problems,
    ),
    conformsTo: unlessEmpty(partsOf(cells.text("conforms_to") ?? "", /[;؛\n]/).map((one) => cutAt(one, 500))),
    version: readText(cells.text("version"), cells.field("version"), "line", problems)?.slice(0, 100),
  }
}

/** What the settings say; then the only language that titles are given in; then what the text shows. */
function languageOf(cells: RowCells, given: string | undefined): string {
  const titles = cells.perLanguage("title")
  const languages = [...new Set(titles.map(([, , language]) => language))]
  return given ?? languages.find((language) => language !== undefined) ?? guessLanguage(titles[0]?.[0] ?? "")
}

function keywordsOf(cells: RowCells, { language, problems }: RecordContext): DatasetFacts["keywords"] {
  const into = new KeywordCollection()
  for (const [text, field, said] of cells.perLanguage("keywords"))
    readKeywords(partsOf(text, /[,;،؛\n]/), { into, language: said ?? language, field, problems })
  return into.toFacts()
}

function publisherOf(cells: RowCells, { language, problems }: RecordContext): PublisherFacts | undefined {
  const place = [cells.text("organization"), cells.field("organization")] as const
  const name = readLocalised([place], { shape: "line", language }, problems)
  return name ? { name } : undefined
}

function contactsOf(cells: RowCells, problems: Problem[]): readonly ContactPoint[] | undefined {
  const [names = [], emails = [], phones = [], urls = []] = ["name", "email", "phone", "url"].map((part) =>
    alignedParts(cells.text(`contact_${part}`)),
  )
  const count = Math.max(names.length, emails.length, phones.length, urls.length)
  const contacts = Array.from({ length: Math.min(count, 20) }, (_, at) => {
    const { name, email } = nameAndEmail(names[at], emails[at])
    return readContact({ name, email, phone: phones[at], url: urls[at] }, cells.field("contact_email"), problems)
  })
  return unlessEmpty(contacts.filter((contact) => contact !== undefined))
}

/** "Bureau d'ordre, bo@commune.tn" in the one column of contacts is a name and an address. */
function nameAndEmail(name: string | undefined, email: string | undefined): { name?: string; email?: string } {
  const inName = email ? undefined : /[^\s<>,;:()/]+@[^\s<>,;:()/]+/.exec(name ?? "")?.[0]
  if (!inName) return { ...(name ? { name } : {}), ...(email ? { email } : {}) }
  const rest = (name ?? "")
    .replace(inName, "")
    .replace(/[\s<>,;:()/،؛-]+/g, " ")
    .trim()
  return { email: inName, ...(rest ? { name: rest } : {}) }
}

const rightsInWords: Readonly<Record<string, AccessRights>> = {
  عمومي: "public",
  مفتوح: "public",
  ouvert: "public",
  مقيد: "restricted",
  محدود: "restricted",
  restreint: "restricted",
  limite: "restricted",
  "غير عمومي": "non-public",
  سري: "non-public",
  prive: "non-public",
  confidentiel: "non-public",
}

// Unknown words count as restricted: a mistake then hides data for a while instead of exposing what must not be seen.
function accessRightsOf(cells: RowCells, problems: Problem[]): AccessRights | undefined {
  const cell = cells.get("access_rights")
  if (!cell) return undefined
  const rights = rightsInWords[fold(cell.text)] ?? accessRightsFrom(cell.text)
  if (!rights) problems.push(problem("unknown-access-level", cell.field, cell.text))
  return rights ?? "restricted"
}

function latest(dates: readonly (string | undefined)[]): string | undefined {
  return dates
    .filter((date) => date !== undefined)
    .sort()
    .at(-1)
}

function rowsNamed(rows: RowGroup["rows"]): string {
  return `row ${rows[0]?.number ?? ""}`
}
