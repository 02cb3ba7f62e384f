import type { DatasetFacts, PublisherFacts } from "../../../catalogue/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import { type FoundRecord, HarvestStopped, type Problem } from "../../connector.ts"
import {
  compact,
  distinct,
  idFrom,
  isBlank,
  isObject,
  type JsonObject,
  KeywordCollection,
  languageOfRecord,
  lineOf,
  listOf,
  problem,
  type RecordContext,
  readContact,
  readKeywords,
  readLicence,
  readLocalised,
  readText,
  readThemes,
  readUrl,
  unlessEmpty,
} from "../../reading/index.ts"
import { idOfRow } from "./search.ts"
import { accessRightsOf } from "./study-access.ts"
import { datesOf, periodsOf, placesOf } from "./study-coverage.ts"
import type { Study } from "./study-detail.ts"
import { named, objectAt } from "./study-fields.ts"
import { filesOf } from "./study-files.ts"

export interface StudyContext {
  readonly vocabularies: Vocabularies
  readonly root: string
  readonly language: string | undefined
}

// A catalogue of NADA holds documents, pictures and citations beside its data.
const notData = new Set(["document", "image", "video", "visualization", "script", "citation"])

/** Whether its description is worth asking for: rows without a name, and what is no data, are told by the list alone. */
export function isStudy(row: unknown): boolean {
  return isObject(row) && !notData.has(typeOf(row)) && !idOfRow(row, 0).startsWith("#")
}

function typeOf(row: JsonObject): string {
  return lineOf(row.type)?.toLowerCase() ?? "survey"
}

/** One study as a found record. Never throws, whatever it is given. */
export function recordFromStudy({ row, position, detail }: Study, context: StudyContext): FoundRecord {
  const remoteId = idOfRow(row, position)
  const refused = (...problems: readonly Problem[]): FoundRecord => ({ kind: "refused", remoteId, problems })
  if (!isObject(row)) return refused(problem("not-an-object", undefined, row))
  if (remoteId.startsWith("#")) return refused(problem("missing-identifier", "idno", lineOf(row.title)))
  const type = typeOf(row)
  if (notData.has(type)) return { kind: "skipped", remoteId, reason: type }
  if (detail instanceof HarvestStopped) return refused(problem("not-described", "idno", saidOf(detail)))
  const problems: Problem[] = []
  const facts = factsOf(
    { ...row, ...present(detail ?? {}) },
    { ...context, problems, isSurvey: /survey|microdata/.test(type) },
  )
  return facts
    ? { kind: "dataset", remoteId, facts, problems }
    : refused(...problems, problem("missing-title", "title", row.title))
}

function saidOf({ detail }: HarvestStopped): string {
  return [detail.says, detail.status, detail.url].filter((part) => part !== undefined).join(" ")
}

function present(detail: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(detail).filter(([, value]) => !isBlank(value)))
}

type FactsContext = StudyContext & { readonly problems: Problem[]; readonly isSurvey: boolean }

/** `record`: the row of the list under the description of the study, whose `metadata` follows DDI Codebook. */
function factsOf(record: JsonObject, { vocabularies, root, problems, isSurvey, ...options }: FactsContext) {
  const metadata = objectAt(record, "metadata")
  const study = objectAt(metadata, "study_desc")
  const titles = objectAt(study, "title_statement")
  const info = objectAt(study, "study_info")
  const language = languageOfRecord(
    { title: titles.title ?? record.title, description: info.abstract },
    options.language,
  )
  const context: RecordContext = { vocabularies, language, problems }
  const title = readLocalised(
    [
      [titles.title ?? record.title, "title"],
      [titles.translated_title, "translated_title"],
    ],
    { shape: "line", language },
    problems,
  )
  if (!title) return undefined
  const sid = /^\d{1,12}$/.exec(lineOf(record.id) ?? "")?.[0]
  const access = lineOf(record.data_access_type ?? record.form_model)?.toLowerCase()
  return compact<DatasetFacts>({
    identifier: idFrom(titles.idno ?? record.idno),
    title,
    description: readLocalised([[abstractOf(metadata), "abstract"]], { shape: "text", language }, problems),
    keywords: keywordsOf(info.keywords, context),
    sourceLanguage: language === "und" ? undefined : language,
    publisher: publisherOf(study, record, context),
    contactPoints: contactsOf(study, problems),
    ...readThemes(
      named(info.topics, "topic").map((name) => ({ names: [name], field: "topics", mustMap: false })),
      context,
    ),
    licence: readLicence(licencesOf(study, metadata), "license", context),
    accessRights: accessRightsOf(access, problems),
    spatial: placesOf(info, record, context),
    temporal: periodsOf(info, record, problems),
    ...datesOf(study, record, problems),
    landingPage: readUrl(record.url, "url", problems) ?? (sid ? new URL(`catalog/${sid}`, root).href : undefined),
    version: readText(objectAt(study, "version_statement").version, "version", "line", problems)?.slice(0, 100),
    distributions: filesOf(
      record,
      { root, sid, isSurvey, hasData: access !== undefined && access !== "data_na" },
      context,
    ),
  })
}

/** Where each kind of study tells what it is about. */
function abstractOf(metadata: JsonObject): unknown {
  return (
    objectAt(objectAt(metadata, "study_desc"), "study_info").abstract ??
    objectAt(metadata, "table_description").description ??
    objectAt(metadata, "series_description").definition_long ??
    objectAt(objectAt(metadata, "description"), "identificationInfo").abstract
  )
}

function keywordsOf(list: unknown, { language, problems }: RecordContext) {
  const into = new KeywordCollection()
  for (const keyword of named(list, "keyword")) readKeywords(keyword, { into, language, field: "keywords", problems })
  return into.toFacts()
}

/** Who answers for the study; a producer or the list's own words where nobody is named so. */
function publisherOf(study: JsonObject, record: JsonObject, { language, problems }: RecordContext) {
  const producers = objectAt(study, "production_statement").producers
  const [name] = [...named(study.authoring_entity, "name"), ...named(producers, "name"), record.authoring_entity]
  const text = readLocalised([[name, "authoring_entity"]], { shape: "line", language }, problems)
  return text ? ({ name: text } satisfies PublisherFacts) : undefined
}

function contactsOf(study: JsonObject, problems: Problem[]) {
  const written = [
    ...listOf(objectAt(study, "distribution_statement").contact),
    ...listOf(objectAt(objectAt(study, "data_access"), "dataset_use").contact),
  ]
  const contacts = written
    .slice(0, 20)
    .filter(isObject)
    .map(({ name, affiliation, email, uri }) =>
      readContact({ name: name ?? affiliation, email, url: uri }, "contact", problems),
    )
    // A person's name alone helps nobody to reach anybody, and is personal data.
    .filter((contact) => contact?.email !== undefined || contact?.url !== undefined)
    .filter((contact) => contact !== undefined)
  return unlessEmpty(distinct(contacts))
}

function licencesOf(study: JsonObject, metadata: JsonObject): readonly unknown[] {
  const listed = [...listOf(objectAt(study, "data_access").license), ...listOf(metadata.license)]
  return listed.slice(0, 5).flatMap((licence) => (isObject(licence) ? [licence.uri, licence.name] : [licence]))
}
