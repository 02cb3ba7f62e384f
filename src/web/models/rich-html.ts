import { LRUCache } from "lru-cache"
import { richTextToHtml } from "../../texts/index.ts"

const maxCharacters = 8_000_000
const rendered = new LRUCache<string, string>({
  maxSize: maxCharacters,
  sizeCalculation: (html, text) => html.length + text.length + 1,
})

/** Safe HTML of a description, remembered by its text: sanitising costs more than the rest of the page. */
export function richHtml(text: string): string {
  const known = rendered.get(text)
  if (known !== undefined) return known
  const html = richTextToHtml(text)
  rendered.set(text, html)
  return html
}
