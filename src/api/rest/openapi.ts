/** The OpenAPI 3.1 description, made from the definitions that check requests and shape answers. */
import { z } from "zod"
import { inLanguage, type Language } from "../../texts/index.ts"
import type { ApiDeps } from "../deps.ts"
import { errorTexts } from "../error-texts.ts"
import { addressOf, type Endpoint, groupNames, restRoot } from "./endpoint.ts"
import { groupTexts } from "./group-texts.ts"
import type { Parameter } from "./parameters.ts"
import { problem } from "./schemas.ts"

type Json = Record<string, unknown>

export function openApiDocument(
  endpoints: readonly Endpoint[],
  { language, baseUrl, siteName, version }: { language: Language } & Pick<ApiDeps, "baseUrl" | "siteName" | "version">,
): Json {
  const schemas: Json = {}
  const paths: Record<string, Json> = {}
  for (const one of endpoints) paths[one.path] = { get: operation(one, { language, schemas }) }
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
    components: { schemas, responses: problemResponses(endpoints, { language, problemRef }) },
  }
}

const description: Record<Language, string> = {
  ar: "قراءة الفهرس. النصوص خرائط من اللغة إلى النص؛ الأخطاء problem+json برمز ثابت؛ القوائم تُقرأ بالمؤشر cursor.",
  fr: "Lecture du catalogue. Les textes vont de la langue au texte ; les erreurs sont en problem+json avec un code stable ; les listes se lisent par curseur.",
  en: "Reading the catalogue. Texts are maps from language to text; errors are problem+json with a stable code; lists page by cursor.",
}

/** Refusals that any address may answer with, beside its own. */
const common = ["invalid-parameter", "unknown-parameter", "too-many-requests", "internal-error", "unavailable"] as const

function refusalsOf(one: Endpoint): string[] {
  return [...new Set([...one.refusals, ...common])]
}

function operation(one: Endpoint, { language, schemas }: { language: Language; schemas: Json }): Json {
  const parameters = [
    ...Object.entries(one.pathParameters).map(([name, each]) =>
      parameterObject(name, each, { place: "path", language }),
    ),
    ...Object.entries(one.query).map(([name, each]) => parameterObject(name, each, { place: "query", language })),
  ]
  const moved = one.path.includes("{ref}") ? { "308": { description: movedText[language] } } : {}
  return {
    operationId: one.id,
    tags: [one.group],
    summary: one.summary[language],
    parameters,
    responses: {
      "200": {
        description: one.summary[language],
        content: { "application/json": { schema: reference(one.answer, schemas) } },
      },
      ...moved,
      ...Object.fromEntries(
        statusesOf(one).map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
      ),
    },
    "x-examples": one.examples.map((example) => ({ title: example.title[language], url: addressOf(one, example) })),
  }
}

const movedText: Record<Language, string> = {
  ar: "الاسم قديم؛ العنوان الحالي في Location",
  fr: "Ancien nom ; l'adresse actuelle est dans Location",
  en: "A former slug; the present address is in Location",
}

function parameterObject(
  name: string,
  { json, description: text, required, repeatable }: Parameter,
  { place, language }: { place: "path" | "query"; language: Language },
): Json {
  const repeats = repeatable ? { style: "form", explode: true } : {}
  return { name, in: place, required, description: text[language], schema: json, ...repeats }
}

function statusesOf(one: Endpoint): string[] {
  const statuses = refusalsOf(one).map((code) => String(errorTexts[code as keyof typeof errorTexts].status))
  return [...new Set(statuses)].sort()
}

function problemResponses(
  endpoints: readonly Endpoint[],
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
function reference(schema: z.ZodType, schemas: Json): Json {
  const { $schema: _draft, $defs, ...own } = z.toJSONSchema(schema, { io: "output" }) as Json
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
