import type { ReadContext } from "../../connector.ts"
import { HarvestStopped } from "../../connector.ts"
import { isObject, lineOf, listOf, utcSecond } from "../../reading/index.ts"
import { askDocument } from "../shared/json-document.ts"

const filters = /ogcapi-features-3\/[^/]+\/conf\/(features-)?filter$/i
const cql2Text = /\/conf\/cql2-text$/i

/**
 * The address that asks for nothing but records changed since a moment, where the server says that it can: filters in CQL2 and
 * `updated` among the queryables. `datetime` is no help, as it means the time that the data are about (20-004r1 §7.6).
 */
export async function changedSince(items: string, since: Date, context: ReadContext): Promise<string> {
  const url = new URL(items)
  const place = /^(.*?)\/collections\/[^/]+\/items\/?$/.exec(url.pathname)
  if (!place || !(await canFilter(url, place[1] ?? "", context))) return items
  const moment = utcSecond(since)
  url.searchParams.set("filter", `updated >= TIMESTAMP('${moment}')`)
  url.searchParams.set("filter-lang", "cql2-text")
  return url.href
}

async function canFilter(items: URL, root: string, context: ReadContext): Promise<boolean> {
  const classes = await asked(new URL(`${root}/conformance`, items), context)
  const conforms = listOf(classes.conformsTo).map((name) => lineOf(name) ?? "")
  if (!conforms.some((name) => filters.test(name)) || !conforms.some((name) => cql2Text.test(name))) return false
  const queryables = await asked(new URL(`${items.pathname.replace(/\/items\/?$/, "")}/queryables`, items), context)
  return isObject(queryables.properties) && "updated" in queryables.properties
}

/** What a server does not answer it does not claim. */
async function asked(url: URL, context: ReadContext): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await askDocument(url.href, context)).document
  } catch (error) {
    if (error instanceof HarvestStopped && error.code !== "stopped") return {}
    throw error
  }
}
