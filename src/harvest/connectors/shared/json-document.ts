import type { ReadContext } from "../../connector.ts"
import {
  askSource,
  isObject,
  type JsonObject,
  jsonIn,
  lineOf,
  type SourceAnswer,
  stopped,
} from "../../reading/index.ts"
import { sourceAddress } from "./source-address.ts"

/** An address copied from a browser may ask for the page for people instead of the document. */
export function documentAddress(text: string): URL {
  const url = sourceAddress(text)
  if (url.searchParams.get("f") === "html") url.searchParams.set("f", "json")
  return url
}

export interface Asked {
  readonly document: JsonObject
  /** Address after redirects, which links are relative to. */
  readonly base: string
}

export async function askDocument(url: string, context: ReadContext): Promise<Asked> {
  const answer = await askSource(url, context, { accept: "application/json, application/geo+json;q=0.9, */*;q=0.1" })
  return { document: documentIn(answer), base: answer.url }
}

/** A JSON document that is neither a refusal nor something else than an object. */
export function documentIn(answer: SourceAnswer): JsonObject {
  const value = jsonIn(answer)
  const says = isObject(value) ? lineOf(value.description ?? value.detail ?? value.title)?.slice(0, 300) : undefined
  if (answer.status >= 400) throw stopped("http-error", { url: answer.url, status: answer.status, says })
  if (!isObject(value)) throw stopped("not-a-catalogue", { url: answer.url })
  return value
}
