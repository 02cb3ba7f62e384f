/** Markdown or HTML → the words a reader would see. Not a sanitiser: what is shown is escaped where it is shown. */
const entities: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  rsquo: "’",
  eacute: "é",
}
const marked = /[<&*_#`[\]~|>\\]/

export function plainText(text: string): string {
  const bare = marked.test(text) ? withoutMarks(text) : text
  return bare.replace(/\s{2,}|[^\S\u00a0\u202f]/gu, " ").trim()
}

function withoutMarks(text: string): string {
  return text
    .replace(/<(script|style)\b[^>]{0,500}>[^<]{0,5000}/giu, " ")
    .replace(/<\/?[a-z!][^<>]{0,1000}>/giu, " ")
    .replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,8});/giu, decodeEntity)
    .replace(/!?\[([^\][]{0,300})\]\([^()\s]{0,1000}\)/gu, "$1")
    .replace(/^[ \t]{0,3}(?:#{1,6}[ \t]|>[ \t]?|[*+-][ \t])/gmu, "")
    .replace(/(\*{1,3}|~~|`{1,3})(?=\S)([^*~`\n]{1,500})\1/gu, "$2")
    .replace(/(?<![\p{L}\p{N}])_{1,2}([^_\n]{1,300})_{1,2}(?![\p{L}\p{N}])/gu, "$1")
    .replace(/[ \t]*\|[ \t]*/gu, " ")
}

function decodeEntity(written: string, name: string): string {
  if (!name.startsWith("#")) return entities[name.toLowerCase()] ?? written
  const code = /^#x/iu.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
  const printable = code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return printable ? String.fromCodePoint(code) : " "
}

/** At most `length` characters, cut between words. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length - 1)
  const space = cut.lastIndexOf(" ")
  const kept = space > length / 2 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/u, "")
  return `${kept.replace(/[\s,;:.،؛-]+$/u, "")}…`
}
