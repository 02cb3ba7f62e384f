import type { AnswerColumn } from "../../../tabular/index.ts"
import { oneText } from "../shapes.ts"

/** As PostgreSQL calls what the values are. */
const types: Readonly<Record<AnswerColumn["type"], string>> = {
  integer: "int8",
  decimal: "numeric",
  boolean: "bool",
  date: "date",
  datetime: "timestamp",
  time: "time",
  text: "text",
  geometry: "text",
}

export const rowNumber = "_id"

export interface Field {
  readonly id: string
  readonly type: string
  readonly info?: { readonly label: string; readonly notes: string }
}

/** The header of the file is the label of CKAN's data dictionary. */
export function fieldFromColumn({ name, header, type, label, description }: AnswerColumn): Field {
  if (name === rowNumber) return { id: rowNumber, type: "int" }
  const info = { label: oneText(label) ?? header, notes: oneText(description) ?? "" }
  return { id: name, type: types[type], ...(info.label === name && info.notes === "" ? {} : { info }) }
}
