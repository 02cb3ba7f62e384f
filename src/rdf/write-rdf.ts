import type { Description } from "./description.ts"
import { mediaTypes } from "./syntax.ts"
import { writeJsonLd } from "./write-json-ld.ts"
import { writeNTriples } from "./write-n-triples.ts"
import { writeRdfXml } from "./write-rdf-xml.ts"
import { writeTurtle } from "./write-turtle.ts"

/** Syntaxes we write, by the ending of their addresses. */
export type WrittenSyntax = "ttl" | "rdf" | "jsonld" | "nt"

interface Writing {
  readonly mediaType: string
  readonly write: (descriptions: Iterable<Description>) => string
}

const writings: Readonly<Record<WrittenSyntax, Writing>> = {
  ttl: { mediaType: mediaTypes.turtle, write: writeTurtle },
  rdf: { mediaType: mediaTypes["rdf-xml"], write: writeRdfXml },
  jsonld: { mediaType: mediaTypes["json-ld"], write: writeJsonLd },
  nt: { mediaType: mediaTypes["n-triples"], write: writeNTriples },
}

export const writtenSyntaxes = Object.keys(writings) as readonly WrittenSyntax[]

export function isWrittenSyntax(ending: string): ending is WrittenSyntax {
  return Object.hasOwn(writings, ending)
}

/** A document of these nodes; several descriptions of one node count as the first of them. */
export function writeRdf(syntax: WrittenSyntax, descriptions: Iterable<Description>): string {
  return writings[syntax].write(descriptions)
}

export function mediaTypeOfSyntax(syntax: WrittenSyntax): string {
  return writings[syntax].mediaType
}
