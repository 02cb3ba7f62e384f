import { countFrom, isObject, type JsonObject, jsonIn, type SourceAnswer, stopped } from "../../reading/index.ts"

export interface PackagePage {
  readonly packages: readonly unknown[]
  /** Number of packages that the source says there are. */
  readonly count: number | undefined
}

/** The packages of an answer in any of the envelopes met: CKAN 2 and 3, CKAN 1.x, DKAN, HDX, a bare list, one bare package. */
export function packagesIn(answer: SourceAnswer): PackagePage {
  const value = jsonIn(answer)
  if (typeof value === "string") throw stopped("success-false", { url: answer.url, says: value.slice(0, 200) })
  if (isObject(value) && value.success === false) throw refusal(value, answer)
  if (answer.status >= 400) throw stopped("http-error", { url: answer.url, status: answer.status })
  const page = pageOf(isObject(value) && "result" in value ? value.result : value)
  if (!page) throw stopped("not-a-catalogue", { url: answer.url })
  return page
}

function pageOf(result: unknown): PackagePage | undefined {
  if (Array.isArray(result)) {
    // DKAN wraps the list of `current_package_list_with_resources` once more.
    const inner = result.length === 1 && Array.isArray(result[0]) ? result[0] : result
    return { packages: inner, count: undefined }
  }
  if (!isObject(result)) return undefined
  if (Array.isArray(result.results)) return { packages: result.results, count: countFrom(result.count) }
  for (const list of ["packages", "datasets", "dataset"]) {
    const packages = result[list]
    if (Array.isArray(packages)) return { packages, count: undefined }
  }
  const isPackage = ["title", "title_translated", "resources", "notes"].some((name) => name in result)
  return isPackage ? { packages: [result], count: undefined } : undefined
}

function refusal(value: JsonObject, answer: SourceAnswer) {
  const error = isObject(value.error) ? value.error : { message: value.error }
  const says = [error.__type, error.message].filter((part) => typeof part === "string").join(": ")
  return stopped("success-false", { url: answer.url, status: answer.status, says: says.slice(0, 300) })
}
