/** Whether the first bytes of a file are what was declared. Pure. */

import { sniffMediaType } from "../platform/uploads/index.ts"
import { formatFrom, formatInfo } from "../vocabulary/index.ts"
import type { Declared } from "./link.ts"

/** What the first bytes show. */
type Real = "pdf" | "image" | "zip" | "ole" | "packed" | "html" | "xml" | "json" | "text" | "unknown"

const byType: readonly (readonly [RegExp, Real])[] = [
  [/^application\/pdf$/, "pdf"],
  [/^text\/html$/, "html"],
  [/^(?:application\/xml|image\/svg\+xml)$/, "xml"],
  [/^image\//, "image"],
  [/^application\/json$/, "json"],
  [/^text\//, "text"],
  [/^application\/(?:gzip|x-bzip2|x-xz|zstd|x-7z-compressed|vnd\.rar|x-tar)$/, "packed"],
  [/^application\/(?:x-ole-storage|msword|vnd\.ms-(?:excel|powerpoint))$/, "ole"],
  [/^application\/(?:zip|java-archive|vnd\.(?:openxmlformats|oasis|ms-excel|google-earth).*)$/, "zip"],
]

/** What may be under a declared format without anybody being deceived; a format that is not here is not judged. */
const mayBe: Readonly<Record<string, readonly Real[]>> = {
  CSV: ["text"],
  TSV: ["text"],
  XLSX: ["zip", "ole"],
  XLS: ["ole", "zip", "xml"],
  ODS: ["zip"],
  DOCX: ["zip", "ole"],
  DOC: ["ole", "zip", "text"],
  ODT: ["zip"],
  PPTX: ["zip", "ole"],
  JSON: ["json", "text"],
  GEOJSON: ["json", "text"],
  TOPOJSON: ["json", "text"],
  JSON_LD: ["json", "text"],
  XML: ["xml"],
  RDF_XML: ["xml"],
  GML: ["xml", "zip"],
  KML: ["xml", "zip"],
  KMZ: ["zip"],
  SHP: ["zip", "packed", "unknown"],
  GTFS: ["zip"],
  ZIP: ["zip"],
  GZIP: ["packed"],
  PDF: ["pdf"],
  JPEG: ["image"],
  PNG: ["image"],
  GIF: ["image"],
  TIFF: ["image"],
}

export interface Sniffed {
  readonly real: Real
  readonly mediaType: string
}

export function sniffed(head: Uint8Array): Sniffed {
  const mediaType = sniffMediaType({ head, tail: new Uint8Array() }, "")
  return { mediaType, real: byType.find(([type]) => type.test(mediaType))?.[1] ?? "unknown" }
}

/** The format that was promised, by its name or that of the address; a page where the address leads to one. */
export function promisedFormat({ format, rawFormat, mediaType, url, isDownload }: Declared): string | undefined {
  const ofUrl = formatFrom(undefined, undefined, url)
  if (!isDownload && ofUrl === undefined) return undefined
  return format ?? formatFrom(rawFormat, mediaType) ?? ofUrl
}

/** Web pages, maps and interfaces for programs may answer with a page. */
export function mayBePage(format: string | undefined): boolean {
  const kind = format && formatInfo(format)?.kind
  return kind === undefined || kind === "page" || kind === "service"
}

/** The format that it really is, where that is not the one promised. */
export function otherFormat(promised: string | undefined, { real, mediaType }: Sniffed, url: string) {
  const expected = promised && mayBe[promised]
  if (!expected || real === "unknown" || expected.includes(real)) return undefined
  // “data.csv.gz” promises what it is.
  if (["packed", "zip"].includes(real) && /\.(?:gz|tgz|zip|bz2|xz|7z|rar|tar)(?:[?#]|$)/i.test(url)) return undefined
  // Plain text shows no format of its own: its name does.
  const named = real === "text" ? formatFrom(undefined, undefined, url) : undefined
  return named && mayBe[named]?.includes("text") ? named : (formatFrom(undefined, mediaType) ?? real.toUpperCase())
}
