import type { WrittenSyntax } from "./write-rdf.ts"

const byMediaType: Readonly<Record<string, WrittenSyntax | "html">> = {
  "text/turtle": "ttl",
  "application/x-turtle": "ttl",
  "application/rdf+xml": "rdf",
  "application/ld+json": "jsonld",
  "application/n-triples": "nt",
  "text/html": "html",
  "application/xhtml+xml": "html",
}

/** What a reader prefers by its `Accept` (RFC 9110 §12.5.1): one of the syntaxes we write, or a page; nothing when it names none of them. */
export function askedSyntax(accept: string | undefined): WrittenSyntax | "html" | undefined {
  let best: { readonly asked: WrittenSyntax | "html"; readonly weight: number } | undefined
  for (const range of (accept ?? "").split(",").slice(0, 50)) {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase())
    const asked = Object.hasOwn(byMediaType, type) ? byMediaType[type] : undefined
    const q = parameters.find((parameter) => parameter.startsWith("q="))
    const weight = q === undefined ? 1 : Number(q.slice(2)) || 0
    if (asked && weight > (best?.weight ?? 0)) best = { asked, weight }
  }
  return best?.asked
}
