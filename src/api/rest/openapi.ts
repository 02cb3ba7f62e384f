/** The OpenAPI 3.1 description, made from the definitions that check requests and shape answers. */
import { z } from "zod"
import { inLanguage, type Language } from "../../texts/index.ts"
import type { ApiDeps } from "../deps.ts"
import { errorTexts } from "../error-texts.ts"
import type { Texts } from "../reader-language.ts"
import { addressOf, type Description, groupNames, isPrivate, restRoot } from "./endpoint.ts"
import { groupTexts } from "./group-texts.ts"
import type { Parameter } from "./parameters.ts"
import { problem } from "./schemas.ts"

type Json = Record<string, unknown>

export function openApiDocument(
  endpoints: readonly Description[],
  { language, baseUrl, siteName, version }: { language: Language } & Pick<ApiDeps, "baseUrl" | "siteName" | "version">,
): Json {
  const schemas: Json = {}
  const paths: Record<string, Json> = {}
  for (const one of endpoints) {
    const method = (one.method ?? "GET").toLowerCase()
    paths[one.path] = { ...paths[one.path], [method]: operation(one, { language, schemas }) }
  }
  const problemRef = reference(problem, schemas)
  return {
    openapi: "3.1.0",
    info: {
      title: inLanguage(siteName, language)?.text ?? "",
      version,
      description: description[language],
    },
    servers: [{ url: `${baseUrl}${restRoot}` }],
    tags: groupNames.map((name) => ({ name, description: groupTexts[name][language] })),
    paths,
    components: {
      schemas,
      responses: problemResponses(endpoints, { language, problemRef }),
      securitySchemes: { token: { type: "http", scheme: "bearer", description: tokenText[language] } },
    },
  }
}

const tokenText: Record<Language, string> = {
  ar: "رمز تنشئه في صفحة حسابك، له صلاحيات وأجل.",
  fr: "Un jeton créé dans la page de votre compte, avec ses droits et son terme.",
  en: "A token made on the page of your account, with its scopes and its end.",
}

const description: Record<Language, string> = {
  ar: "قراءة الفهرس والكتابة فيه. النصوص خرائط من اللغة إلى النص؛ الأخطاء problem+json برمز ثابت؛ القوائم تُقرأ بالمؤشر cursor.",
  fr: "Lecture et écriture du catalogue. Les textes vont de la langue au texte ; les erreurs sont en problem+json avec un code stable ; les listes se lisent par curseur.",
  en: "Reading and writing the catalogue. Texts are maps from language to text; errors are problem+json with a stable code; lists page by cursor.",
}

/** Refusals that any address may answer with, beside its own. */
const common = ["invalid-parameter", "unknown-parameter", "too-many-requests", "internal-error", "unavailable"] as const

/** Refusals that any address behind a token may answer with. */
const ofPrivate = ["not-signed-in", "not-allowed"] as const
const ofWrites = ["bad-request", "invalid-input", "body-too-large", "unsupported-media-type"] as const
const ofPosts = ["idempotency-key-reused", "idempotency-key-in-use", "invalid-idempotency-key"] as const

function refusalsOf(one: Description): string[] {
  const own = [
    ...(isPrivate(one) ? ofPrivate : []),
    ...(one.body ? ofWrites : []),
    ...(one.method === "POST" && !one.repeatable ? ofPosts : []),
  ]
  return [...new Set([...one.refusals, ...own, ...common])]
}

function operation(one: Description, { language, schemas }: { language: Language; schemas: Json }): Json {
  const parameters = [
    ...Object.entries(one.pathParameters).map(([name, each]) =>
      parameterObject(name, each, { place: "path", language }),
    ),
    ...Object.entries(one.query).map(([name, each]) => parameterObject(name, each, { place: "query", language })),
    ...Object.entries(one.headers ?? {}).map(([name, each]) =>
      parameterObject(name, each, { place: "header", language }),
    ),
  ]
  const moved = one.path.includes("{ref}") && !one.method ? { "308": { description: movedText[language] } } : {}
  return {
    operationId: one.id,
    tags: [one.group],
    summary: one.summary[language],
    parameters: [...parameters, ...headersOf(one, language)],
    ...(one.body || one.sends ? { requestBody: requestBody(one, { language, schemas }) } : {}),
    ...(isPrivate(one) ? { security: [{ token: [] }] } : {}),
    responses: {
      [String(one.status ?? 200)]: {
        description: one.summary[language],
        ...(one.status === 204 || one.method === "HEAD" ? {} : { content: contentOf(one, schemas) }),
      },
      ...moved,
      ...Object.fromEntries(
        statusesOf(one).map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
      ),
    },
    "x-examples": one.examples.map((example) => ({ title: example.title[language], url: addressOf(one, example) })),
  }
}

function contentOf({ answers, answer, asCsv }: Description, schemas: Json): Json {
  const text = { schema: { type: "string" } }
  if (answers) return { [answers]: text }
  return { "application/json": { schema: reference(answer, schemas) }, ...(asCsv ? { "text/csv": text } : {}) }
}

function requestBody(
  { body, examples, sends }: Description,
  { language, schemas }: { language: Language; schemas: Json },
): Json {
  if (sends) return { required: true, content: { [sends]: { schema: { type: "string", format: "binary" } } } }
  const shown = examples.filter((example) => example.body !== undefined)
  const named = shown.map(({ title, body: value }) => [title.en, { summary: title[language], value }])
  const schema = reference(body!, schemas, "input")
  const content = { schema, ...(named.length > 0 ? { examples: Object.fromEntries(named) } : {}) }
  return { required: true, content: { "application/json": content } }
}

function headersOf({ method, conditional, repeatable }: Description, language: Language): Json[] {
  const header = (name: string, description: Texts) => ({
    name,
    in: "header",
    required: false,
    description: description[language],
    schema: { type: "string" },
  })
  return [
    ...(conditional ? [header("If-Match", headerTexts.ifMatch)] : []),
    ...(method === "POST" && !repeatable ? [header("Idempotency-Key", headerTexts.idempotencyKey)] : []),
  ]
}

const headerTexts = {
  ifMatch: {
    ar: "قيمة ETag التي قرأتها: إن تغيّر شيء بعدها يُرفض الطلب (412) ولا يضيع عمل أحد",
    fr: "L’ETag que vous avez lu : si l’objet a changé depuis, la demande est refusée (412) et rien n’est écrasé",
    en: "The ETag that you read: when it changed since, the request is refused (412) and nothing is overwritten",
  },
  idempotencyKey: {
    ar: "مفتاح من عندك: إعادة الطلب بالمفتاح نفسه تعيد الجواب الأول ولا تكتب مرتين (24 ساعة)",
    fr: "Une clé de votre choix : la même demande répétée reçoit la première réponse et n’écrit qu’une fois (24 h)",
    en: "A key of yours: the same request sent again gets the first answer and writes once (24 hours)",
  },
} as const satisfies Record<string, Texts>

const movedText: Record<Language, string> = {
  ar: "الاسم قديم؛ العنوان الحالي في Location",
  fr: "Ancien nom ; l'adresse actuelle est dans Location",
  en: "A former slug; the present address is in Location",
}

function parameterObject(
  name: string,
  { json, description: text, required, repeatable }: Parameter,
  { place, language }: { place: "path" | "query" | "header"; language: Language },
): Json {
  const repeats = repeatable ? { style: "form", explode: true } : {}
  return { name, in: place, required, description: text[language], schema: json, ...repeats }
}

function statusesOf(one: Description): string[] {
  const statuses = refusalsOf(one).map((code) => String(errorTexts[code as keyof typeof errorTexts].status))
  return [...new Set(statuses)].sort()
}

function problemResponses(
  endpoints: readonly Description[],
  { language, problemRef }: { language: Language; problemRef: Json },
): Json {
  const codes = [...new Set(endpoints.flatMap(refusalsOf))] as (keyof typeof errorTexts)[]
  const byStatus = Map.groupBy(codes, (code) => String(errorTexts[code].status))
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => {
      const lines = ofStatus.map((code) => `\`${code}\`: ${errorTexts[code].title[language]}`)
      const content = { "application/problem+json": { schema: problemRef } }
      return [`Problem${status}`, { description: lines.join("; "), content }]
    }),
  )
}

/** A reference to a shape, which is put among the components with every shape it uses. */
function reference(schema: z.ZodType, schemas: Json, io: "input" | "output" = "output"): Json {
  const { $schema: _draft, $defs, ...own } = z.toJSONSchema(schema, { io }) as Json
  for (const [name, definition] of Object.entries(($defs ?? {}) as Json)) schemas[name] = moved(definition)
  const id = schema.meta()?.id
  if (id === undefined || "$ref" in own) return moved(own) as Json
  schemas[id] = moved(own)
  return { $ref: `#/components/schemas/${id}` }
}

/** The same schema with its references pointing to the components. */
function moved(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(moved)
  if (schema === null || typeof schema !== "object") return schema
  const entries = Object.entries(schema as Json).filter(([name]) => name !== "id")
  return Object.fromEntries(
    entries.map(([name, value]) =>
      name === "$ref" && typeof value === "string"
        ? [name, value.replace("#/$defs/", "#/components/schemas/")]
        : [name, name === "properties" ? propertiesMoved(value as Json) : moved(value)],
    ),
  )
}

function propertiesMoved(properties: Json): Json {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, moved(value)]))
}
