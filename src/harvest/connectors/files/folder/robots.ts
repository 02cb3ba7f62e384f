/** robots.txt (RFC 9309): the group of our name, else of all; the longest rule that matches decides, allowing on a tie. Pure. */

export interface Robots {
  allows(url: URL): boolean
  /** Not in the standard, but what a small server asks for. */
  readonly crawlDelaySeconds: number
}

export const allowsAll: Robots = { allows: () => true, crawlDelaySeconds: 0 }

interface Rule {
  readonly allow: boolean
  readonly path: string
}

interface Group {
  readonly agents: string[]
  readonly rules: Rule[]
  delay: number
}

/** RFC 9309 §2.5: at least the first 500 kibibytes are read. */
const mostRead = 512 * 1024

export function robotsFrom(text: string, agent: string): Robots {
  const groups = groupsIn(text.slice(0, mostRead))
  const named = groups.filter(({ agents }) => agents.includes(agent.toLowerCase()))
  const chosen = named.length > 0 ? named : groups.filter(({ agents }) => agents.includes("*"))
  const rules = chosen.flatMap(({ rules }) => rules)
  return {
    allows: (url) => isAllowed(rules, escaped(url.pathname + url.search)),
    crawlDelaySeconds: Math.max(0, ...chosen.map(({ delay }) => delay)),
  }
}

function groupsIn(text: string): Group[] {
  const groups: Group[] = []
  let isNaming = false
  for (const line of text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/)) {
    const [, name = "", value = ""] = /^\s*([a-z-]+)\s*:\s*([^#]*)/i.exec(line.slice(0, 2_000)) ?? []
    const field = name.toLowerCase()
    if (field === "user-agent") {
      if (!isNaming) groups.push({ agents: [], rules: [], delay: 0 })
      groups.at(-1)?.agents.push(productToken(value))
      isNaming = true
    } else if (field === "allow" || field === "disallow" || field === "crawl-delay") {
      isNaming = false
      enter(groups.at(-1), field, value.trim())
    }
  }
  return groups
}

/** Rules before the first group are nobody's; an empty path is no rule. */
function enter(group: Group | undefined, field: string, value: string): void {
  if (!group || value === "") return
  if (field !== "crawl-delay") group.rules.push({ allow: field === "allow", path: escaped(value) })
  else if (Number(value) > 0) group.delay = Number(value)
}

function productToken(value: string): string {
  return value.trim() === "*" ? "*" : (/^[a-z_-]+/i.exec(value.trim())?.[0] ?? "").toLowerCase()
}

function isAllowed(rules: readonly Rule[], path: string): boolean {
  // RFC 9309 §2.2.2: robots.txt itself is always allowed.
  if (path === "/robots.txt") return true
  let best: Rule | undefined
  for (const rule of rules) {
    if (!matches(rule.path, path)) continue
    const longer = rule.path.length - (best?.path.length ?? -1)
    if (longer > 0 || (longer === 0 && rule.allow)) best = rule
  }
  return best?.allow ?? true
}

/** `*` stands for anything, `$` at the end for the end. Each part is looked for once, from left to right. */
function matches(rule: string, path: string): boolean {
  const isAnchored = rule.endsWith("$")
  const [first = "", ...rest] = (isAnchored ? rule.slice(0, -1) : rule).split("*")
  if (!path.startsWith(first)) return false
  let at = first.length
  const last = isAnchored ? rest.pop() : undefined
  for (const part of rest) {
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  if (!isAnchored) return true
  return last === undefined ? path.length === at : path.length - last.length >= at && path.endsWith(last)
}

/** §2.2.2: octets compare percent-encoded, in one spelling of it. */
function escaped(path: string): string {
  return path
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => {
      const letter = String.fromCharCode(Number.parseInt(hex, 16))
      return /[A-Za-z0-9._~-]/.test(letter) ? letter : `%${hex.toUpperCase()}`
    })
    .replace(/[\u0080-\uffff]+/g, (letters) => encodeURIComponent(letters.toWellFormed()))
}
