import type { XmlElement } from "./read-xml.ts"

/**
 * An element of a document as a document of its own, with the namespaces that it inherited. Text between elements goes before
 * them: right for data, not for prose.
 */
export function xmlText(root: XmlElement): string {
  const prefixes = new Map<string, string>([[xml, "xml"]])
  const body = written(root, prefixes)
  const declared = [...prefixes].filter(([ns]) => ns !== xml && ns !== "")
  const declarations = declared.map(([ns, prefix]) => ` xmlns:${prefix}="${escaped(ns)}"`).join("")
  const afterName = body.search(/[\s/>]/)
  return `${body.slice(0, afterName)}${declarations}${body.slice(afterName)}`
}

const xml = "http://www.w3.org/XML/1998/namespace"

function written({ ns, name, attributes, text, children }: XmlElement, prefixes: Map<string, string>): string {
  const tag = qualified(ns, name, prefixes)
  const given = Object.entries(attributes).map(([key, value]) => {
    const [, space = "", local = key] = /^\{([^}]*)\}(.+)$/.exec(key) ?? []
    return ` ${qualified(space, local, prefixes)}="${escaped(value)}"`
  })
  const inside = children.map((child) => written(child, prefixes)).join("")
  return `<${tag}${given.join("")}>${escaped(text)}${inside}</${tag}>`
}

function qualified(ns: string, name: string, prefixes: Map<string, string>): string {
  if (ns === "") return name
  const prefix = prefixes.get(ns) ?? `n${prefixes.size}`
  prefixes.set(ns, prefix)
  return `${prefix}:${name}`
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? character)
}
