/** How a file of somebody's is named and typed when it leaves, so that no browser ever shows it as a page of ours. */
import type { StoredFile } from "../../platform/uploads/index.ts"

/** Saved, never shown; and if it were shown, without scripts, forms, or an origin. */
export const harmless = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "sandbox; default-src 'none'",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "cross-origin",
}

const text = new Set(["text/csv", "text/tab-separated-values", "text/plain"])

/** What browsers run (HTML, SVG, XML with its style sheets, programs) is not here, nor is what we do not know. */
const passive = new Set([
  "application/json",
  "application/geo+json",
  "application/jsonl",
  "application/pdf",
  "application/zip",
  "application/gzip",
  "application/x-bzip2",
  "application/x-xz",
  "application/zstd",
  "application/x-7z-compressed",
  "application/vnd.rar",
  "application/x-tar",
  "application/rtf",
  "application/vnd.ms-excel",
  "application/msword",
  "application/vnd.ms-powerpoint",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  "application/vnd.oasis.opendocument.spreadsheet",
  "application/vnd.oasis.opendocument.text",
  "application/vnd.google-earth.kmz",
  "application/vnd.apache.parquet",
  "application/vnd.apache.arrow.file",
  "application/geopackage+sqlite3",
  "application/vnd.sqlite3",
  "application/vnd.shp",
  "application/x-hdf5",
  "application/x-netcdf",
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/tiff",
])

export function servedType({
  mediaType,
  facts,
}: Pick<StoredFile, "mediaType"> & Partial<Pick<StoredFile, "facts">>): string {
  if (passive.has(mediaType)) return mediaType
  if (!text.has(mediaType)) return "application/octet-stream"
  const encoding = facts?.encoding
  return typeof encoding === "string" && /^[\w-]{1,40}$/.test(encoding)
    ? `${mediaType}; charset=${encoding}`
    : mediaType
}

/** RFC 6266: the name in UTF-8 (RFC 8187), and before it one that the oldest programs can read. */
export function attachment(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\w .()-]/g, "_")
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
