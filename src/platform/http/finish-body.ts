import { Readable } from "node:stream"
import type { FastifyReply, FastifyRequest } from "fastify"
import { compress, compressStream, isCompressible, negotiateEncoding, worthCompressing } from "./compression.ts"
import { matchesEtag, weakEtag } from "./etag.ts"

/** Last step of every answer: ETag and 304 for reads, then compression. A route that did either itself is left alone. */
export async function finishBody(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  const whole = typeof payload === "string" || Buffer.isBuffer(payload) ? payload : undefined
  if (isRead(request) && reply.statusCode === 200) {
    if (whole !== undefined && !reply.hasHeader("etag") && !mustNotBeStored(reply)) {
      reply.header("etag", weakEtag(whole))
    }
    const etag = reply.getHeader("etag")
    if (typeof etag === "string" && matchesEtag(request.headers["if-none-match"], etag))
      return notModified(request, reply)
  }
  return compressed(request, reply, payload)
}

function isRead(request: FastifyRequest): boolean {
  return request.method === "GET" || request.method === "HEAD"
}

function mustNotBeStored(reply: FastifyReply): boolean {
  return String(reply.getHeader("cache-control") ?? "").includes("no-store")
}

function notModified(request: FastifyRequest, reply: FastifyReply): Readable | null {
  reply.code(304)
  for (const name of ["content-length", "content-type", "content-encoding"]) reply.removeHeader(name)
  // The framework measures the body that a HEAD leaves out: it survives no null, and says nothing of a stream's length.
  return request.method === "HEAD" ? Readable.from([]) : null
}

function mustNotBeTransformed(reply: FastifyReply): boolean {
  return String(reply.getHeader("cache-control") ?? "").includes("no-transform")
}

async function compressed(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (mustNotBeTransformed(reply)) return payload
  if (!isCompressible(String(reply.getHeader("content-type") ?? ""))) return payload
  addVary(reply, "accept-encoding")
  if (reply.hasHeader("content-encoding")) return payload
  const encoding = negotiateEncoding(request.headers["accept-encoding"])
  if (!encoding) return payload
  if (payload instanceof Readable) {
    markEncoded(reply, encoding)
    return compressStream(payload, encoding)
  }
  if (!(typeof payload === "string" || Buffer.isBuffer(payload)) || !worthCompressing(payload)) return payload
  markEncoded(reply, encoding)
  return compress(payload, encoding)
}

function markEncoded(reply: FastifyReply, encoding: string): void {
  reply.header("content-encoding", encoding)
  reply.removeHeader("content-length")
}

/** Adds a name to Vary without losing those already there. */
export function addVary(reply: FastifyReply, name: string): void {
  const present = String(reply.getHeader("vary") ?? "")
  const names = present.split(",").map((one) => one.trim().toLowerCase())
  if (!names.includes(name)) reply.header("vary", present ? `${present}, ${name}` : name)
}
