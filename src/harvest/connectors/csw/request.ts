/** One GetRecords request (OGC 07-006r1 §10.8), by key-value pairs or as XML. */
export const schemas = {
  iso19139: "http://www.isotc211.org/2005/gmd",
  "iso19115-3": "http://standards.iso.org/iso/19115/-3/mdb/2.0",
  dcat: "http://www.w3.org/ns/dcat#",
  "dublin-core": "http://www.opengis.net/cat/csw/2.0.2",
} as const
export type SchemaName = keyof typeof schemas

export const methods = ["get", "post"] as const
export type Method = (typeof methods)[number]

/** How a server is asked; what it refuses is left out or changed in the next attempt. */
export interface Manner {
  readonly method: Method
  readonly schema: SchemaName
  /** In the order of identifiers, so that pages do not shift while they are read. */
  readonly sorted: boolean
  /** First day of the changes asked for, YYYY-MM-DD. */
  readonly since?: string
}

export interface PageRequest extends Manner {
  readonly startPosition: number
  readonly maxRecords: number
}

const csw = "http://www.opengis.net/cat/csw/2.0.2"
const ogc = "http://www.opengis.net/ogc"

/** The address to GET. A constraint of the source's address stays, and is narrowed further by `since`. */
export function getUrl(endpoint: URL, page: PageRequest): string {
  const url = new URL(endpoint)
  const parameters = {
    service: "CSW",
    version: "2.0.2",
    request: "GetRecords",
    resultType: "results",
    namespace: `xmlns(csw=${csw})`,
    typeNames: "csw:Record",
    elementSetName: "full",
    outputFormat: "application/xml",
    outputSchema: schemas[page.schema],
    startPosition: String(page.startPosition),
    maxRecords: String(page.maxRecords),
    ...(page.sorted ? { sortBy: "dc:identifier:A" } : {}),
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  if (page.since) constrain(url, `dct:modified >= '${page.since}'`)
  return url.href
}

function constrain(url: URL, condition: string) {
  const own = [...url.searchParams].find(([name]) => /^constraint$/i.test(name))
  for (const name of [...url.searchParams.keys()]) if (/^constraint/i.test(name)) url.searchParams.delete(name)
  url.searchParams.set("constraintLanguage", "CQL_TEXT")
  url.searchParams.set("constraint_language_version", "1.1.0")
  url.searchParams.set("constraint", own ? `(${own[1]}) AND ${condition}` : condition)
}

/** The constraint of the source's address, which a POST would lose. */
export function hasConstraint(endpoint: URL): boolean {
  return [...endpoint.searchParams.keys()].some((name) => /^constraint$/i.test(name))
}

/** The document to POST; `since` as a filter, which every server has to know. */
export function postBody(page: PageRequest): string {
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<csw:GetRecords xmlns:csw="${csw}" xmlns:ogc="${ogc}" xmlns:dc="http://purl.org/dc/elements/1.1/"`,
    ` xmlns:dct="http://purl.org/dc/terms/" service="CSW" version="2.0.2" resultType="results"`,
    ` outputFormat="application/xml" outputSchema="${schemas[page.schema]}"`,
    ` startPosition="${page.startPosition}" maxRecords="${page.maxRecords}">`,
    `<csw:Query typeNames="csw:Record"><csw:ElementSetName>full</csw:ElementSetName>`,
    page.since ? filterSince(page.since) : "",
    page.sorted ? sortByIdentifier : "",
    `</csw:Query></csw:GetRecords>`,
  ].join("")
}

function filterSince(day: string): string {
  const condition = `<ogc:PropertyName>dct:modified</ogc:PropertyName><ogc:Literal>${day}</ogc:Literal>`
  return `<csw:Constraint version="1.1.0"><ogc:Filter><ogc:PropertyIsGreaterThanOrEqualTo>${condition}</ogc:PropertyIsGreaterThanOrEqualTo></ogc:Filter></csw:Constraint>`
}

const sortByIdentifier =
  "<ogc:SortBy><ogc:SortProperty><ogc:PropertyName>dc:identifier</ogc:PropertyName><ogc:SortOrder>ASC</ogc:SortOrder></ogc:SortProperty></ogc:SortBy>"
