import type { MovableMap } from "../../pages/explore/map/movable.ts"

interface Told {
  readonly properties: Readonly<Record<string, unknown>>
}

const mostValues = 10

/** What is told of the first of some features, and how many more there are; values are text, whatever they hold. */
export function textOfFeatures(
  found: readonly Told[],
  { rows, words }: Pick<MovableMap, "rows" | "words">,
): Node | undefined {
  const different = [...new Map(found.map((one) => [JSON.stringify(one.properties), one])).values()]
  const [first] = different
  if (!first) return undefined
  const box = document.createElement("div")
  if (typeof first.properties.text === "string" && !rows) {
    box.append(apart(first.properties.text))
    return box
  }
  const list = document.createElement("dl")
  for (const [name, value] of toldValues(first.properties)) {
    const term = document.createElement("dt")
    const text = document.createElement("dd")
    term.append(apart(rows?.headings[name] ?? name))
    text.append(apart(value))
    list.append(term, text)
  }
  box.append(list)
  if (different.length > 1) {
    const more = document.createElement("p")
    more.className = "tiny muted"
    more.textContent = words.more.replace("#", String(different.length - 1))
    box.append(more)
  }
  return box
}

/** In its own direction, on the side of the language around it. */
function apart(text: string): HTMLElement {
  const part = document.createElement("bdi")
  part.textContent = text
  return part
}

export function toldValues(properties: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(properties)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .slice(0, mostValues)
    .map(([name, value]) => [name, (typeof value === "object" ? JSON.stringify(value) : String(value)).slice(0, 240)])
}
