/**
 * RDF in: any syntax a catalogue is served in becomes an `RdfGraph`, asked by subject and predicate. A document that cannot be
 * read to its end is an `RdfSyntaxError`; what could be repaired is listed in the graph's problems. RDF out: `Description`s of
 * nodes become a document in any syntax we write.
 */
export { askedSyntax } from "./asked-syntax.ts"
export type { DescribedProperty, DescribedValue, Description, TermName } from "./description.ts"
export { RdfGraph } from "./graph.ts"
export { iri, namespaces, type Prefix, prefixed } from "./namespaces.ts"
export { type RdfErrorCode, RdfSyntaxError } from "./rdf-syntax-error.ts"
export { type ReadRdfOptions, readRdf } from "./read-rdf.ts"
export { acceptRdf, type RdfSyntax } from "./syntax.ts"
export type { RdfProblem, RdfStatement, RdfTerm } from "./term.ts"
export { isWrittenSyntax, mediaTypeOfSyntax, type WrittenSyntax, writeRdf, writtenSyntaxes } from "./write-rdf.ts"
export { type RdfXmlNodes, rdfXmlNodes } from "./write-rdf-xml.ts"
