import { HarvestStopped, type ReadContext } from "../../connector.ts"
import { askSource, isObject, type JsonObject, jsonIn, lineOf, stopped } from "../../reading/index.ts"

/** What an ArcGIS Server says to a request: its errors come with status 200. */
export type ServerAnswer =
  | { readonly kind: "ok"; readonly value: JsonObject }
  | { readonly kind: "token-required" }
  | { readonly kind: "error"; readonly says: string }

const refusedCodes = new Set([401, 403, 498, 499])
const ofTheServer = new Set(["http-error", "html-instead", "not-json", "truncated"])

/** An error of the server is an answer; a server that cannot be reached stops the run. */
export async function askServer(url: string, context: ReadContext): Promise<ServerAnswer> {
  try {
    const answer = await askSource(`${url}?f=json`, context, { maxBytes: 64 * 1024 * 1024 })
    const value = jsonIn(answer)
    if (!isObject(value)) return { kind: "error", says: "not an object" }
    if (isObject(value.error)) return errorOf(value.error)
    if (refusedCodes.has(answer.status)) return { kind: "token-required" }
    return answer.status >= 400 ? { kind: "error", says: `status ${answer.status}` } : { kind: "ok", value }
  } catch (error) {
    if (!(error instanceof HarvestStopped) || !ofTheServer.has(error.code)) throw error
    if (refusedCodes.has(Number(error.detail.status))) return { kind: "token-required" }
    return { kind: "error", says: `${error.code} ${error.detail.status ?? ""}`.trim() }
  }
}

function errorOf(error: JsonObject): ServerAnswer {
  if (refusedCodes.has(Number(lineOf(error.code)))) return { kind: "token-required" }
  return { kind: "error", says: `${lineOf(error.code) ?? ""} ${lineOf(error.message) ?? ""}`.trim().slice(0, 300) }
}

/** The same where nothing can be read without an answer. */
export async function askOrStop(url: string, context: ReadContext): Promise<JsonObject> {
  const answer = await askServer(url, context)
  if (answer.kind === "ok") return answer.value
  throw stopped("success-false", { url, says: answer.kind === "error" ? answer.says : "token required" })
}
