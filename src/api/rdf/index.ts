export { identifierOf, namedIdentifier, permanentAddresses } from "./addresses.ts"
export { describeRecords, type Records } from "./describe-records.ts"
export { type RdfContext, rdfContext } from "./rdf-context.ts"
export { registerRdf } from "./register-rdf.ts"
