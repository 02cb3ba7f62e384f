import type { FastifyReply } from "fastify"
import type { z } from "zod"
import { downloadUrlOf } from "../../catalogue/index.ts"
import { type Column, type DataTable, versionsOfTable } from "../../tabular/index.ts"
import { type Language, tableNoteText } from "../../texts/index.ts"
import { permanentUrl } from "../rest/dataset-answer.ts"
import { linksOfTable, tablesRoot } from "./addresses.ts"
import { type Exchange, sayLanguage, sendJson } from "./exchange.ts"
import type { FoundTable } from "./find-table.ts"
import type { tableColumn, tableFacts } from "./shapes.ts"

export function showTable(exchange: Exchange): FastifyReply {
  sayLanguage(exchange)
  const { language, deps } = exchange
  return sendJson(exchange, tableToJson(exchange, { language, baseUrl: deps.baseUrl }))
}

type Facts = z.infer<typeof tableFacts>

function tableToJson(found: FoundTable, { language, baseUrl }: { language: Language; baseUrl: string }): Facts {
  const { dataset, distribution, table, tables } = found
  const { id, name, position, version } = table
  return {
    ...{ id, name, position },
    dataset: {
      id: dataset.id,
      slug: dataset.slug,
      title: dataset.title,
      url: permanentUrl("dataset", dataset.id, baseUrl),
    },
    distribution: {
      id: distribution.id,
      title: distribution.title ?? null,
      url: `${baseUrl}/api/v1/distributions/${distribution.id}`,
      downloadUrl: downloadUrlOf(distribution, baseUrl) ?? null,
    },
    tables: tables.map((one) => ({
      ...{ id: one.id, name: one.name, rows: one.version.rows },
      url: `${baseUrl}${tablesRoot}/${one.id}`,
    })),
    version: version.number,
    madeAt: version.madeAt.toISOString(),
    fileSha256: version.fileSha256,
    rows: version.rows,
    columns: version.columns.map(columnToJson),
    layout: layoutToJson(table),
    notes: notesToJson(table, language),
    byteSize: version.parquet.byteSize,
    links: {
      ...linksOfTable(id, baseUrl),
      page: `${baseUrl}/${language}/datasets/${encodeURIComponent(dataset.slug)}/explore/${id}`,
    },
  }
}

export function columnToJson(column: Column): z.infer<typeof tableColumn> {
  const { name, header, type, meaning, unit, label, description, dateFormat, places, notFitting } = column
  return {
    ...{ name, header, type },
    meaning: meaning ?? null,
    unit: unit ?? null,
    label: label ?? null,
    description: description ?? null,
    dateFormat: dateFormat ?? null,
    places: places ? { codeList: places.codeList, level: places.level, column: places.placeColumn } : null,
    notFitting: notFitting ? { count: notFitting.count, examples: [...notFitting.examples] } : null,
  }
}

function layoutToJson({ version }: DataTable): Facts["layout"] {
  const { headerRows, firstDataRow, asideRows, titles, direction } = version.layout
  return { headerRows: headerRows && [...headerRows], firstDataRow, asideRows, titles: [...titles], direction }
}

/** Signs of personal data are for the publisher, who reads them in the office. */
function notesToJson({ version }: DataTable, language: Language): Facts["notes"] {
  const shown = version.notes.filter(({ code }) => code !== "personal-data")
  return shown.map(({ code, values = {} }) => ({ code, values, text: tableNoteText(language, code, values) }))
}

export function showProfile(exchange: Exchange): FastifyReply {
  const { number, rows, columns, profile } = exchange.table.version
  const known = new Map(columns.map((column) => [column.name, column]))
  const shown = profile.flatMap((one) => {
    const column = known.get(one.name)
    return column ? [{ ...one, header: column.header, type: column.type }] : []
  })
  return sendJson(exchange, { version: number, rows, columns: shown })
}

const mostVersions = 100

/** Newest first. */
export async function showChanges(exchange: Exchange): Promise<FastifyReply> {
  const versions = await versionsOfTable(exchange.deps.db, exchange.table.id, mostVersions)
  const items = versions.map((version) => ({
    version: version.number,
    madeAt: version.madeAt.toISOString(),
    rows: version.rows,
    columns: version.columns.length,
    fileSha256: version.fileSha256,
    difference: version.difference,
  }))
  return sendJson(exchange, { items })
}
