/** Metadata as a table: read from a finished upload and planned row by row; written out again. */
import { buffer } from "node:stream/consumers"
import { z } from "zod"
import { exportMetadata, type ImportPreview, previewImport } from "../../catalogue/index.ts"
import type { Actor } from "../../platform/actor.ts"
import { InvalidInput } from "../../platform/refusal.ts"
import { storedFile } from "../../platform/uploads/index.ts"
import { readTable } from "../../tabular/index.ts"
import { type Language, languages } from "../../texts/index.ts"
import { bulkPlan, refusalToJson } from "./bulk-answer.ts"
import { endpoint, type RestDeps } from "./endpoint.ts"
import { officeFilterFrom, officeFilters } from "./list-office.ts"
import { assertScope } from "./office-support.ts"
import { organizationIdFrom, writeContext } from "./write-support.ts"

const largestTableBytes = 20 * 2 ** 20

export const importMany = endpoint({
  id: "importDatasets",
  method: "POST",
  group: "bulk",
  path: "/datasets/import",
  summary: {
    ar: "توريد بيانات وصفية من جدول مرفوع: يُخطّط هنا، ويُطبّق بمعرّفه",
    fr: "Importer des métadonnées d’un tableau envoyé : prévu ici, appliqué par son identifiant",
    en: "Import metadata from an uploaded table: planned here, applied by its id",
  },
  pathParameters: {},
  query: {},
  body: z
    .strictObject({
      upload: z.uuid().describe("A finished upload of one’s own: CSV, XLSX or ODS, 20 MB at most"),
      organization: z.string().optional().describe("Body of rows that name none"),
      language: z.enum(languages).optional().describe("Of headers that name none"),
      publish: z.boolean().optional().describe("Publish what is complete; everything else becomes a draft"),
    })
    .meta({ id: "ImportRequest" }),
  answer: bulkPlan,
  refusals: [],
  examples: [
    {
      title: { ar: "إلى مسوّدات", fr: "En brouillons", en: "To drafts" },
      path: {},
      query: "",
      body: { upload: "01930000-0000-7000-8000-000000000001", organization: "ministere-agriculture" },
    },
  ],
  localised: true,
  async handle({ body, language, ...input }, deps) {
    const file = await tableOf(body.upload, { caller: input.caller, deps })
    const { organization, publish = false } = body
    const organizationId = organization === undefined ? undefined : await organizationIdFrom(deps.db, organization)
    const planned = await previewImport(
      deps.db,
      { file, language: body.language ?? language, publish, organizationId },
      { ...writeContext(input, deps), readTable },
    )
    return { kind: "found", body: planToJson(planned, language) }
  },
})

async function tableOf(id: string, { caller, deps: { db, blobs } }: { caller: Actor; deps: RestDeps }) {
  assertScope(caller, "write")
  const file = await storedFile(db, id)
  if (file?.owner !== caller.id) throw new InvalidInput([{ path: "upload", rule: "unknown" }])
  if (file.byteSize > largestTableBytes) throw new InvalidInput([{ path: "upload", rule: "too-large" }])
  return { bytes: new Uint8Array(await buffer(await blobs.open(file.sha256))), name: file.name }
}

function planToJson({ token, lines, counts, unknownColumns }: ImportPreview, language: Language) {
  return {
    id: token,
    willChange: lines
      .filter(({ kind }) => kind === "create" || kind === "update")
      .map(({ row, datasetId, title, changes = [] }) => ({
        ...{ dataset: datasetId ?? null, row, title, way: null, changes: [...changes] },
      })),
    unchanged: counts.unchanged,
    refused: lines
      .filter(({ kind }) => kind === "refused")
      .map(({ row, problems }) => ({
        ...{ dataset: null, row, title: null },
        refusal: refusalToJson({ code: "invalid-input", problems }, language),
      })),
    unknownColumns: [...unknownColumns],
    work: null,
  }
}

export const exportMany = endpoint({
  id: "exportOfficeDatasets",
  signedIn: true,
  group: "bulk",
  path: "/office/datasets/export.csv",
  summary: {
    ar: "البيانات الوصفية في جدول CSV يمكن تعديله وتوريده",
    fr: "Les métadonnées dans un tableau CSV, à corriger et à importer",
    en: "The metadata as a CSV table, to be corrected and imported again",
  },
  pathParameters: {},
  query: officeFilters,
  answer: z.string(),
  answers: "text/csv",
  refusals: [],
  examples: [],
  async handle({ query, caller }, { db, clock }) {
    assertScope(caller, "read")
    const text = exportMetadata(db, { ...officeFilterFrom(query), now: clock.now() }, { by: caller })
    return { kind: "file", text, type: "text/csv", name: "datasets.csv" }
  },
})
