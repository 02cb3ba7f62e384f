/** What a publisher decided about a table, by program: read, changed, and the file read again. */
import { z } from "zod"
import {
  type DataTable,
  decideTable,
  type Ingestion,
  ingestionsOf,
  officeTable,
  readAgain,
  revisionOf,
  tableDecision,
} from "../../tabular/index.ts"
import { tableRefusalText } from "../../texts/index.ts"
import { type Answer, endpoint, type Input, type RestDeps } from "./endpoint.ts"
import { doing } from "./office-support.ts"
import { pathParameter } from "./parameters.ts"
import { localisedText } from "./schemas.ts"
import { versionFrom } from "./write-support.ts"

const tableRef = pathParameter({
  ar: "معرّف الجدول، أو التوزيعة التي هو أوّل جداولها",
  fr: "Identifiant du tableau, ou de la distribution dont il est le premier",
  en: "Identifier of the table, or of the distribution whose first one it is",
})

const rowsOfHeader = z.union([z.tuple([z.number(), z.number()]), z.literal("none")]).nullable()
const word = z.string().nullable()

const reading = z
  .object({
    state: z.string().describe("`waiting`, `running`, `done`, `refused` or `failed`"),
    reason: word,
    explanation: word.describe("Of what was refused: why, and what to do"),
  })
  .meta({ id: "TableReading" })

const dictionary = z
  .object({
    id: z.string(),
    distribution: z.string(),
    version: z.number().describe("Of the data; decisions are counted by the ETag"),
    headerRows: rowsOfHeader.describe("Where the header is read"),
    decided: z.object({ headerRows: rowsOfHeader.describe("null: nothing was decided") }),
    columns: z.array(
      z.object({
        header: z.string(),
        name: z.string(),
        type: z.string(),
        meaning: word,
        dateFormat: word,
        label: localisedText,
        description: localisedText,
        decided: z
          .object({ name: word, type: word, meaning: word, dateFormat: word })
          .describe("What the publisher said; null where it stands as understood"),
      }),
    ),
    reading: reading.nullable(),
  })
  .meta({ id: "TableDictionary" })

type Dictionary = z.infer<typeof dictionary>
type Place = Pick<Input<{ id: typeof tableRef }, Record<never, never>>, "language">

async function foundDictionary(table: DataTable, { language }: Place, { db }: RestDeps): Promise<Answer<Dictionary>> {
  const { id, distributionId: distribution, choice, version } = table
  const ingestion = (await ingestionsOf(db, [distribution])).get(distribution)
  const decided = choice.headerRows === null ? "none" : (choice.headerRows ?? null)
  const body: Dictionary = {
    ...{ id, distribution, version: version.number },
    headerRows: rowsToJson(version.layout.headerRows ?? "none"),
    decided: { headerRows: rowsToJson(decided) },
    columns: version.columns.map((column) => columnToJson(column, choice)),
    reading: ingestion ? readingToJson(ingestion, language) : null,
  }
  return { kind: "found", body, etag: `"v${revisionOf(table)}"` }
}

function rowsToJson(rows: readonly [number, number] | "none" | null): Dictionary["headerRows"] {
  return rows === null || rows === "none" ? rows : [rows[0], rows[1]]
}

function columnToJson(
  { header, name, type, meaning, dateFormat, label, description }: DataTable["version"]["columns"][number],
  { columns }: DataTable["choice"],
): Dictionary["columns"][number] {
  const said = columns?.find((one) => one.header === header)
  return {
    ...{ header, name, type, meaning: meaning ?? null, dateFormat: dateFormat ?? null },
    ...{ label: label ?? {}, description: description ?? {} },
    decided: {
      ...{ name: said?.name ?? null, type: said?.type ?? null, dateFormat: said?.dateFormat ?? null },
      meaning: said?.meaning === null ? "none" : (said?.meaning ?? null),
    },
  }
}

function readingToJson({ state, reason, detail }: Ingestion, language: Place["language"]): z.infer<typeof reading> {
  const isRefused = state === "refused" || state === "failed"
  return {
    state,
    reason: isRefused ? (reason ?? "internal") : null,
    explanation: isRefused ? tableRefusalText(language, reason ?? "internal", detail) : null,
  }
}

const showDictionary = endpoint({
  id: "showTableDictionary",
  signedIn: true,
  group: "tables",
  path: "/tables/{id}/dictionary",
  summary: {
    ar: "ما فُهم من جدول وما قرّره ناشره",
    fr: "Ce qui a été compris d’un tableau, et ce que son producteur en a décidé",
    en: "What was understood of a table, and what its publisher decided",
  },
  pathParameters: { id: tableRef },
  query: {},
  answer: dictionary,
  refusals: ["table-not-found"],
  examples: [],
  localised: true,
  async handle({ path, caller, language }, deps) {
    const { table } = await officeTable(deps.db, path.id, caller)
    return foundDictionary(table, { language }, deps)
  },
})

const changeDictionary = endpoint({
  id: "changeTableDictionary",
  method: "PATCH",
  conditional: true,
  group: "tables",
  path: "/tables/{id}/dictionary",
  summary: {
    ar: "تصحيح سطر العناوين والأنواع والأسماء، ووصف الأعمدة؛ يبقى ذلك في كل النسخ القادمة",
    fr: "Corriger en-têtes, types et noms, décrire les colonnes ; cela vaut pour toutes les versions à venir",
    en: "Correct header, types and names, describe columns; it holds for every version to come",
  },
  pathParameters: { id: tableRef },
  query: {},
  body: tableDecision.meta({ id: "TableDictionaryWrite" }),
  answer: dictionary,
  refusals: ["table-not-found", "stale"],
  examples: [
    {
      title: { ar: "تسمية عمود", fr: "Nommer une colonne", en: "Name a column" },
      path: { id: "01930000-0000-7000-8000-000000000101" },
      query: "",
      body: { columns: [{ header: "اسم المدرسة", label: { fr: "École", ar: "المدرسة" } }] },
    },
  ],
  localised: true,
  async handle({ path, body, ifMatch, caller, language }, deps) {
    const deciding = { tableId: path.id, decision: body, revision: versionFrom(ifMatch) }
    const { table } = await decideTable(deps.db, deciding, doing({ caller }, deps))
    return foundDictionary(table, { language }, deps)
  },
})

const readFileAgain = endpoint({
  id: "readDistributionAgain",
  method: "POST",
  group: "tables",
  path: "/distributions/{id}/read-again",
  summary: {
    ar: "قراءة الملف من جديد لصنع جداوله",
    fr: "Relire le fichier pour refaire ses tableaux",
    en: "Read the file again to remake its tables",
  },
  pathParameters: {
    id: pathParameter({ ar: "المعرّف الدائم", fr: "Identifiant permanent", en: "Permanent identifier" }),
  },
  query: {},
  answer: reading,
  status: 202,
  refusals: ["table-not-found", "wrong-state"],
  examples: [],
  localised: true,
  async handle({ path, caller, language }, deps) {
    await readAgain(deps.db, path.id, doing({ caller }, deps))
    const ingestion = (await ingestionsOf(deps.db, [path.id])).get(path.id)
    return { kind: "found", body: readingToJson(ingestion!, language) }
  },
})

export const tableDictionary = [showDictionary, changeDictionary, readFileAgain]
