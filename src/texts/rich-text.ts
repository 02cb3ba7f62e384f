import MarkdownIt from "markdown-it"
import sanitizeHtml from "sanitize-html"

/** Harvested descriptions are Markdown, HTML or plain text; pages show all three safely. */
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true, typographer: false })
markdown.validateLink = (url) => /^(https?:|mailto:)/i.test(url.trim())

const htmlTag =
  /<\/?(?:p|br|div|span|a|ul|ol|li|b|i|em|strong|h[1-6]|table|tr|td|th|tbody|thead|blockquote|pre|code|u|font|img|hr|script|style|iframe)\b[^>]*>/i
const longest = 50_000

/** Headings of a description never compete with those of the page. */
const demoted = { h1: "h4", h2: "h4", h3: "h5", h4: "h5", h5: "h6", h6: "h6" } as const

const allowedTags = [
  ...["p", "br", "ul", "ol", "li", "b", "i", "em", "strong", "a"],
  ...["blockquote", "code", "pre", "h4", "h5", "h6", "hr", "sub", "sup"],
]

const safeLink: sanitizeHtml.Transformer = (_tag, { href }) => ({
  tagName: "a",
  attribs: href ? { href, rel: "nofollow noopener" } : ({} as Record<string, string>),
})

const rules: sanitizeHtml.IOptions = {
  allowedTags,
  allowedAttributes: { a: ["href", "rel"] },
  allowedSchemes: ["http", "https", "mailto"],
  allowProtocolRelative: false,
  transformTags: { ...demoted, a: safeLink, div: "p" },
  nestingLimit: 20,
}

/** Safe HTML of a text as a source wrote it. */
export function richTextToHtml(text: string): string {
  const source = text.slice(0, longest)
  return sanitizeHtml(htmlTag.test(source) ? source : markdown.render(source), rules).trim()
}

const pageRules: sanitizeHtml.IOptions = {
  ...rules,
  allowedTags: [...allowedTags, "h2", "h3"],
  transformTags: { h1: "h2", h5: "h4", h6: "h4", a: safeLink },
}

/** Markdown of a page of the portal itself, whose title is the only first heading. */
export function pageTextToHtml(text: string): string {
  return sanitizeHtml(markdown.render(text.slice(0, longest)), pageRules).trim()
}

const blockEnd = /<\/(?:p|li|h[1-6]|blockquote|pre)>|<br\s*\/?>/gi

/** The words alone, on one line; cut at a word's end with an ellipsis where `maxLength` is given. */
export function richTextToPlain(text: string, maxLength = Number.POSITIVE_INFINITY): string {
  const spaced = richTextToHtml(text.slice(0, Math.min(longest, maxLength * 4 + 200))).replace(blockEnd, "$& ")
  const plain = decodeEntities(sanitizeHtml(spaced, { allowedTags: [], allowedAttributes: {} }))
  return cutAtWord(plain.replace(/\s{2,}|[^\S\u00a0\u202f]/g, " ").trim(), maxLength)
}

const entities: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' }

function decodeEntities(html: string): string {
  return html.replace(/&(?:amp|lt|gt|quot);/g, (entity) => entities[entity] ?? entity)
}

function cutAtWord(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const cut = text.slice(0, maxLength)
  const lastSpace = cut.lastIndexOf(" ")
  return `${(lastSpace > maxLength * 0.6 ? cut.slice(0, lastSpace) : cut).replace(/[\s,;:،؛.]+$/, "")}…`
}
