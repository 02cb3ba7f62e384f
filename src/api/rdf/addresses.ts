import type { Dataset } from "../../catalogue/index.ts"

/** Permanent identifiers of what the catalogue describes, as IRIs. They answer people with a page and programs with RDF. */
export type Identified =
  | "dataset"
  | "distribution"
  | "series"
  | "service"
  | "organization"
  | "theme"
  | "licence"
  | "place"

export function identifierOf(baseUrl: string, kind: Identified, id: string): string {
  return `${baseUrl}/id/${kind}/${encodeURIComponent(id).replaceAll("%3A", ":")}`
}

export function catalogueIri(baseUrl: string): string {
  return `${baseUrl}/catalog`
}

/** The body that runs the portal: its name is the portal's. */
export function portalAgentIri(baseUrl: string): string {
  return `${baseUrl}/#publisher`
}

/** How the publisher calls it; who gave it no name of its own is told ours, so that all who pass it on mean the same. */
export function namedIdentifier({ id, identifier }: Dataset, baseUrl: string): string {
  return identifier ?? identifierOf(baseUrl, "dataset", id)
}

/** Ours, then those of the portals that it came through: whoever gets it back knows its own by them. */
export function permanentAddresses(
  { id, otherIdentifiers = [] }: { readonly id: string; readonly otherIdentifiers?: readonly string[] },
  kind: Identified,
  baseUrl: string,
): readonly string[] {
  return [...new Set([identifierOf(baseUrl, kind, id), ...otherIdentifiers])]
}
