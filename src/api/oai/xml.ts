/** XML written by hand: every text goes through `escapeXml`, so that nothing in the catalogue can break a document. */

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 §2.2 has no place for them, not even as references
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(impossible, "")
    .replace(/[&<>"]/g, (letter) => entities[letter] ?? letter)
}

type Attributes = Readonly<Record<string, string | number | undefined>>

/** An element around a text. */
export function textElement(name: string, text: string, attributes: Attributes = {}): string {
  return element(name, escapeXml(text), attributes)
}

/** An element around what is XML already. */
export function element(name: string, inner: string, attributes: Attributes = {}): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeXml(String(value))}"`],
  )
  return inner === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${inner}</${name}>`
}
