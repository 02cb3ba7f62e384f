/** The landing page of an OGC API and the pages of its collections (OGC 17-069r4 §7.2, §7.13). */
import type { ReadContext } from "../../../connector.ts"
import { askSource, isObject, type JsonObject, jsonIn, listOf, stopped, textOf } from "../../../reading/index.ts"

export interface FeaturesApi {
  readonly landing: JsonObject
  readonly landingUrl: string
  readonly collectionsUrl: string
  readonly collections: readonly unknown[]
}

const mostPages = 1_000

export async function readApi(url: URL, language: string | undefined, context: ReadContext): Promise<FeaturesApi> {
  const landingUrl = landingUrlOf(url)
  const landing = await askJson(inLanguage(landingUrl, language), context)
  const link = linksOf(landing).find(({ rel }) => rel === "data" || rel.endsWith("/rel/ogc/1.0/data"))
  if (!link && linksOf(landing).length === 0) throw stopped("not-a-catalogue", { url: landingUrl })
  const collectionsUrl =
    URL.parse(link?.href ?? "", landingUrl)?.href ?? `${landingUrl.replace(/\/*$/, "")}/collections`
  const collections: unknown[] = []
  const asked = new Set<string>()
  for (let next: string | undefined = collectionsUrl; next; ) {
    if (asked.has(next)) throw stopped("paging-repeats", { url: next })
    if (asked.size >= mostPages) throw stopped("too-large", { url: next, pages: asked.size })
    asked.add(next)
    const page: JsonObject = await askJson(inLanguage(next, language), context)
    if (!Array.isArray(page.collections)) throw stopped("not-a-catalogue", { url: next })
    collections.push(...page.collections)
    const after = linksOf(page).find(({ rel }) => rel === "next")?.href
    next = after ? URL.parse(after, next)?.href : undefined
    const announced = Number(page.numberMatched)
    if (!next && collections.length < announced)
      throw stopped("truncated", { url: collectionsUrl, found: collections.length, count: announced })
  }
  return { landing, landingUrl, collectionsUrl, collections }
}

function landingUrlOf(url: URL): string {
  const landing = new URL(url)
  landing.pathname = landing.pathname.replace(/\/collections(\/.*)?$/, "/")
  return landing.href
}

function inLanguage(address: string, language: string | undefined): string {
  const url = new URL(address)
  if (language) url.searchParams.set("lang", language)
  return url.href
}

/** Some answer programs with a page unless the format stands in the address. */
async function askJson(address: string, context: ReadContext): Promise<JsonObject> {
  const answer = await askSource(address, context)
  const isPage = answer.status < 400 && /^\s*<(!doctype|html)/i.test(answer.text)
  const url = new URL(address)
  url.searchParams.set("f", "json")
  const whole = isPage ? await askSource(url.href, context) : answer
  const value = jsonIn(whole)
  if (whole.status >= 400) throw stopped("http-error", { url: whole.url, status: whole.status })
  if (!isObject(value)) throw stopped("not-a-catalogue", { url: whole.url })
  return value
}

export interface ApiLink {
  readonly rel: string
  readonly type: string
  readonly href: string
  readonly title?: string
}

export function linksOf(value: JsonObject): ApiLink[] {
  return listOf(value.links)
    .slice(0, 500)
    .filter(isObject)
    .flatMap((link) => {
      const [rel, href, type = "", title] = [link.rel, link.href, link.type, link.title].map(textOf)
      return rel && href ? [{ rel, href, type, ...(title ? { title } : {}) }] : []
    })
}
