/** Reads what the form shows beside what was typed. */
import {
  type DatasetAccess,
  type DatasetDocument,
  datasetByRef,
  leadsToFile,
  type MeasuredFacts,
  type OfficeDataset,
  officeOrganization,
  seriesByRef,
  similarDatasets,
  sourceFacts,
} from "../../../../catalogue/index.ts"
import { probeAddress } from "../../../../links/index.ts"
import { mayEverything } from "../../../../platform/actor.ts"
import { type StoredFile, storedFiles } from "../../../../platform/uploads/index.ts"
import type { FileFacts } from "../../../../tabular/index.ts"
import { inLanguage } from "../../../../texts/index.ts"
import type { Choice } from "../../../components/form/field.tsx"
import type { FormRefusal } from "../../../forms/problems.ts"
import { sourceName } from "../../../models/source-name.ts"
import type { OfficeContext, Visit } from "../../office-route.ts"
import { organizationChoices, peopleNamed } from "../office-reading.ts"
import type { Typed } from "./form-acts.ts"
import { type FormModel, formModel, type LinkAnswer } from "./form-model.ts"
import type { FormValues } from "./form-values.ts"
import { similarLately } from "./similar-lately.ts"
import { type SourceValues, sourceValues } from "./source-values.ts"
import { suggestionsFor } from "./suggestions.ts"

export interface Shown {
  readonly office?: OfficeDataset | undefined
  readonly id: string
  readonly action: string
  /** What the next save is compared with. */
  readonly base: DatasetDocument
  readonly values: FormValues
  readonly document: DatasetDocument
  readonly typed?: Typed | undefined
  readonly more?: "period" | "contact" | undefined
  readonly refusal?: FormRefusal | undefined
  /** A link to try at once. */
  readonly linked?: string | undefined
}

export async function readModel(context: OfficeContext, visit: Visit, shown: Shown): Promise<FormModel> {
  const { db, directory, uploads } = context
  const { office, document, values, id } = shown
  const [stored, links, similar, source, organizations, series, names, { byId }] = await Promise.all([
    storedOf(context, visit, shown),
    linksOf(context, shown),
    hasLongTitle(document)
      ? []
      : (visit.wantsJson ? similarLately : similarDatasets)(db, document, { actor: visit.viewer.actor, exceptId: id }),
    office ? sourceOf(context, visit, { office, document }) : undefined,
    organizationChoices(context, visit, "add-dataset"),
    seriesChoices(context, visit, document.seriesId),
    peopleNamed(context, [office?.draft?.updatedBy]),
    directory.organizations(),
  ])
  const organization = byId.get(document.organizationId)
  return formModel({
    visit,
    ...shown,
    organizations: withOwn(
      organizations,
      document.organizationId,
      inLanguage(organization?.name, visit.language)?.text,
    ),
    series,
    stored,
    links,
    suggestions: hasLongTitle(document)
      ? []
      : suggestionsFor({
          values,
          files: inspected(values, stored),
          vocabularies: visit.vocabularies,
          language: visit.language,
        }),
    similar,
    source,
    names,
    mostBytes: uploads.limits.fileBytes,
    contactOfOrganization: organization?.email,
    begun: office ? undefined : await accessOnceBegun(context, visit, { id, organizationId: document.organizationId }),
  })
}

async function accessOnceBegun(
  { db }: OfficeContext,
  { viewer }: Visit,
  { id, organizationId }: { id: string; organizationId: string },
): Promise<DatasetAccess> {
  const { publishing } = await officeOrganization(db, organizationId)
  const createdBy = viewer.actor.id
  return { id, organizationId, isPublic: false, neverPublished: true, createdBy, publishing }
}

const longestCompared = 2000

/** One that was refused for its length is not looked for among all the others. */
function hasLongTitle({ facts }: DatasetDocument): boolean {
  return Object.values(facts.title).some((title) => title.length > longestCompared)
}

/** Those of the dataset and the reader's own: what was found in another's file is nobody else's business. */
async function storedOf(
  { db }: OfficeContext,
  { viewer: { actor } }: Visit,
  { office, values }: Shown,
): Promise<Map<string, StoredFile>> {
  const ids = values.files.map(({ storedId }) => storedId).filter(Boolean)
  const documents = [office?.document, office?.shown, office?.draft?.base]
  const ofDataset = new Set(documents.flatMap((one) => one?.distributions.flatMap(({ file }) => file?.id ?? []) ?? []))
  const files = await storedFiles(db, ids)
  const seen = files.filter(({ id, owner }) => owner === actor.id || ofDataset.has(id) || mayEverything(actor))
  return new Map(seen.map((file) => [file.id, file]))
}

function inspected({ files }: FormValues, stored: ReadonlyMap<string, StoredFile>) {
  return files.flatMap(({ storedId, storedName }) => {
    const facts = stored.get(storedId)?.facts as FileFacts | undefined
    return facts?.notes ? [{ name: storedName, facts }] : []
  })
}

/** Answers of links as last measured; the one just added is asked now. */
async function linksOf({ db, fetch }: OfficeContext, shown: Shown): Promise<Map<string, LinkAnswer>> {
  const links = new Map<string, LinkAnswer>()
  if (shown.office?.shownState === "published") {
    const lookup = await datasetByRef(db, shown.office.id)
    const distributions = lookup.kind === "found" ? lookup.dataset.distributions : []
    for (const { id, measured } of distributions)
      if (measured?.status !== undefined) links.set(id, answerFrom(measured))
  }
  const linked = shown.values.files.find(({ id }) => id === shown.linked)
  if (linked?.downloadUrl) {
    const declared = { isDownload: true, ...(linked.format ? { format: linked.format } : {}) }
    links.set(linked.id, answerFrom(await probeAddress(fetch, linked.downloadUrl, declared)))
  }
  return links
}

function answerFrom(measured: MeasuredFacts): LinkAnswer {
  const { problem, byteSize } = measured
  return {
    answers: leadsToFile(measured) === true,
    ...(problem ? { problem } : {}),
    ...(byteSize === undefined ? {} : { byteSize }),
  }
}

async function sourceOf(
  { db }: OfficeContext,
  { language }: Visit,
  { office, document }: { office: OfficeDataset; document: DatasetDocument },
): Promise<SourceValues | undefined> {
  const [source] = office.sources
  const facts = source && (await sourceFacts(db, office.id))
  return facts && sourceValues(sourceName(source, language).text, { ...document, facts }, document)
}

async function seriesChoices(
  { db, directory }: OfficeContext,
  { language }: Visit,
  own = "",
): Promise<readonly Choice[]> {
  const series = await directory.series()
  const choices = series.map(({ id, slug, title }) => ({ value: id, label: inLanguage(title, language)?.text ?? slug }))
  if (own === "" || choices.some(({ value }) => value === own)) return choices
  // Withdrawn, or beyond those listed: it stays while nobody chooses another.
  const lookup = await seriesByRef(db, own)
  return withOwn(choices, own, lookup.kind === "found" ? inLanguage(lookup.series.title, language)?.text : undefined)
}

// Whoever edits as a collaborator may not add datasets to the body, but sees where it belongs.
function withOwn(choices: readonly Choice[], id: string, label: string | undefined): readonly Choice[] {
  return id === "" || choices.some(({ value }) => value === id)
    ? choices
    : [{ value: id, label: label ?? id }, ...choices]
}
