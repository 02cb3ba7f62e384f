/** How callers of the Action API write their parameters: in the query, as JSON, and in three kinds of form. */
import type { FastifyRequest } from "fastify"
import { CkanBadRequest } from "./errors.ts"
import type { Params } from "./params.ts"

export async function paramsFromRequest(request: FastifyRequest): Promise<Params> {
  const body = Buffer.isBuffer(request.body) ? request.body : undefined
  const params =
    body && body.length > 0 ? await paramsFromBody(body, request.headers["content-type"] ?? "") : request.query
  refuseNul(params)
  return params as Params
}

async function paramsFromBody(body: Buffer, contentType: string): Promise<Params> {
  const type = contentType.split(";", 1)[0]!.trim().toLowerCase()
  if (type === "application/x-www-form-urlencoded") return paramsFromForm(new URLSearchParams(body.toString()))
  if (type === "multipart/form-data") return paramsFromMultipart(body, contentType)
  return paramsFromJson(body.toString())
}

// Plain `curl -d '{…}'` sends JSON as if it were the name of a field.
function paramsFromForm(form: URLSearchParams): Params {
  const entries = [...form]
  const [only] = entries
  if (entries.length === 1 && only && (only[1] === "" || only[1] === "1") && only[0].trim().startsWith("{")) {
    return paramsFromJson(only[0])
  }
  return grouped(entries)
}

async function paramsFromMultipart(body: Buffer, contentType: string): Promise<Params> {
  try {
    const form = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData()
    return grouped([...form].filter((entry): entry is [string, string] => typeof entry[1] === "string"))
  } catch (error) {
    throw new CkanBadRequest(`Bad request - Form Error: ${error instanceof Error ? error.message : "unreadable"}`)
  }
}

function paramsFromJson(text: string): Params {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new CkanBadRequest(`Bad request - JSON Error: Error decoding JSON data. ${(error as Error).message}`)
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new CkanBadRequest("Bad request - JSON Error: Request data JSON decoded to something that is not an object")
  }
  return value as Params
}

/** A repeated name becomes a list, a single one stays a text. */
function grouped(entries: readonly (readonly [string, string])[]): Params {
  const params = new Map<string, string | string[]>()
  for (const [name, value] of entries) {
    const before = params.get(name)
    params.set(name, before === undefined ? value : [before, value].flat())
  }
  return Object.fromEntries(params)
}

const maxDepth = 20

function refuseNul(value: unknown, depth = 0): void {
  if (depth > maxDepth) throw new CkanBadRequest("Bad request - JSON Error: nested too deeply")
  if (typeof value === "string" && value.includes("\0")) throw new CkanBadRequest("Bad request - NUL character")
  if (value === null || typeof value !== "object") return
  for (const [name, inner] of Object.entries(value)) {
    refuseNul(name, depth + 1)
    refuseNul(inner, depth + 1)
  }
}
