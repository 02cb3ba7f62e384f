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
