export type RdfSyntax = "turtle" | "n-triples" | "n-quads" | "trig" | "rdf-xml" | "json-ld"

export const mediaTypes: Readonly<Record<RdfSyntax, string>> = {
  turtle: "text/turtle",
  "rdf-xml": "application/rdf+xml",
  "json-ld": "application/ld+json",
  "n-triples": "application/n-triples",
  trig: "application/trig",
  "n-quads": "application/n-quads",
}

/** What we ask servers for, best first. */
export const acceptRdf =
  "text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.8, application/n-triples;q=0.7, application/json;q=0.5, */*;q=0.1"

const byMediaType: Readonly<Record<string, RdfSyntax>> = {
  "text/turtle": "turtle",
  "application/turtle": "turtle",
  "application/x-turtle": "turtle",
  "text/n3": "turtle",
  "text/rdf+n3": "turtle",
  "application/rdf+xml": "rdf-xml",
  "application/ld+json": "json-ld",
  "application/n-triples": "n-triples",
  "application/n-quads": "n-quads",
  "application/trig": "trig",
}
const byExtension: Readonly<Record<string, RdfSyntax>> = {
  ttl: "turtle",
  n3: "turtle",
  rdf: "rdf-xml",
  owl: "rdf-xml",
  xml: "rdf-xml",
  jsonld: "json-ld",
  json: "json-ld",
  nt: "n-triples",
  nq: "n-quads",
  trig: "trig",
}

/**
 * The syntax of a document. The first characters decide between XML, JSON, HTML and the Turtle family, as servers mislabel
 * (`text/plain`, `application/octet-stream`, RDF/XML sent as Turtle); media type, then extension, tell inside the family.
 */
export function syntaxOf(text: string, contentType = "", url = ""): RdfSyntax | "html" | undefined {
  const head = text.slice(0, 4000).trimStart()
  if (head === "") return undefined
  if (/^(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(head)) return "html"
  if (/^<(?:\?xml|!--|!doctype|[A-Za-z_][\w.-]*:?[\w.-]*[\s>])/i.test(head) && !/^<[^\s<>"]*>\s/.test(head))
    return "rdf-xml"
  if (/^<(?:[\w.-]+:)?RDF\s*>/.test(head)) return "rdf-xml"
  if (/^(?:\{\s*["}]|\[\s*[[{\]])/.test(head) && !looksLikeTurtle(head)) return "json-ld"
  const declared = byMediaType[contentType.split(";")[0]!.trim().toLowerCase()] ?? byExtension[extensionOf(url)]
  if (declared && declared !== "rdf-xml" && declared !== "json-ld") return declared
  return looksLikeTurtle(head) ? "turtle" : undefined
}

function looksLikeTurtle(head: string): boolean {
  return /^(?:#[^\n]*\n\s*)*(?:@prefix|@base|prefix\s|base\s|<[^\s<>]*>\s|_:|\[\s*(?:\]|a\s)|[\w-]*:[\w-]+\s|GRAPH\b)/i.test(
    head,
  )
}

function extensionOf(url: string): string {
  return /\.([a-z0-9]{1,8})(?:[?#].*)?$/i.exec(url)?.[1]?.toLowerCase() ?? ""
}
