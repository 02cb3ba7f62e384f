/** What was corrected here of a source, for the one who runs it. */
import { z } from "zod"
import { type Correction, correctionsOfSource, correctionsTable } from "../../harvest/index.ts"
import { inLanguage, type Language, sourceMessages } from "../../texts/index.ts"
import { readCursor, writeCursor } from "./cursor.ts"
import { endpoint, type Input, type RestDeps } from "./endpoint.ts"
import { officePage, officePaging } from "./office-paging.ts"
import { idParameter } from "./office-support.ts"
import { localisedText } from "./schemas.ts"
import { knownSource } from "./source-answer.ts"

const summary = {
  ar: "ما صُحّح هنا، بجانب ما يقوله المصدر",
  fr: "Ce qui a été corrigé ici, à côté de ce que dit la source",
  en: "What was corrected here, beside what the source says",
}

const correction = z
  .object({
    remoteId: z.string(),
    dataset: z.object({ id: z.string(), slug: z.string(), title: localisedText }),
    field: z.string(),
    language: z.string().nullable().describe("Where it is one language of a text"),
    theirs: z.unknown().describe("null where the source says nothing"),
    ours: z.unknown().describe("null where it was taken away"),
    at: z.string(),
  })
  .meta({ id: "SourceCorrection" })

function correctionToJson({ remoteId, datasetId, slug, title, field, language, theirs, ours, at }: Correction) {
  return {
    ...{ remoteId, field, language: language ?? null, theirs: theirs ?? null, ours: ours ?? null },
    dataset: { id: datasetId, slug, title },
    at: at.toISOString(),
  }
}

type Asked = Pick<Input<{ id: typeof idParameter }, Record<never, never>>, "path" | "caller" | "language">

const cursor = z.strictObject({ r: z.string().max(3000), f: z.string().max(100), l: z.string().max(100) })

export const listCorrections = endpoint({
  id: "listSourceCorrections",
  signedIn: true,
  group: "sources",
  path: "/sources/{id}/corrections",
  summary,
  pathParameters: { id: idParameter },
  query: officePaging,
  answer: z
    .object({ items: z.array(correction), next: z.string().nullable(), limit: z.number(), maxLimit: z.number() })
    .meta({ id: "SourceCorrectionList" }),
  refusals: ["harvest-source-not-found", "invalid-cursor"],
  examples: [],
  async handle({ path, query: { limit, cursor: from }, caller }, { db }) {
    const { id: sourceId } = await knownSource(db, path.id, caller)
    const place = from === undefined ? undefined : readCursor(from, cursor)
    const after = place && { remoteId: place.r, field: place.f, language: place.l }
    const found = await correctionsOfSource(db, { sourceId, limit, after })
    const { next } = found
    const written = next && writeCursor({ r: next.remoteId, f: next.field, l: next.language })
    return officePage(found.corrections.map(correctionToJson), { limit, next: written })
  },
  asCsv: sendTable,
})

export const exportCorrections = endpoint({
  id: "exportSourceCorrections",
  signedIn: true,
  group: "sources",
  path: "/sources/{id}/corrections.csv",
  summary: {
    ar: `${summary.ar}: ملف CSV يُعطى لصاحب المصدر`,
    fr: `${summary.fr}\u00a0: un fichier CSV à donner à qui la tient`,
    en: `${summary.en}: a CSV file for whoever runs it`,
  },
  pathParameters: { id: idParameter },
  query: {},
  answer: z.string(),
  answers: "text/csv",
  refusals: ["harvest-source-not-found"],
  examples: [],
  localised: true,
  handle: sendTable,
})

async function sendTable({ path, caller, language }: Asked, { db, baseUrl }: RestDeps) {
  const { id } = await knownSource(db, path.id, caller)
  const text = correctionsTable(db, id, {
    columns: sourceMessages[language].correctionColumns,
    field: ({ field }) => field,
    value: (_correction, value) => plainText(value),
    title: ({ title, slug }) => inLanguage(title, language)?.text ?? slug,
    address: ({ slug }) => datasetAddress(baseUrl, { slug, language }),
  })
  return { kind: "file" as const, text, type: "text/csv", name: `corrections-${id}.csv` }
}

function datasetAddress(baseUrl: string, { slug, language }: { slug: string; language: Language }): string {
  return `${baseUrl}/${language}/datasets/${encodeURIComponent(slug)}`
}

/** A program reads values as they are: texts plainly, the rest as JSON. */
function plainText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value)
}
