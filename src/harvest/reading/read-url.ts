import type { Problem } from "../connector.ts"
import { problem } from "./problem.ts"
import { isBlank } from "./values.ts"

const urlLimit = 4_096
// "http://pai.pdf": a file name where the server should be. None of these is a top-level domain.
const fileName = /\.(pdf|jpe?g|png|gif|xlsx?|csv|docx?|pptx?|shp|geojson|json|xml|txt|rar|kml)$/i
const otherScheme = /^([a-z][a-z0-9+.-]*):/i
const plain = /^[!#-;=?-[\]_a-z~]+$/

/**
 * An http(s) address that a link may carry, or nothing and a problem. Spaces, bidi marks and a missing scheme ("www.…") are
 * repaired and reported; user and password are taken out; `javascript:`, `data:` and `file:` are never kept.
 */
export function readUrl(raw: unknown, field: string, problems: Problem[]): string | undefined {
  if (isBlank(raw)) return undefined
  if (typeof raw !== "string" || raw.length > urlLimit) {
    problems.push(problem("invalid-url", field, raw))
    return undefined
  }
  const given = raw.trim()
  const written = repair(given)
  const scheme = otherScheme.exec(written)?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== "http" && scheme !== "https" && !/^[^/]*\.[^/]*:\d/.test(written)) {
    problems.push(problem(dangerous.has(scheme) ? "unsafe-url" : "unsupported-scheme", field, raw))
    return undefined
  }
  const url = parse(written)
  if (!url) {
    problems.push(problem("invalid-url", field, raw))
    return undefined
  }
  const hadUser = url.username !== "" || url.password !== ""
  if (hadUser) {
    url.username = ""
    url.password = ""
  }
  // A password is not repeated in the report either.
  if (hadUser) problems.push(problem("repaired-url", field, url.href))
  else if (written !== given) problems.push(problem("repaired-url", field, raw))
  return plain.test(written) && !hadUser ? written : url.href
}

const dangerous = new Set(["javascript", "data", "file", "vbscript", "blob", "about"])

function repair(text: string): string {
  const bare = /[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff<>"]/.test(text) ? tidy(text) : text
  if (/^www\.[^\s/]+\.[^\s/]+/i.test(bare)) return `http://${bare}`
  if (bare.startsWith("//")) return `https:${bare}`
  return bare.replace(/^(https?):\/*(?=[^/])/i, (_, scheme: string) => `${scheme.toLowerCase()}://`)
}

function tidy(text: string): string {
  return text
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\t\r\n]/g, "")
    .replace(/^[<"]+|[>"]+$/g, "")
    .trim()
    .replace(/[<>"]/g, encodeURIComponent)
    .replace(/\s/g, "%20")
}

function parse(text: string): URL | undefined {
  if (!/^https?:\/\/[^/?#]/.test(text)) return undefined
  try {
    const url = new URL(text)
    const host = url.hostname
    const isHost = host.includes(".") || host === "localhost" || host.startsWith("[")
    return isHost && !fileName.test(host) && url.href.length <= urlLimit * 3 ? url : undefined
  } catch {
    return undefined
  }
}
