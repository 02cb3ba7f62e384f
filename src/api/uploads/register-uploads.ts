import type { Readable } from "node:stream"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type { Actor } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { NotFound, UnsupportedMediaType } from "../../platform/http/index.ts"
import { NotSignedIn } from "../../platform/refusal.ts"
import { storedFile, type UploadProgress, type Uploads } from "../../platform/uploads/index.ts"
import { storedFileToJson } from "./stored-file-json.ts"
import {
  announcedLength,
  assertVersion,
  byteCount,
  capabilities,
  metadataHeader,
  protocolHeaders,
  uploadChecksum,
  uploadMetadata,
} from "./tus-headers.ts"

export interface UploadRoutesDeps {
  readonly db: Db
  readonly uploads: Uploads
  readonly baseUrl: string
  /** Whose token, or session with its proof, came with a request. */
  readonly callerOf: (request: FastifyRequest) => Promise<Actor | undefined>
}

const path = "/api/v1/uploads"
const bytesType = "application/offset+octet-stream"

type OfOne = { readonly Params: { readonly id: string } }

/** Resumable uploads by tus 1.0: an upload that has arrived whole is the stored file of the same id. */
export function registerUploads(app: FastifyInstance, deps: UploadRoutesDeps): void {
  app.register(async (scope) => {
    // Bodies stay what they are, a stream: nothing of them is read before the caller is known.
    scope.addContentTypeParser(bytesType, (_request, body, done) => done(null, body))
    scope.addHook("onRequest", async (_request, reply) => {
      reply.headers({ ...protocolHeaders, "cache-control": "no-store" })
    })
    const slow = { config: { slowBody: true } } as const
    const whole = { exposeHeadRoute: false }
    scope.options(path, (_request, reply) =>
      reply.code(204).headers(capabilities(deps.uploads.limits.fileBytes)).send(),
    )
    scope.post(path, slow, (request, reply) => begin(request, reply, deps))
    scope.head<OfOne>(`${path}/:id`, (request, reply) => tell(request, reply, deps))
    scope.get<OfOne>(`${path}/:id`, whole, (request, reply) => show(request, reply, deps))
    scope.patch<OfOne>(`${path}/:id`, slow, (request, reply) => append(request, reply, deps))
    scope.delete<OfOne>(`${path}/:id`, (request, reply) => end(request, reply, deps))
    scope.post<OfOne>(`${path}/:id`, slow, (request, reply) => overridden(request, reply, deps))
  })
}

async function begin(request: FastifyRequest, reply: FastifyReply, deps: UploadRoutesDeps): Promise<FastifyReply> {
  const by = await caller(request, deps)
  assertVersion(request.headers)
  const metadata = uploadMetadata(request.headers)
  const intent = {
    name: metadata.get("filename") ?? metadata.get("name") ?? "",
    declaredType: metadata.get("filetype"),
  }
  const begun = await deps.uploads.begin(by, { ...intent, byteSize: byteCount(request.headers, "upload-length") })
  const progress = hasBytes(request) ? await firstBytes(request, { by, begun, deps }) : begun
  return reply
    .code(201)
    .headers(progressHeaders(progress))
    .header("location", `${deps.baseUrl}${path}/${progress.id}`)
    .send()
}

/** A client that was never told the address cannot go on: what fails here leaves nothing behind. */
async function firstBytes(
  request: FastifyRequest,
  { by, begun, deps }: { by: Actor; begun: UploadProgress; deps: UploadRoutesDeps },
): Promise<UploadProgress> {
  try {
    return await deps.uploads.append(by, begun.id, { ...sentBytes(request), offset: 0 })
  } catch (error) {
    await deps.uploads.end(by, begun.id)
    throw error
  }
}

async function append(request: FastifyRequest<OfOne>, reply: FastifyReply, deps: UploadRoutesDeps) {
  const by = await caller(request, deps)
  assertVersion(request.headers)
  if (!hasBytes(request)) throw new UnsupportedMediaType(`The body must be ${bytesType}`)
  const bytes = { ...sentBytes(request), offset: byteCount(request.headers, "upload-offset") }
  const progress = await deps.uploads.append(by, request.params.id, bytes)
  return reply.code(204).headers(progressHeaders(progress)).send()
}

async function tell(request: FastifyRequest<OfOne>, reply: FastifyReply, deps: UploadRoutesDeps) {
  const by = await caller(request, deps)
  assertVersion(request.headers)
  const progress = await deps.uploads.resume(by, request.params.id)
  return reply
    .code(200)
    .headers(progressHeaders(progress))
    .header("upload-length", String(progress.byteSize))
    .header("upload-metadata", metadataHeader(progress.name))
    .send()
}

/** Not of the protocol: what is known of an upload, and of the file once it has arrived. */
async function show(request: FastifyRequest<OfOne>, reply: FastifyReply, deps: UploadRoutesDeps) {
  const by = await caller(request, deps)
  const { id, name, offset, byteSize, expiresAt } = await deps.uploads.progress(by, request.params.id)
  const file = expiresAt ? undefined : await storedFile(deps.db, id)
  const expires = expiresAt ? { expires: expiresAt.toISOString() } : {}
  return reply.send(file ? storedFileToJson(file) : { id, name, state: "arriving", offset, byteSize, ...expires })
}

async function end(request: FastifyRequest<OfOne>, reply: FastifyReply, deps: UploadRoutesDeps) {
  const by = await caller(request, deps)
  assertVersion(request.headers)
  await deps.uploads.end(by, request.params.id)
  return reply.code(204).send()
}

/** Clients whose network lets only GET and POST through say so in a header. */
async function overridden(request: FastifyRequest<OfOne>, reply: FastifyReply, deps: UploadRoutesDeps) {
  const method = request.headers["x-http-method-override"]
  if (method === "PATCH") return append(request, reply, deps)
  if (method === "DELETE") return end(request, reply, deps)
  throw new NotFound("POST to an upload wants X-HTTP-Method-Override: PATCH or DELETE")
}

async function caller(request: FastifyRequest, { callerOf }: UploadRoutesDeps): Promise<Actor> {
  const actor = await callerOf(request)
  if (!actor) throw new NotSignedIn()
  return actor
}

function hasBytes({ headers }: FastifyRequest): boolean {
  return headers["content-type"] === bytesType
}

function sentBytes(request: FastifyRequest) {
  const { headers, body } = request
  return { source: body as Readable, byteCount: announcedLength(headers), checksum: uploadChecksum(headers) }
}

function progressHeaders({ offset, expiresAt }: UploadProgress): Record<string, string> {
  return { "upload-offset": String(offset), ...(expiresAt ? { "upload-expires": expiresAt.toUTCString() } : {}) }
}
