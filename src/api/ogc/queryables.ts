import type { FastifyReply } from "fastify"
import type { Column } from "../../tabular/index.ts"
import { inLanguage, type Language } from "../../texts/index.ts"
import { jsonTypes } from "../tables/json-types.ts"
import { type Asked, commonParameters, ogcRoot, sendAs } from "./asked.ts"
import { titleOf } from "./collection.ts"
import { itemParameters } from "./items-question.ts"
import { mediaTypes } from "./links.ts"
import type { Collection } from "./placed-table.ts"
import { resourceTexts } from "./texts.ts"

/** The columns to filter by, as JSON Schema (19-079r2 §6.2). */
export function showQueryables(asked: Asked, collection: Collection): FastifyReply {
  const { deps, language } = asked
  const { table, place } = collection
  const taken = { ...commonParameters, ...itemParameters }
  // A column that is called as a parameter is called cannot be asked for by its name.
  const columns = table.version.columns.filter(({ name, type }) => type !== "geometry" && !Object.hasOwn(taken, name))
  const geometry = {
    title: resourceTexts.geometry[language],
    format: `geometry-${place.kind === "point" ? "point" : "any"}`,
    "x-ogc-role": "primary-geometry",
  }
  return sendAs(asked, mediaTypes.schema, {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `${deps.baseUrl}${ogcRoot}/collections/${table.id}/queryables`,
    type: "object",
    title: titleOf(collection, language),
    properties: {
      ...Object.fromEntries(columns.map((column) => [column.name, propertyOf(column, language)])),
      ...(place.kind === "geometry" ? { [place.column.name]: geometry } : {}),
    },
    additionalProperties: false,
  })
}

function propertyOf({ type, label, header, description, unit }: Column, language: Language) {
  const said = inLanguage(description, language)?.text
  return {
    title: inLanguage(label, language)?.text ?? header,
    ...(said ? { description: said } : {}),
    ...jsonTypes[type],
    ...(unit ? { "x-ogc-unit": unit } : {}),
  }
}
