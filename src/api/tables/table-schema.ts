import type { FastifyReply } from "fastify"
import type { Column } from "../../tabular/index.ts"
import { inLanguage, type Language } from "../../texts/index.ts"
import { type Exchange, sayLanguage, sendJson } from "./exchange.ts"

/** Frictionless Table Schema of the exports: names as they stand in CSV, titles in the reader's language and in all. */
export function showTableSchema(exchange: Exchange): FastifyReply {
  sayLanguage(exchange)
  const { table, language } = exchange
  return sendJson(exchange, {
    $schema: "https://datapackage.org/profiles/2.0/tableschema.json",
    fields: table.version.columns.map((column) => fieldOf(column, language)),
    missingValues: [""],
  })
}

const types: Readonly<Record<Column["type"], string>> = {
  integer: "integer",
  decimal: "number",
  boolean: "boolean",
  date: "date",
  datetime: "datetime",
  time: "time",
  text: "string",
  geometry: "geojson",
}

const formats: Readonly<Partial<Record<NonNullable<Column["meaning"]>, string>>> = { email: "email", url: "uri" }

function fieldOf(column: Column, language: Language): Record<string, unknown> {
  const { name, header, type, meaning, unit, label, description } = column
  const isYear = type === "integer" && meaning === "year"
  const format = type === "text" && meaning ? formats[meaning] : undefined
  const told = description && inLanguage(description, language)?.text
  return {
    name,
    type: isYear ? "year" : types[type],
    ...(format ? { format } : {}),
    title: (label && inLanguage(label, language)?.text) ?? header,
    ...(told ? { description: told } : {}),
    header,
    ...(label ? { titles: label } : {}),
    ...(description ? { descriptions: description } : {}),
    ...(meaning ? { meaning } : {}),
    ...(unit ? { unit } : {}),
  }
}
