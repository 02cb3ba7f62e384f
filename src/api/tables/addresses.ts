import { type ExportFormat, exportFormats } from "../../tabular/index.ts"

export const tablesRoot = "/api/v1/tables"

/** Where things of a table are read, as absolute addresses. */
export function linksOfTable(id: string, baseUrl: string) {
  const self = `${baseUrl}${tablesRoot}/${id}`
  const exports = exportFormats.map((format): [ExportFormat, string] => [format, `${self}/rows.${format}`])
  return {
    self,
    rows: `${self}/rows`,
    schema: `${self}/schema`,
    profile: `${self}/profile`,
    facets: `${self}/facets`,
    changes: `${self}/changes`,
    sql: `${self}/sql`,
    openapi: `${self}/openapi.json`,
    exports: Object.fromEntries(exports) as Record<ExportFormat, string>,
  }
}
