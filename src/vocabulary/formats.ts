import { FirstWins, fold, localPart } from "./fold.ts"
import { type FormatInfo, formats } from "./format-table.ts"

const byCode = new Map(formats.map((format) => [format.code, format]))
const byMediaType = new Map<string, FormatInfo>()
const byExtension = new Map<string, FormatInfo>()
const byWord = new FirstWins<FormatInfo>()

for (const format of formats) {
  for (const word of [format.code, format.label, ...format.extensions]) byWord.add(word, format)
  for (const extension of format.extensions) byExtension.set(extension, format)
  for (const type of [format.mediaType, ...format.spellings.filter((spelling) => spelling.includes("/"))]) {
    if (!byMediaType.has(type)) byMediaType.set(type, format)
  }
}
for (const format of formats) for (const spelling of format.spellings) byWord.add(spelling, format)

// Media types that say nothing of the content, and names of page programs that say nothing of what they serve.
const vagueTypes = new Set(["application/octet-stream", "binary/octet-stream", "application/x-download", "text/plain"])
const vagueExtensions = new Set(["htm", "html", "xhtml", "db", "r", "tab"])

/** What a format code means; nothing for a code we do not know. */
export function formatInfo(code: string): FormatInfo | undefined {
  return byCode.get(code.toUpperCase())
}

/** Declared format first, then media type, then the file name; what says more wins over what says little ("ZIP" over nothing). */
export function formatFrom(declared: string | undefined, mediaType?: string, url?: string): string | undefined {
  const vague = formatOfMediaType(mediaType)
  const found =
    formatOfWord(declared) ??
    (vague && !vagueTypes.has(baseType(mediaType)) ? vague : undefined) ??
    formatOfUrl(url) ??
    (baseType(mediaType) === "text/plain" ? vague : undefined)
  return found?.code
}

function formatOfWord(raw: string | undefined): FormatInfo | undefined {
  const text = raw?.trim() ?? ""
  if (text === "") return undefined
  const iana = /(?:^|\/assignments\/media-types\/|^\/?mediatypes?\/)([a-z]+\/[a-z0-9.+-]+)(?:\s*;.*)?$/i.exec(text)?.[1]
  if (iana && vagueTypes.has(iana.toLowerCase())) return undefined
  const typed = iana ? formatOfMediaType(iana) : undefined
  if (typed) return typed
  const word = localPart(text)
  return byWord.get(word) ?? firstKnownPart(word)
}

/** "XLS/XLSX", "CSV; Excel", "zip (shp)": the first part we know, data inside an archive before the archive. */
function firstKnownPart(word: string): FormatInfo | undefined {
  if (word.length > 80) return undefined
  const known = word
    .split(/[\s,;:|/()+]+/)
    .map((part) => byWord.get(part))
    .filter((format) => format !== undefined)
  return known.find((format) => format.kind !== "archive") ?? known[0]
}

function formatOfMediaType(raw: string | undefined): FormatInfo | undefined {
  const type = baseType(raw)
  return type === "" ? undefined : byMediaType.get(type)
}

function baseType(raw: string | undefined): string {
  return (raw ?? "").split(";")[0]!.trim().toLowerCase()
}

function formatOfUrl(url: string | undefined): FormatInfo | undefined {
  if (!url) return undefined
  const path = /^[a-z]+:\/\/[^/?#]+([^?#]*)/i.exec(url)?.[1] ?? url.split(/[?#]/)[0]!
  const extension = /\.([a-z0-9]{1,8})$/i.exec(path)?.[1]?.toLowerCase()
  if (extension && !vagueExtensions.has(extension)) return byExtension.get(extension)
  return serviceOfUrl(url)
}

/** OGC services name themselves in the query: `?service=WMS&request=GetCapabilities`. */
function serviceOfUrl(url: string): FormatInfo | undefined {
  const service = /[?&]service=([a-z]+)/i.exec(url)?.[1]
  return service ? byCode.get(fold(service).toUpperCase()) : undefined
}
