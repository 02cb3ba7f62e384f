import { extname } from "node:path"

/** The two ends of a file, or the whole of a small one: enough to tell its type. */
export interface FileEnds {
  readonly head: Uint8Array
  readonly tail: Uint8Array
}

/** How much of each end is looked at. */
export const sniffedBytes = 64 * 1024

interface Signature {
  readonly type: string
  /** One character per byte. */
  readonly magic: string
  readonly at?: number
}

const signatures: readonly Signature[] = [
  { type: "application/pdf", magic: "%PDF-" },
  { type: "image/png", magic: "\x89PNG\r\n\x1a\n" },
  { type: "image/jpeg", magic: "\xff\xd8\xff" },
  { type: "image/gif", magic: "GIF8" },
  { type: "image/webp", magic: "WEBP", at: 8 },
  { type: "image/tiff", magic: "II*\0" },
  { type: "image/tiff", magic: "MM\0*" },
  { type: "application/vnd.apache.parquet", magic: "PAR1" },
  { type: "application/vnd.apache.arrow.file", magic: "ARROW1" },
  { type: "application/geopackage+sqlite3", magic: "GPKG", at: 68 },
  { type: "application/vnd.sqlite3", magic: "SQLite format 3\0" },
  { type: "application/vnd.shp", magic: "\0\0'\n" },
  { type: "application/x-hdf5", magic: "\x89HDF\r\n\x1a\n" },
  { type: "application/x-netcdf", magic: "CDF\x01" },
  { type: "application/x-netcdf", magic: "CDF\x02" },
  { type: "application/gzip", magic: "\x1f\x8b" },
  { type: "application/x-bzip2", magic: "BZh" },
  { type: "application/x-xz", magic: "\xfd7zXZ\0" },
  { type: "application/zstd", magic: "\x28\xb5\x2f\xfd" },
  { type: "application/x-7z-compressed", magic: "7z\xbc\xaf\x27\x1c" },
  { type: "application/vnd.rar", magic: "Rar!\x1a\x07" },
  { type: "application/x-tar", magic: "ustar", at: 257 },
  { type: "application/rtf", magic: "{\\rtf" },
  { type: "application/x-msdownload", magic: "MZ" },
  { type: "application/x-elf", magic: "\x7fELF" },
  { type: "application/java-vm", magic: "\xca\xfe\xba\xbe" },
]

/** The old Office formats share one container; which of them it is, only the name tells cheaply. */
const oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
const oleTypes: Readonly<Record<string, string>> = {
  ".xls": "application/vnd.ms-excel",
  ".doc": "application/msword",
  ".ppt": "application/vnd.ms-powerpoint",
}

/** A ZIP is what it holds: its list of names stands at its end. */
const zipContents: readonly (readonly [string, string])[] = [
  ["xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ["xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroenabled.12"],
  ["word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"],
  ["mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"],
  ["mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"],
  ["META-INF/MANIFEST.MF", "application/java-archive"],
  ["doc.kml", "application/vnd.google-earth.kmz"],
]

const textTypes: Readonly<Record<string, string>> = {
  ".csv": "text/csv",
  ".tsv": "text/tab-separated-values",
  ".tab": "text/tab-separated-values",
  ".json": "application/json",
  ".geojson": "application/geo+json",
  ".jsonl": "application/jsonl",
  ".ndjson": "application/jsonl",
}

/** What a file is by its bytes; its name decides only between kinds of plain text and of old Office files. */
export function sniffMediaType({ head, tail }: FileEnds, name: string): string {
  const start = latin1(head)
  const extension = extname(name).toLowerCase()
  if (start.startsWith("PK\x03\x04") || start.startsWith("PK\x05\x06")) return zipType(start + latin1(tail))
  if (start.startsWith(oleMagic)) return oleTypes[extension] ?? "application/x-ole-storage"
  const signature = signatures.find(({ magic, at = 0 }) => start.startsWith(magic, at))
  if (signature) return signature.type
  return isText(head) ? textType(start, extension) : "application/octet-stream"
}

function zipType(bytes: string): string {
  return zipContents.find(([name]) => bytes.includes(name))?.[1] ?? "application/zip"
}

function textType(start: string, extension: string): string {
  const text = start.replaceAll("\0", "").replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*/, "")
  if (text.startsWith("<")) return markupType(text.toLowerCase())
  return textTypes[extension] ?? (/^(?:\{\s*["}]|\[\s*["[{\]\d-])/.test(text) ? "application/json" : "text/plain")
}

// What a browser that guesses would show as a page (WHATWG mimesniff §7.1), must not be called anything milder.
function markupType(text: string): string {
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<!doctype svg|<svg[\s>:]/s.test(text)) return "image/svg+xml"
  if (/^<\?xml/.test(text)) return text.includes("<html") ? "text/html" : "application/xml"
  const page =
    /^<(?:!doctype html|html|head|body|script|iframe|h1|div|font|table|a|style|title|b|br|p|img|object|embed|form|meta|link|base|!--)(?![\w:.])/
  return page.test(text) ? "text/html" : "application/xml"
}

/** No NUL and few control characters, in whatever encoding; UTF-16 says so at its beginning. */
function isText(head: Uint8Array): boolean {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true
  let controls = 0
  for (const byte of head) {
    if (byte === 0) return false
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b) controls++
  }
  return controls <= head.length / 100
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1")
}
