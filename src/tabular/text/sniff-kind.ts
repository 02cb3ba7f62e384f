import type { FileKind } from "../inspect/file-facts.ts"

/** Kinds that the first bytes tell for sure; texts and archives are looked into by others. */
const magics: readonly (readonly [kind: FileKind, bytes: string, at?: number])[] = [
  ["pdf", "%PDF"],
  ["parquet", "PAR1"],
  ["gzip", "\x1f\x8b"],
  ["image", "\x89PNG"],
  ["image", "\xff\xd8\xff"],
  ["image", "GIF8"],
  ["image", "BM"],
  ["image", "II*\0"],
  ["image", "MM\0*"],
  ["image", "WEBP", 8],
  ["document", "{\\rtf"],
]

export type Sniffed = FileKind | "text-like" | "zip-like" | "ole"

export function sniffKind(bytes: Uint8Array): Sniffed {
  if (bytes.length === 0) return "empty"
  const start = Buffer.from(bytes.subarray(0, 16)).toString("latin1")
  if (start.startsWith("PK\x03\x04") || start.startsWith("PK\x05\x06")) return "zip-like"
  if (start.startsWith("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return "ole"
  // Two letters are also the beginning of a text.
  const found = magics.find(([, magic, at = 0]) => start.startsWith(magic, at) && (magic !== "BM" || bytes.includes(0)))
  return found?.[0] ?? "text-like"
}

const oleText = (bytes: Uint8Array, words: string) => Buffer.from(bytes).includes(Buffer.from(words, "utf16le"))

/** Old Office files and encrypted new ones share an envelope; the names of their streams tell them apart. */
export function oleKind(bytes: Uint8Array): { kind: FileKind; encrypted: boolean } {
  if (oleText(bytes, "EncryptedPackage")) return { kind: "xlsx", encrypted: true }
  if (oleText(bytes, "Workbook") || oleText(bytes, "Book")) return { kind: "xls", encrypted: false }
  return { kind: oleText(bytes, "WordDocument") ? "document" : "other", encrypted: false }
}

const zipMarks: readonly (readonly [kind: FileKind, entry: RegExp])[] = [
  ["xlsx", /^xl\/workbook\.(xml|bin)$/],
  ["document", /^(word\/document|ppt\/presentation)\.xml$/],
]

export function zipKind(entries: readonly string[], start: Uint8Array): FileKind {
  const marked = zipMarks.find(([, entry]) => entries.some((name) => entry.test(name)))
  if (marked) return marked[0]
  // OpenDocument begins with an uncompressed entry that holds the media type.
  const declared = Buffer.from(start.subarray(0, 120)).toString("latin1")
  if (declared.includes("application/vnd.oasis.opendocument.spreadsheet")) return "ods"
  return declared.includes("application/vnd.oasis.opendocument.") ? "document" : "zip"
}

export function textKind(text: string): FileKind | "table-like" {
  if (/^\s*(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i.test(text.slice(0, 4096)))
    return "html"
  if (/^\s*<(\?xml|[a-z][\w:-]*[\s>/])/i.test(text)) return "xml"
  if (!/^\s*[[{]/.test(text)) return "table-like"
  if (/^\s*\{/.test(text) && /"type"\s*:\s*"(FeatureCollection|Feature)"/.test(text.slice(0, 4096))) return "geojson"
  return /^\s*(\[\s*([[{"\d-]|\]|true|false|null)|\{\s*["}])/.test(text) ? "json" : "table-like"
}
