/** What the look inside a file found, and what a person says of the signs of personal data in it. */
import { z } from "zod"
import { datasetsWithFile, mayOnDataset } from "../../catalogue/index.ts"
import { type Actor, hasScope, mayEverything } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { InvalidInput } from "../../platform/refusal.ts"
import { answerWarnings, type StoredFile, StoredFileNotFound, storedFile } from "../../platform/uploads/index.ts"
import { storedFileToJson } from "../uploads/stored-file-json.ts"
import { endpoint } from "./endpoint.ts"
import { doing } from "./office-support.ts"
import { pathParameter } from "./parameters.ts"

const fileParameter = pathParameter({
  ar: "معرّف الملف، وهو معرّف رفعه",
  fr: "Identifiant du fichier, qui est celui de son envoi",
  en: "Identifier of the file, which is that of its upload",
})

const inspection = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.enum(["arrived", "inspected"]),
    offset: z.number(),
    byteSize: z.number(),
    mediaType: z.string().describe("By its first bytes"),
    sha256: z.string(),
    facts: z.record(z.string(), z.unknown()).nullable().describe("What was found inside"),
    warnings: z
      .array(z.object({ column: z.string(), kind: z.string(), count: z.number() }))
      .describe("Signs of personal data: how many values of a column, never the values"),
    answer: z
      .object({ by: z.string(), at: z.string(), answer: z.enum(["none", "lawful"]), note: z.string().optional() })
      .nullable(),
    created: z.string(),
  })
  .meta({ id: "StoredFile" })

export const showInspection = endpoint({
  id: "showFileInspection",
  signedIn: true,
  group: "uploads",
  path: "/files/{id}",
  summary: {
    ar: "ما وُجد في ملف مرفوع",
    fr: "Ce qu’on a trouvé dans un fichier envoyé",
    en: "What was found in an uploaded file",
  },
  pathParameters: { id: fileParameter },
  query: {},
  answer: inspection,
  refusals: ["file-not-found"],
  examples: [],
  async handle({ path, caller }, { db }) {
    return { kind: "found", body: fileToJson(await fileFor(db, path.id, { caller, action: "read-history" })) }
  },
})

export const answerFile = endpoint({
  id: "answerPersonalData",
  method: "POST",
  group: "uploads",
  path: "/files/{id}/answer",
  summary: {
    ar: "الجواب عن تنبيه المعطيات الشخصية قبل النشر",
    fr: "Répondre à l’avertissement de données personnelles avant de publier",
    en: "Answer the warning of personal data before publication",
  },
  pathParameters: { id: fileParameter },
  query: {},
  body: z
    .strictObject({
      answer: z.enum(["none", "lawful"]).describe("none: they are not personal; lawful: the law has them published"),
      note: z.string().max(2000).optional().describe("Which law; needed for lawful"),
    })
    .meta({ id: "PersonalDataAnswer" }),
  answer: inspection,
  refusals: ["file-not-found"],
  examples: [
    {
      title: { ar: "ليست شخصية", fr: "Pas personnelles", en: "Not personal" },
      path: { id: "01930000-0000-7000-8000-000000000001" },
      query: "",
      body: { answer: "none", note: "Numéros d’agréments, pas de personnes." },
    },
  ],
  async handle({ path, body, ...input }, deps) {
    const { id } = await fileFor(deps.db, path.id, { caller: input.caller, action: "edit" })
    const note = body.note?.trim() ?? ""
    if (body.answer === "lawful" && note === "") throw new InvalidInput([{ path: "note", rule: "missing" }])
    const { by, at } = doing(input, deps)
    await answerWarnings(deps.db, id, {
      by: by.id,
      at: at.toISOString(),
      answer: body.answer,
      ...(note ? { note } : {}),
    })
    return { kind: "found", body: fileToJson(await fileFor(deps.db, id, { caller: by, action: "edit" })) }
  },
})

/** Whose it is, and whoever may do this in a dataset that names it; for all others it is not there. */
async function fileFor(
  db: Db,
  id: string,
  { caller, action }: { caller: Actor; action: "read-history" | "edit" },
): Promise<StoredFile> {
  const file = await storedFile(db, id)
  if (!file) throw new StoredFileNotFound(id)
  const scope = action === "edit" ? "write" : "read"
  if (hasScope(caller, scope) && (file.owner === caller.id || mayEverything(caller))) return file
  const datasets = await datasetsWithFile(db, id)
  if (!datasets.some((access) => mayOnDataset(caller, action, access))) throw new StoredFileNotFound(id)
  return file
}

function fileToJson(file: StoredFile): z.infer<typeof inspection> {
  const { state, warnings, ...rest } = storedFileToJson(file)
  return {
    ...rest,
    state: state === "inspected" ? "inspected" : "arrived",
    warnings: warnings.map(({ column, kind, count }) => ({ column, kind, count })),
  }
}
