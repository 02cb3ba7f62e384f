/** Longest texts we keep; what is longer is cut and reported. */
export const lineLimit = 1_000
export const textLimit = 100_000

// Control characters but tab and line feed, zero-width space, soft hyphen, byte order mark, and the overrides that
// reorder other people's text. Marks and isolates (U+200E, U+200F, U+2066-2069) and joiners stay: they carry meaning.
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u202a-\u202e\ufeff\ufff9-\ufffb]/g
// A vowel mark that follows no Arabic letter comes from a keyboard left in Arabic ("ٌRapport").
const strayMarks = /(?<![\u0620-\u06ff])[\u064b-\u065f\u0670]+/g
const edgeMarks = /^[\u200e\u200f\u2066-\u2069\s]+|[\u200e\u200f\u2066-\u2069\s]+$/g
const anythingUnusual = /[^\t\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u0620-\u064a\u2010-\u201f\u20ac]/

/** A text that PostgreSQL, pages and search can hold: well-formed, without invisible rubbish, lines ended by `\n`. */
export function cleanText(raw: string): string {
  if (!anythingUnusual.test(raw)) return raw.trim()
  return raw
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(invisible, "")
    .replace(strayMarks, "")
    .replace(edgeMarks, "")
}

/** The same on one line, for titles, names and keywords; HTML entities (`L&#039;eau`) are resolved. */
export function cleanLine(raw: string): string {
  const text = cleanText(raw.includes("&") ? decodeEntities(raw) : raw)
  return /\s\s|[\t\n\u2028\u2029]/.test(text) ? text.replace(/[\s\u2028\u2029]+/g, " ").trim() : text
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" }

export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi,
    (whole, decimal, hex, name) => {
      if (name) return entities[String(name).toLowerCase()] ?? whole
      const point = decimal ? Number(decimal) : Number.parseInt(hex, 16)
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ""
    },
  )
}

/** Cut at a character boundary, never inside a surrogate pair. */
export function cutAt(text: string, limit: number): string {
  return text.length <= limit
    ? text
    : text
        .slice(0, limit)
        .toWellFormed()
        .replace(/\ufffd$/, "")
}

const placeholders = new Set(
  "-|--|.|..|...|n/a|na|none|null|undefined|nil|notspecified|not specified|non spécifié|non spécifiée|غير محدد|غير محددة|no description found|no description|no description available|aucune description|sans description|[object object]|todo|tbd|test description".split(
    "|",
  ),
)

/** Words that stand where a text should be and say nothing. */
export function isPlaceholder(text: string): boolean {
  return text.length < 30 && placeholders.has(text.toLowerCase())
}
