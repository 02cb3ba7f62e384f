/** The OpenAPI 3.0 description (17-069r4 §9). */
import type { FastifyReply } from "fastify"
import { mostRows } from "../../tabular/index.ts"
import { inLanguage, type Language, languages } from "../../texts/index.ts"
import { type Asked, ogcRoot, sendAs } from "./asked.ts"
import { collectionLimits } from "./collection.ts"
import { crs84 } from "./extent.ts"
import { defaultLimit } from "./items-question.ts"
import { mediaTypes } from "./links.ts"
import { answerTexts, apiDescription, parameterTexts, resourceTexts } from "./texts.ts"

type Json = Readonly<Record<string, unknown>>

export function showDescription(asked: Asked): FastifyReply {
  const { deps, language } = asked
  return sendAs(asked, mediaTypes.openApi, {
    openapi: "3.0.3",
    info: {
      title: inLanguage(deps.siteName, language)?.text ?? "",
      version: deps.version,
      description: apiDescription[language],
    },
    servers: [{ url: `${deps.baseUrl}${ogcRoot}` }],
    tags: [{ name: "Capabilities" }, { name: "Data" }],
    paths: pathsIn(language),
    components: { parameters: parametersIn(language), responses: responsesIn(language), schemas },
  })
}

type ParameterName = keyof typeof parameterTexts | "collectionsLimit"

interface Operation {
  readonly id: string
  readonly tag: "Capabilities" | "Data"
  readonly summary: keyof typeof resourceTexts
  readonly parameters?: readonly ParameterName[]
  readonly mediaType?: string
  readonly schema: string
  readonly problems: readonly number[]
}

const always = [400, 414, 429, 500, 503]
const ofTable = [...always, 404, 410]
const operations: Readonly<Record<string, Operation>> = {
  "/": { id: "getLandingPage", tag: "Capabilities", summary: "landing", schema: "landingPage", problems: always },
  "/conformance": {
    ...{ id: "getConformance", tag: "Capabilities", summary: "conformance", schema: "confClasses", problems: always },
  },
  "/api": {
    ...{ id: "getApi", tag: "Capabilities", summary: "api", schema: "document", problems: always },
    mediaType: mediaTypes.openApi,
  },
  "/collections": {
    ...{ id: "getCollections", tag: "Capabilities", summary: "collections", schema: "collections", problems: always },
    parameters: ["collectionsLimit", "cursor"],
  },
  "/collections/{collectionId}": {
    ...{ id: "getCollection", tag: "Capabilities", summary: "collection", schema: "collection", problems: ofTable },
    parameters: ["collectionId"],
  },
  "/collections/{collectionId}/queryables": {
    ...{ id: "getQueryables", tag: "Capabilities", summary: "queryables", schema: "document", problems: ofTable },
    ...{ parameters: ["collectionId"], mediaType: mediaTypes.schema },
  },
  "/collections/{collectionId}/items": {
    ...{ id: "getFeatures", tag: "Data", summary: "items", schema: "featureCollection", problems: [...ofTable, 422] },
    parameters: ["collectionId", "limit", "bbox", "bbox-crs", "datetime", "cursor", "filters"],
    mediaType: mediaTypes.geojson,
  },
  "/collections/{collectionId}/items/{featureId}": {
    ...{ id: "getFeature", tag: "Data", summary: "item", schema: "feature", problems: [...ofTable, 422] },
    ...{ parameters: ["collectionId", "featureId"], mediaType: mediaTypes.geojson },
  },
}

function pathsIn(language: Language): Json {
  return Object.fromEntries(
    Object.entries(operations).map(([path, one]) => [path, { get: operationJson(one, language) }]),
  )
}

function operationJson(one: Operation, language: Language): Json {
  const { parameters = [], mediaType = mediaTypes.json } = one
  const summary = resourceTexts[one.summary][language]
  const found = { description: summary, content: { [mediaType]: { schema: reference("schemas", one.schema) } } }
  const problems = [...one.problems].sort().map((status) => [String(status), reference("responses", "Problem")])
  return {
    ...{ operationId: one.id, tags: [one.tag], summary },
    parameters: [...parameters, "f", "lang"].map((name) => reference("parameters", name)),
    responses: {
      "200": found,
      "303": reference("responses", "Page"),
      "304": reference("responses", "Unchanged"),
      ...Object.fromEntries(problems),
    },
  }
}

function reference(kind: "parameters" | "responses" | "schemas", name: string): Json {
  return { $ref: `#/components/${kind}/${name}` }
}

const bboxSchema = {
  type: "array",
  items: { type: "number" },
  oneOf: [
    { minItems: 4, maxItems: 4 },
    { minItems: 6, maxItems: 6 },
  ],
}

function parametersIn(language: Language): Json {
  const inQuery = (name: keyof typeof parameterTexts, schema: Json) => ({
    ...{ name, in: "query", required: false, description: parameterTexts[name][language] },
    ...{ schema, style: "form", explode: false },
  })
  const inPath = (name: "collectionId" | "featureId") => ({
    ...{ name, in: "path", required: true, description: parameterTexts[name][language], schema: { type: "string" } },
  })
  const limit = (most: number, otherwise: number) =>
    inQuery("limit", { type: "integer", minimum: 1, maximum: most, default: otherwise })
  return {
    f: inQuery("f", { type: "string", enum: ["json", "html"] }),
    lang: inQuery("lang", { type: "string", enum: languages }),
    limit: limit(mostRows, defaultLimit),
    collectionsLimit: limit(collectionLimits.most, collectionLimits.otherwise),
    cursor: inQuery("cursor", { type: "string" }),
    bbox: inQuery("bbox", bboxSchema),
    "bbox-crs": inQuery("bbox-crs", { type: "string", enum: [crs84], default: crs84 }),
    datetime: inQuery("datetime", { type: "string" }),
    // Free names (17-069r4 §7.15.5): they are those of the columns, which each collection has for itself.
    filters: {
      ...inQuery("filters", { type: "object", additionalProperties: { type: "string" } }),
      explode: true,
    },
    collectionId: inPath("collectionId"),
    featureId: inPath("featureId"),
  }
}

function responsesIn(language: Language): Json {
  const problem = { "application/problem+json": { schema: reference("schemas", "problem") } }
  return {
    Problem: { description: answerTexts.problem[language], content: problem },
    Page: { description: answerTexts.page[language] },
    Unchanged: { description: answerTexts.unchanged[language] },
  }
}

const text = { type: "string" }
const links = { type: "array", items: reference("schemas", "link") }
const object = (properties: Json, required: readonly string[] = Object.keys(properties)): Json => ({
  ...{ type: "object", properties, ...(required.length > 0 ? { required } : {}) },
})

const schemas: Json = {
  document: { type: "object" },
  link: object({ href: text, rel: text, type: text, title: text }, ["href", "rel"]),
  landingPage: object({ title: text, description: text, links }, ["links"]),
  confClasses: object({ links, conformsTo: { type: "array", items: text } }, ["conformsTo"]),
  extent: object(
    {
      spatial: object({ bbox: { type: "array", items: bboxSchema }, crs: text }),
      temporal: object({
        interval: { type: "array", items: { type: "array", items: { type: "string", nullable: true } } },
      }),
    },
    [],
  ),
  collection: object(
    {
      ...{ id: text, title: text, description: text, attribution: text, links },
      ...{ extent: reference("schemas", "extent"), itemType: text, crs: { type: "array", items: text } },
    },
    ["id", "links"],
  ),
  collections: object({ links, collections: { type: "array", items: reference("schemas", "collection") } }),
  geometry: {
    ...object({ type: text }),
    nullable: true,
    externalDocs: { url: "https://www.rfc-editor.org/rfc/rfc7946" },
  },
  feature: object(
    {
      type: { type: "string", enum: ["Feature"] },
      ...{ id: text, geometry: reference("schemas", "geometry"), properties: { type: "object" } },
      written: { type: "object", additionalProperties: text },
      links,
    },
    ["type", "geometry", "properties"],
  ),
  featureCollection: object(
    {
      type: { type: "string", enum: ["FeatureCollection"] },
      features: { type: "array", items: reference("schemas", "feature") },
      ...{ links, timeStamp: { type: "string", format: "date-time" } },
      ...{ numberMatched: { type: "integer", minimum: 0 }, numberReturned: { type: "integer", minimum: 0 } },
    },
    ["type", "features"],
  ),
  problem: object({ type: text, title: text, status: { type: "integer" }, code: text, detail: text }),
}
