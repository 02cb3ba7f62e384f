/** What the headers of tus 1.0 say (https://tus.io/protocols/resumable-upload), read once at the edge. */
import type { IncomingHttpHeaders } from "node:http"
import { type Checksum, InvalidUpload, UnknownProtocolVersion } from "../../platform/uploads/index.ts"

const version = "1.0.0"

export const protocolHeaders = { "tus-resumable": version }

export function capabilities(maxBytes: number): Record<string, string> {
  return {
    "tus-version": version,
    "tus-max-size": String(maxBytes),
    "tus-extension": "creation,creation-with-upload,checksum,expiration,termination",
    "tus-checksum-algorithm": "sha1,sha256",
  }
}

export function assertVersion(headers: IncomingHttpHeaders): void {
  if (headers["tus-resumable"] !== version) throw new UnknownProtocolVersion()
}

/** A count of bytes; deferred lengths are not offered. */
export function byteCount(headers: IncomingHttpHeaders, name: "upload-length" | "upload-offset"): number {
  const text = headers[name]
  if (typeof text !== "string" || !/^\d{1,15}$/.test(text)) throw new InvalidUpload(name)
  return Number(text)
}

export function announcedLength(headers: IncomingHttpHeaders): number | undefined {
  const length = headers["content-length"]
  return length === undefined ? undefined : Number(length)
}

/** `filename d29ybGQ=,filetype dGV4dC9jc3Y=`: keys with their values in base64, UTF-8 within. */
export function uploadMetadata(headers: IncomingHttpHeaders): ReadonlyMap<string, string> {
  const text = headers["upload-metadata"]
  if (text === undefined || text === "") return new Map()
  if (typeof text !== "string" || text.length > 4096) throw new InvalidUpload("upload-metadata")
  return new Map(text.split(",").map(metadataPair))
}

function metadataPair(pair: string): [string, string] {
  const [key = "", value = "", ...rest] = pair.trim().split(" ")
  if (!/^[\x21-\x7e]+$/.test(key) || !isBase64(value) || rest.length > 0) throw new InvalidUpload("upload-metadata")
  return [key, Buffer.from(value, "base64").toString("utf8")]
}

export function metadataHeader(name: string): string {
  return `filename ${Buffer.from(name).toString("base64")}`
}

export function uploadChecksum(headers: IncomingHttpHeaders): Checksum | undefined {
  const text = headers["upload-checksum"]
  if (text === undefined) return undefined
  const [algorithm, digest = ""] = String(text).split(" ")
  if ((algorithm !== "sha1" && algorithm !== "sha256") || digest === "" || !isBase64(digest)) {
    throw new InvalidUpload("upload-checksum")
  }
  return { algorithm, digest }
}

function isBase64(text: string): boolean {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text)
}
