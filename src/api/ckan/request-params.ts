/** How callers of the Action API write their parameters: in the query, as JSON, and in three kinds of form. */
import type { FastifyRequest } from "fastify"
import { type Actor, anonymousActor } from "../../platform/actor.ts"
import { NotSignedIn } from "../../platform/refusal.ts"
import { receiveMultipart, type StoredFile, type Uploads } from "../../platform/uploads/index.ts"
import { CkanBadRequest } from "./errors.ts"
import type { Params } from "./params.ts"

export interface Sent {
  readonly params: Params
  /** The file of the form's field `upload`. */
  readonly upload?: StoredFile
}

interface Receiver {
  readonly uploads: Uploads
  readonly caller: Actor
}

export async function paramsFromRequest(request: FastifyRequest, receiver: Receiver): Promise<Sent> {
  const sent = isMultipart(request) ? await paramsFromMultipart(request, receiver) : { params: plainParams(request) }
  refuseNul(sent.params)
  return sent
}

function isMultipart({ method, headers }: FastifyRequest): boolean {
  return method === "POST" && typeOf(headers["content-type"]) === "multipart/form-data"
}

function typeOf(contentType = ""): string {
  return contentType.split(";", 1)[0]!.trim().toLowerCase()
}

function plainParams(request: FastifyRequest): Params {
  const body = Buffer.isBuffer(request.body) ? request.body : undefined
  if (!body || body.length === 0) return request.query as Params
  return typeOf(request.headers["content-type"]) === "application/x-www-form-urlencoded"
    ? paramsFromForm(new URLSearchParams(body.toString()))
    : paramsFromJson(body.toString())
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

async function paramsFromMultipart(request: FastifyRequest, { uploads, caller }: Receiver): Promise<Sent> {
  const refuseStrangers = () => {
    if (caller === anonymousActor) throw new NotSignedIn()
  }
  const receiving = { uploads, by: caller, maxFiles: 1, beforeFiles: refuseStrangers }
  const { fields, files } = await receiveMultipart(request.raw, receiving)
  const [file] = files
  if (file?.kind === "refused") throw file.refusal
  return { params: grouped([...fields]), ...(file ? { upload: file.file } : {}) }
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
