/** The fields of each reference list as a form asks for them. */
import {
  type EditableList,
  type EntryChanges,
  euThemeCodes,
  licenceKinds,
  placeLevels,
} from "../../../../vocabulary/index.ts"
import { localisedFromForm } from "../../../components/form/localised-field.tsx"

type FieldKind = "text" | "long-text" | "line" | "number" | "lines" | "yes" | { readonly choices: readonly string[] }

export interface EntryField {
  readonly name: FieldName
  readonly kind: FieldKind
}

type FieldName =
  | "label"
  | "title"
  | "name"
  | "euTheme"
  | "icon"
  | "url"
  | "open"
  | "kind"
  | "rawValues"
  | "remark"
  | "level"
  | "parentCode"
  | "otherCodes"
  | "aliases"
  | "lat"
  | "lon"

export const entryFields: Readonly<Record<EditableList, readonly EntryField[]>> = {
  theme: [
    { name: "label", kind: "text" },
    { name: "euTheme", kind: { choices: euThemeCodes } },
    { name: "icon", kind: "line" },
  ],
  licence: [
    { name: "title", kind: "text" },
    { name: "url", kind: "line" },
    { name: "open", kind: "yes" },
    { name: "kind", kind: { choices: licenceKinds } },
    { name: "remark", kind: "long-text" },
    { name: "rawValues", kind: "lines" },
  ],
  place: [
    { name: "name", kind: "text" },
    {
      name: "level",
      kind: {
        get choices() {
          return placeLevels()
        },
      },
    },
    { name: "parentCode", kind: "line" },
    { name: "lat", kind: "number" },
    { name: "lon", kind: "number" },
    { name: "aliases", kind: "lines" },
    { name: "otherCodes", kind: "lines" },
  ],
}

/** What a form says of an entry: an empty field removes what may be absent. */
export function changesIn(list: EditableList, form: URLSearchParams): EntryChanges<EditableList> {
  const values = entryFields[list].map(({ name, kind }) => [name, valueIn(form, name, kind)])
  return Object.fromEntries(values)
}

function valueIn(form: URLSearchParams, name: string, kind: FieldKind): unknown {
  const text = form.get(name)?.trim() ?? ""
  switch (kind) {
    case "text":
      return localisedFromForm(form, name)
    case "long-text": {
      const written = localisedFromForm(form, name)
      return Object.keys(written).length > 0 ? written : null
    }
    case "yes":
      return form.has(name)
    case "lines":
      return text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter(Boolean)
    case "number":
      return text === "" ? null : Number(text.replace(",", "."))
    default:
      return text === "" ? null : text
  }
}
