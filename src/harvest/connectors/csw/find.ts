import type { XmlElement } from "../../reading/index.ts"

const xlink = "{http://www.w3.org/1999/xlink}href"

/**
 * Elements down any of the paths (`citation/CI_Citation/title`; `*` is any name), path after path. ISO 19139 and ISO 19115-3
 * differ in a few of them, and in namespaces, which do not count here.
 */
export function find(element: XmlElement | undefined, ...paths: readonly string[]): readonly XmlElement[] {
  if (!element) return []
  const found: XmlElement[] = []
  for (const path of paths) collect(element, stepsOf(path), found)
  return found
}

function collect({ children }: XmlElement, steps: readonly string[], into: XmlElement[], depth = 0) {
  const name = steps[depth]
  for (const child of children) {
    if (child.name !== name && name !== "*") continue
    if (depth === steps.length - 1) into.push(child)
    else collect(child, steps, into, depth + 1)
  }
}

const known = new Map<string, readonly string[]>()

/** Cut once: the paths are those of the standard, a few dozen, asked for every record. */
function stepsOf(path: string): readonly string[] {
  const steps = known.get(path) ?? path.split("/")
  known.set(path, steps)
  return steps
}

/** What a property says in its main language: the text in it, or in the element it holds (a string, an anchor, a date, a URL). */
export function textIn(property: XmlElement | undefined): string | undefined {
  if (!property) return undefined
  const holders = [...property.children.filter(({ name }) => name !== "PT_FreeText"), property]
  return holders.map(({ text }) => text.trim()).find((text) => text !== "")
}

export function firstText(element: XmlElement | undefined, ...paths: readonly string[]): string | undefined {
  for (const property of find(element, ...paths)) {
    const text = textIn(property)
    if (text !== undefined) return text
  }
  return undefined
}

/** A code of a code list: the attribute, else the text that some write in its place. */
export function codeIn(property: XmlElement | undefined): string | undefined {
  for (const holder of property ? [...property.children, property] : []) {
    const code = holder.attributes.codeListValue?.trim() || holder.text.trim()
    if (code) return code
  }
  return undefined
}

export function codesAt(element: XmlElement | undefined, ...paths: readonly string[]): readonly string[] {
  return find(element, ...paths)
    .map(codeIn)
    .filter((code) => code !== undefined)
}

/** Address that a property or the anchor in it points to. */
export function hrefIn(property: XmlElement | undefined): string | undefined {
  for (const holder of property ? [...property.children, property] : []) {
    const href = holder.attributes[xlink]?.trim()
    if (href) return href
  }
  return undefined
}
