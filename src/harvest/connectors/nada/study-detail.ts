import { HarvestStopped, type ReadContext } from "../../connector.ts"
import { askSource, isObject, type JsonObject, lineOf } from "../../reading/index.ts"
import { objectIn } from "./search.ts"

/** A study of the list with what the catalogue tells of it alone; without, the list tells all. */
export interface Study {
  readonly row: unknown
  readonly position: number
  /** `undefined`: not asked for; a stop: could not be read. */
  readonly detail: JsonObject | undefined | HarvestStopped
}

const failuresOfTheStudy = ["success-false", "http-error", "html-instead", "not-json", "not-a-catalogue"]

/** The full description of one study. What fails for this study alone is given back; anything else travels up. */
export async function detailOf(row: unknown, root: string, context: ReadContext): Promise<JsonObject | HarvestStopped> {
  const url = detailUrl(row, root)
  try {
    const { dataset } = objectIn(await askSource(url.href, context, { maxBytes: 32 * 1024 * 1024 }))
    // To a path that it does not know, NADA answers with some study.
    if (isObject(dataset) && isSameStudy(dataset, row)) return dataset
    return new HarvestStopped("not-a-catalogue", "", { url: url.href })
  } catch (error) {
    if (error instanceof HarvestStopped && failuresOfTheStudy.includes(error.code)) return error
    throw error
  }
}

function detailUrl(row: unknown, root: string): URL {
  const { idno, id } = isObject(row) ? row : {}
  const name = lineOf(idno)
  const url = new URL(`api/catalog/${encodeURIComponent(name ?? lineOf(id) ?? "")}`, root)
  if (name === undefined) url.searchParams.set("id_format", "id")
  return url
}

function isSameStudy(dataset: JsonObject, row: unknown): boolean {
  const { idno, id } = isObject(row) ? row : {}
  return lineOf(idno) !== undefined ? lineOf(dataset.idno) === lineOf(idno) : lineOf(dataset.id) === lineOf(id)
}
