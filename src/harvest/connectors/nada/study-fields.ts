import { isObject, type JsonObject, lineOf, listOf } from "../../reading/index.ts"

/** The object under a name, empty where there is none. */
export function objectAt(value: JsonObject, name: string): JsonObject {
  const inner = value[name]
  return isObject(inner) ? inner : {}
}

/** Values of a list of texts or of objects that hold them under a name. */
export function named(list: unknown, name: string): readonly unknown[] {
  return listOf(list)
    .slice(0, 500)
    .map((value) => (isObject(value) ? (value[name] ?? value.name) : value))
    .filter((value) => lineOf(value) !== undefined)
}
