/** What a harvest would do, shown before anything is kept: first that it is being read, then every record. */
import { datasetsByIds } from "../../../../../catalogue/index.ts"
import { previewById, type StoredPreview, sourceFor } from "../../../../../harvest/index.ts"
import { isUuid } from "../../../../../platform/ids.ts"
import type { Language } from "../../../../../texts/index.ts"
import { shownOrCode } from "../../../../models/catalogue-words.ts"
import type { Saying } from "../../../datasets/change-lines.ts"
import { organizationNames } from "../../../datasets/office-reading.ts"
import type { OfficeContext, OfficeHandler, Visit } from "../../../office-route.ts"
import { kindFrom, writtenBefore } from "../written-source.ts"
import type { PreviewedDatasets } from "./preview-records.tsx"
import { type PreviewSubject, PreviewView } from "./preview-view.tsx"
import { WaitingView } from "./waiting-view.tsx"

const refreshSeconds = 3
/** Longer than a preview may take: nobody's browser asks for ever. */
const longestWaitMs = 180_000

export const previewPage: OfficeHandler = async (context, visit) => {
  const { page, params, query, viewer, now } = visit
  if (!isUuid(params.id ?? "")) return { kind: "none" }
  const stored = await previewById(context.db, params.id ?? "", viewer.actor)
  const subject = await subjectOf(context, visit, stored)
  if (!subject) return { kind: "none" }
  if (stored.finishedAt || stored.refusal) {
    const [datasets, saying] = await wordsFor(context, visit, stored)
    const view = <PreviewView page={page} stored={stored} subject={subject} datasets={datasets} saying={saying} />
    return { kind: "page", view }
  }
  const isLong = now.getTime() - stored.askedAt.getTime() > longestWaitMs
  const refreshes = !isLong && query.get("refresh") !== "no"
  const view = <WaitingView page={page} id={stored.id} subject={subject} refreshes={refreshes} isLong={isLong} />
  return { kind: "page", view, ...(refreshes ? { refreshSeconds } : {}) }
}

/** The source it is of, and all that was typed in its form. Whoever may no longer manage it is refused. */
async function subjectOf(
  { db }: OfficeContext,
  { viewer }: Visit,
  { source: asked }: StoredPreview,
): Promise<PreviewSubject | undefined> {
  if (!("id" in asked)) {
    const kind = kindFrom(asked.kind)
    return kind && { kind, url: asked.url, written: writtenBefore(asked, kind) }
  }
  const source = await sourceFor(db, asked.id, viewer.actor)
  const written = writtenBefore(asked, source.kind, source)
  return { kind: source.kind, url: asked.edit?.url ?? source.url, written, source, isEdited: asked.edit !== undefined }
}

async function wordsFor(
  context: OfficeContext,
  { language, vocabularies }: Visit,
  { preview }: StoredPreview,
): Promise<[PreviewedDatasets, Saying]> {
  const records = preview?.records ?? []
  const ids = [...new Set(records.flatMap(({ datasetId }) => datasetId ?? []))]
  const datasets = await datasetsByIds(context.db, ids)
  const organizations = await organizationNames(context)
  const files = new Map([
    ...datasets.flatMap(({ distributions }) => distributions.map((file) => [file.id, nameOf(file, language)] as const)),
    ...records.flatMap(({ changes }) => changes.flatMap((change) => newFile(change, language))),
  ])
  return [new Map(datasets.map((one) => [one.id, one])), { language, vocabularies, organizations, files }]
}

interface NamedFile {
  readonly title?: Parameters<typeof shownOrCode>[0]
  readonly downloadUrl?: string | undefined
  readonly accessUrl?: string | undefined
}

function nameOf({ title, downloadUrl, accessUrl }: NamedFile, language: Language): string {
  return shownOrCode(title, language, downloadUrl?.split("/").at(-1) || accessUrl || "–").text
}

/** A file that would come or go stands whole in the change. */
function newFile({ path, before, after }: { path: string; before?: unknown; after?: unknown }, language: Language) {
  const id = /^distributions\.([^.]+)$/.exec(path)?.[1]
  const whole = after ?? before
  return id && whole ? [[id, nameOf(whole as NamedFile, language)] as const] : []
}
