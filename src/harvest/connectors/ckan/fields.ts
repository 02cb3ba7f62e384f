import { isBlank, isObject, type JsonObject, lineOf, listOf, unpackJson } from "../../reading/index.ts"

/** A value with the path under which the source wrote it. */
export interface Field {
  readonly value: unknown
  readonly path: string
}

/** Looks a value up under its names: first among the record's own fields, then among its extras. */
export type Fields = (...names: readonly string[]) => Field

export function fieldsOf(record: JsonObject): Fields {
  const extras = extrasOf(record.extras)
  return (...names) => {
    for (const name of names) {
      if (!isBlank(record[name])) return { value: record[name], path: name }
      const extra = extras.get(name)
      if (extra !== undefined) return { value: extra, path: `extras.${name}` }
    }
    return { value: undefined, path: names[0] as string }
  }
}

/** Extras come as `[{key, value}]`, in CKAN 1.x as an object; blank ones count as absent. */
function extrasOf(extras: unknown): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>()
  if (Array.isArray(extras))
    for (const extra of extras.slice(0, 1_000)) {
      const key = isObject(extra) ? lineOf(extra.key) : undefined
      if (key && !isBlankExtra(extra.value)) found.set(key, extra.value)
    }
  else if (isObject(extras))
    for (const [key, value] of Object.entries(extras)) if (!isBlankExtra(value)) found.set(key, value)
  return found
}

function isBlankExtra(value: unknown): boolean {
  return isBlank(value) || value === "[]" || value === "{}" || value === "null"
}

/** The values of a field that may be a list, one value, or either written as JSON in a string. */
export function valuesOf({ value }: Field): readonly unknown[] {
  return listOf(unpackJson(value))
}

/** The same for a field of plain words, which may also stand in one string with commas. */
export function wordsOf(field: Field): readonly unknown[] {
  return valuesOf(field).flatMap((value) =>
    typeof value === "string" && !value.includes("://") ? value.split(",") : [value],
  )
}
