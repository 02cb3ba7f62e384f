import { isBlank, isObject, type JsonObject } from "../../reading/index.ts"

/** What one dataset says of itself, by the templates of its metadata; the same for all versions of the API. */
export interface Metas {
  /** Title, description, licence, theme… */
  readonly basic: JsonObject
  readonly dcat: JsonObject
  readonly inspire: JsonObject
  /** What the portal itself defined. */
  readonly custom: JsonObject
}

/** Version 1 writes the basic ones flat and the others under `interop_metas` and `extra_metas`. */
export function metasOf(raw: JsonObject): Metas {
  const metas = objectAt(raw, "metas")
  const isFlat = !isObject(metas.default)
  const others = isFlat ? { ...objectAt(raw, "extra_metas"), ...objectAt(raw, "interop_metas") } : metas
  return {
    basic: isFlat ? metas : objectAt(metas, "default"),
    dcat: { ...objectAt(others, "dcat_ap"), ...withoutBlanks(objectAt(others, "dcat")) },
    inspire: objectAt(others, "inspire"),
    custom: objectAt(others, "custom"),
  }
}

function objectAt(value: JsonObject, name: string): JsonObject {
  const inner = Object.hasOwn(value, name) ? value[name] : undefined
  return isObject(inner) ? inner : {}
}

function withoutBlanks(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => !isBlank(inner)))
}
