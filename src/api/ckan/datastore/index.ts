/** CKAN's DataStore, reading: resources are distributions, their first table is the DataStore's. */
import type { AnswerColumn } from "../../../tabular/index.ts"
import type { ApiDeps } from "../../deps.ts"
import type { Actions, Call } from "../action.ts"
import type { Params } from "../params.ts"
import { datastoreSearch } from "./datastore-search.ts"
import { datastoreSearchSql } from "./datastore-sql.ts"
import { fieldFromColumn } from "./fields.ts"
import { resourceIn, resourceTable } from "./find-resource.ts"

export const datastoreActions: Actions = {
  datastore_search: {
    help: 'Rows of a distribution that is a table. Parameters: resource_id (or id), filters (object; a list is any of its values; {"gte": 5}), q (words, or words by field), distinct, fields, sort ("a, b desc"), limit (100, at most 32000), offset, include_total, records_format (objects, lists, csv, tsv). Page by _links.next until records is empty.',
    run: datastoreSearch,
  },
  datastore_search_sql: {
    help: "One SELECT over tables named by the quoted ids of their distributions, at most 32000 rows. Parameters: sql.",
    run: datastoreSearchSql,
  },
  datastore_info: {
    help: "Columns and size of the table of a distribution. Parameters: id (or resource_id).",
    run: datastoreInfo,
  },
}

async function datastoreInfo(params: Params, { db }: ApiDeps, { caller }: Call) {
  const id = resourceIn(params)
  const { version } = await resourceTable(db, id, caller)
  const { byteSize } = version.parquet
  return {
    meta: {
      id,
      count: version.rows,
      size: byteSize,
      db_size: byteSize,
      idx_size: 0,
      aliases: [],
      table_type: "BASE TABLE",
    },
    fields: version.columns.map(describedField),
  }
}

function describedField(column: AnswerColumn) {
  const field = fieldFromColumn(column)
  const schema = { native_type: field.type, notnull: false, index_name: null, is_index: false, uniquekey: false }
  return { ...field, schema }
}
