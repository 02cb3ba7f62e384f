import type { FastifyReply, FastifyRequest } from "fastify"
import type { BlobStore, ByteRange } from "../../platform/files/index.ts"
import { addVary } from "../../platform/http/index.ts"
import type { StoredFile } from "../../platform/uploads/index.ts"
import { askedRange } from "./byte-ranges.ts"
import { RangeNotSatisfiable } from "./errors.ts"
import { attachment, harmless, servedType } from "./file-headers.ts"

type SentFile = Pick<StoredFile, "sha256" | "byteSize" | "createdAt" | "name" | "mediaType"> &
  Partial<Pick<StoredFile, "facts">>

export interface Sending {
  readonly blobs: BlobStore
  readonly file: SentFile
  /** Anybody may have it: caches may keep it, and pages of other sites may read it. */
  readonly isPublic: boolean
}

/** Answers with a file, a part of it, or that the reader has it already. Always to be saved, never to be shown. */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, sending: Sending): Promise<FastifyReply> {
  const { file, blobs } = sending
  const { etag, modified } = describe(reply, sending)
  if (hasItAlready(request, { etag, modified })) return reply.code(304).send()
  const headers = { range: request.headers.range, ifRange: oneOf(request.headers["if-range"]) }
  const asked = askedRange(headers, { size: file.byteSize, etag, modified })
  if (asked.kind === "none") {
    reply.header("content-range", `bytes */${file.byteSize}`)
    throw new RangeNotSatisfiable(file.byteSize)
  }
  const range = asked.kind === "part" ? asked.range : undefined
  if (range) reply.code(206).header("content-range", `bytes ${range.start}-${range.end}/${file.byteSize}`)
  reply.header("content-length", lengthOf(file, range)).type(servedType(file))
  return reply.send(request.method === "HEAD" ? null : await blobs.open(file.sha256, range))
}

function describe(reply: FastifyReply, { file, isPublic }: Sending): { etag: string; modified: string } {
  const etag = `"${file.sha256}"`
  const modified = file.createdAt.toUTCString()
  reply.headers({
    ...harmless,
    etag,
    "last-modified": modified,
    "accept-ranges": "bytes",
    "content-disposition": attachment(file.name),
    // Byte for byte: a part of a compressed file is no part of the file.
    "cache-control": `${isPublic ? "public" : "private"}, no-cache, no-transform`,
  })
  if (isPublic) reply.headers({ "access-control-allow-origin": "*", "access-control-expose-headers": exposed })
  else addVary(reply, "cookie, authorization")
  return { etag, modified }
}

const exposed = "etag, last-modified, content-disposition, content-length, content-range, accept-ranges"

function hasItAlready({ headers }: FastifyRequest, { etag, modified }: { etag: string; modified: string }): boolean {
  const known = headers["if-none-match"]
  if (known !== undefined) return known.split(",").some((one) => ["*", etag, `W/${etag}`].includes(one.trim()))
  return Date.parse(headers["if-modified-since"] ?? "") >= Date.parse(modified)
}

function lengthOf(file: SentFile, range: ByteRange | undefined): number {
  return range ? range.end - range.start + 1 : file.byteSize
}

function oneOf(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === "string" ? header : header?.[0]
}
