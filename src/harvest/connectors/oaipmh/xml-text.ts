import type { XmlElement } from "../../reading/index.ts"

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

/**
 * An element as a document of its own, each name with its namespace. Text goes before the elements beside it: of RDF/XML, the
 * only reader, no element has both.
 */
export function xmlText({ ns, name, attributes, children, text }: XmlElement): string {
  const given = Object.entries(attributes).map(([key, value], at) => attributeText(key, value, at))
  const inner = escaped(text) + children.map(xmlText).join("")
  return `<${name} xmlns="${escaped(ns)}"${given.join("")}>${inner}</${name}>`
}

function attributeText(key: string, value: string, at: number): string {
  const [, ns, local] = /^\{(.*)\}(.*)$/.exec(key) ?? []
  if (ns === undefined) return ` ${key}="${escaped(value)}"`
  if (ns === "http://www.w3.org/XML/1998/namespace") return ` xml:${local}="${escaped(value)}"`
  return ` xmlns:a${at}="${escaped(ns)}" a${at}:${local}="${escaped(value)}"`
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => entities[letter] ?? letter)
}
