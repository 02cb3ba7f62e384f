/** Themes, licences and places by program: administrators add, change, retire and order them; codes are permanent. */
import { z } from "zod"
import {
  addEntry,
  type EditableEntry,
  type EditableList,
  type EntryChanges,
  editableEntries,
  editEntry,
  euThemeCodes,
  licenceKinds,
  orderEntries,
  retireEntry,
  reviveEntry,
} from "../../vocabulary/index.ts"
import type { Texts } from "../reader-language.ts"
import { type Endpoint, endpoint, restRoot } from "./endpoint.ts"
import { assertScope, doing, iso } from "./office-support.ts"
import { pathParameter, textParameter } from "./parameters.ts"
import { localisedText } from "./schemas.ts"
import { versioned } from "./write-support.ts"

const line = z.string().nullable().optional()
const lines = z.array(z.string()).optional()
const name = localisedText.optional()

const ofEvery = {
  code: z.string(),
  retiredAt: z.string().nullable().describe("Since when no chooser offers it"),
  replacedBy: z.string().nullable().describe("What is meant wherever a source writes it"),
  version: z.number().describe("The ETag is made of it"),
}

const themeFields = { label: name, euTheme: z.enum(euThemeCodes).nullable().optional(), icon: line }
const officeTheme = z
  .object({ ...ofEvery, label: localisedText, euTheme: z.string().nullable(), icon: z.string().nullable() })
  .meta({ id: "OfficeTheme" })

const licenceFields = {
  title: name,
  url: line,
  open: z.boolean().optional(),
  kind: z.enum(licenceKinds).optional(),
  rawValues: lines.describe("Spellings met in sources that mean it"),
  remark: localisedText.nullable().optional(),
}
const officeLicence = z
  .object({
    ...ofEvery,
    title: localisedText,
    url: z.string().nullable(),
    open: z.boolean(),
    kind: z.string(),
    rawValues: z.array(z.string()),
    remark: localisedText.nullable(),
  })
  .meta({ id: "OfficeLicence" })

const degrees = z.number().nullable().optional()
const placeFields = {
  name,
  level: z.string().max(40).optional().describe("One of the levels of the country, such as governorate"),
  parentCode: line,
  otherCodes: lines,
  aliases: lines.describe("Spellings met in sources that mean it"),
  lat: degrees,
  lon: degrees,
}
const officePlace = z
  .object({
    ...ofEvery,
    name: localisedText,
    level: z.string(),
    parentCode: z.string().nullable(),
    otherCodes: z.array(z.string()),
    aliases: z.array(z.string()),
    lat: z.number().nullable(),
    lon: z.number().nullable(),
  })
  .meta({ id: "OfficePlace" })

function everyToJson({ code, retiredAt, replacedBy, version }: EditableEntry) {
  return { code, retiredAt: iso(retiredAt), replacedBy: replacedBy ?? null, version }
}

function themeToJson(one: EditableEntry<"theme">): z.infer<typeof officeTheme> {
  return { ...everyToJson(one), label: one.label, euTheme: one.euTheme ?? null, icon: one.icon ?? null }
}

function licenceToJson(one: EditableEntry<"licence">): z.infer<typeof officeLicence> {
  const { title, url, open, kind, rawValues, remark } = one
  return {
    ...everyToJson(one),
    ...{ title, url: url ?? null, open, kind, rawValues: [...rawValues], remark: remark ?? null },
  }
}

function placeToJson(one: EditableEntry<"place">): z.infer<typeof officePlace> {
  const { level, parentCode, otherCodes, aliases, lat, lon } = one
  return {
    ...everyToJson(one),
    ...{ name: one.name, level, parentCode: parentCode ?? null, otherCodes: [...otherCodes], aliases: [...aliases] },
    ...{ lat: lat ?? null, lon: lon ?? null },
  }
}

interface ListOf<List extends EditableList, Fields extends z.core.$ZodLooseShape, Shape extends z.ZodType> {
  readonly list: List
  /** As in the addresses, and as operations call one of them. */
  readonly plural: string
  readonly noun: string
  readonly called: { readonly all: Texts; readonly one: Texts }
  readonly fields: Fields
  readonly shape: Shape
  readonly toJson: (entry: EditableEntry<List>) => z.infer<Shape>
  readonly example: { readonly code: string; readonly fields: z.infer<z.ZodObject<Fields>> }
}

function editsOf<List extends EditableList, Fields extends z.core.$ZodLooseShape, Shape extends z.ZodType>({
  list,
  plural,
  noun,
  called,
  fields,
  shape,
  toJson,
  example,
}: ListOf<List, Fields, Shape>): readonly Endpoint[] {
  const group = "lists"
  const codeOf = { code: pathParameter({ ar: "الرمز", fr: "Code", en: "Code" }) }
  const texts = (ar: string, fr: string, en: string): Texts => ({
    ar: `${called.all.ar}: ${ar}`,
    fr: `${called.all.fr} : ${fr}`,
    en: `${called.all.en}: ${en}`,
  })
  const found = (entry: EditableEntry<List>) =>
    ({ kind: "found", body: toJson(entry), etag: `"v${entry.version}"` }) as const
  const at = `/${plural}/{code}`
  const shown = { title: called.one, path: { code: example.code }, query: "" }
  return [
    endpoint({
      id: `listOffice${noun}s`,
      signedIn: true,
      group,
      path: `/office/${plural}`,
      summary: texts(
        "كلّها، المسحوبة منها أيضا، مع نسخها",
        "tous, retirés compris, avec leurs versions",
        "all of them, the retired ones too, with their versions",
      ),
      pathParameters: {},
      query: {},
      answer: z.object({ items: z.array(shape) }).meta({ id: `Office${noun}List` }),
      refusals: [],
      examples: [],
      async handle({ caller }, { db }) {
        assertScope(caller, "read")
        return { kind: "found", body: { items: (await editableEntries(db, list)).map(toJson) } }
      },
    }),
    endpoint({
      id: `add${noun}`,
      method: "POST",
      group,
      path: `/${plural}`,
      summary: texts("إضافة", "ajouter", "add one"),
      pathParameters: {},
      query: {},
      body: z.strictObject({ code: z.string(), ...fields }).meta({ id: `${noun}Create` }),
      answer: shape,
      status: 201,
      refusals: [],
      examples: [{ ...shown, path: {}, body: { code: example.code, ...(example.fields as object) } }],
      async handle({ body, ...input }, deps) {
        const { code, ...given } = body as { code: string }
        const entry = { list, code, fields: given as EntryChanges<List> }
        const made = await addEntry(deps.db, entry, doing(input, deps))
        const location = `${deps.baseUrl}${restRoot}/${plural}/${encodeURIComponent(made.code)}`
        return { ...found(made), kind: "created", location }
      },
    }),
    endpoint({
      id: `change${noun}`,
      method: "PATCH",
      conditional: true,
      group,
      path: at,
      summary: texts("تغيير حقول؛ null يحذف", "changer des champs ; null retire", "change fields; null removes"),
      pathParameters: codeOf,
      query: {},
      body: z.strictObject(fields).meta({ id: `${noun}Write` }),
      answer: shape,
      refusals: ["entry-not-found", "stale"],
      examples: [{ ...shown, body: example.fields }],
      async handle({ path: { code }, body, ifMatch, ...input }, deps) {
        const changes = body as EntryChanges<List>
        return found(await editEntry(deps.db, { list, code, changes, ...versioned(ifMatch) }, doing(input, deps)))
      },
    }),
    endpoint({
      id: `retire${noun}`,
      method: "DELETE",
      group,
      path: at,
      summary: texts(
        "لا تُعرض للاختيار بعد؛ ما يحملها يبقى",
        "n’est plus proposé ; ce qui l’a le garde",
        "no chooser offers it any more; what has it keeps it",
      ),
      pathParameters: codeOf,
      query: {
        replacedBy: textParameter({
          ar: "الرمز الذي يحلّ محلّه",
          fr: "Code qui le remplace",
          en: "Code that takes its place",
        }),
      },
      answer: shape,
      refusals: ["entry-not-found"],
      examples: [],
      async handle({ path: { code }, query: { replacedBy }, ...input }, deps) {
        return found(await retireEntry(deps.db, { list, code, replacedBy }, doing(input, deps)))
      },
    }),
    endpoint({
      id: `revive${noun}`,
      method: "POST",
      group,
      path: `${at}/revive`,
      summary: texts("تُعرض من جديد", "proposer de nouveau", "offer it again"),
      pathParameters: codeOf,
      query: {},
      answer: shape,
      refusals: ["entry-not-found"],
      examples: [],
      async handle({ path: { code }, ...input }, deps) {
        return found(await reviveEntry(deps.db, { list, code }, doing(input, deps)))
      },
    }),
    endpoint({
      id: `order${noun}s`,
      method: "PUT",
      group,
      path: `/${plural}/order`,
      summary: texts(
        "الرموز المذكورة أولا بهذا الترتيب",
        "ceux qui sont nommés viennent d’abord, dans cet ordre",
        "those named come first, in this order",
      ),
      pathParameters: {},
      query: {},
      body: z.strictObject({ codes: z.array(z.string()).min(1).max(10_000) }).meta({ id: "CodesInOrder" }),
      answer: z.null(),
      status: 204,
      refusals: [],
      examples: [{ ...shown, path: {}, body: { codes: [example.code] } }],
      async handle({ body, ...input }, deps) {
        await orderEntries(deps.db, { list, codes: body.codes }, doing(input, deps))
        return { kind: "done" }
      },
    }),
  ]
}

export const vocabularyEdits: readonly Endpoint[] = [
  ...editsOf({
    list: "theme",
    plural: "themes",
    noun: "Theme",
    called: { all: { ar: "المحاور", fr: "Thèmes", en: "Themes" }, one: { ar: "محور", fr: "Un thème", en: "A theme" } },
    fields: themeFields,
    shape: officeTheme,
    toJson: themeToJson,
    example: { code: "espace", fields: { label: { ar: "الفضاء", fr: "Espace" }, euTheme: "TECH" } },
  }),
  ...editsOf({
    list: "licence",
    plural: "licences",
    noun: "Licence",
    called: {
      all: { ar: "الرخص", fr: "Licences", en: "Licences" },
      one: { ar: "رخصة", fr: "Une licence", en: "A licence" },
    },
    fields: licenceFields,
    shape: officeLicence,
    toJson: licenceToJson,
    example: {
      code: "odbl-1.0",
      fields: {
        title: { en: "Open Database License" },
        url: "https://opendatacommons.org/licenses/odbl/",
        open: true,
        kind: "share-alike",
      },
    },
  }),
  ...editsOf({
    list: "place",
    plural: "places",
    noun: "Place",
    called: { all: { ar: "الأماكن", fr: "Lieux", en: "Places" }, one: { ar: "مكان", fr: "Un lieu", en: "A place" } },
    fields: placeFields,
    shape: officePlace,
    toJson: placeToJson,
    example: {
      code: "tn:tabarka",
      fields: { name: { ar: "طبرقة", fr: "Tabarka" }, level: "municipality", parentCode: "iso:TN-32" },
    },
  }),
]
