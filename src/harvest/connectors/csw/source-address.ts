import { sourceAddress } from "../shared/source-address.ts"

/** A catalogue to ask page by page, or one document that holds its records. */
export type CswAddress =
  | { readonly kind: "catalogue"; readonly endpoint: URL }
  | { readonly kind: "document"; readonly url: URL }

// How a catalogue is asked is ours to say; what narrows it (`constraint`) or chooses it (`map`, `DBNAME`) stays.
const ours =
  /^(service|version|acceptversions|request|resulttype|typenames|outputschema|outputformat|elementsetname|startposition|maxrecords|namespace|sortby)$/i
const document = /\.xml$|\/formatters\/|\/xml\.metadata\.get$/i

// A GeoNetwork by the address that its visitors see.
const startPages = /^(.*\/srv\/[a-z]{3})(?:\/(?:catalog\.search|main\.home|home|search)?)?$/
const geonetwork = /^(.*\/geonetwork)\/?$/

/** Understands an endpoint with or without a query, a GetRecordById, and the address of an XML file or of one record. */
export function cswAddress(text: string): CswAddress {
  const url = sourceAddress(text)
  const request = [...url.searchParams].find(([name]) => /^request$/i.test(name))?.[1]
  if (/^GetRecordById$/i.test(request ?? "") || document.test(url.pathname)) return { kind: "document", url }
  for (const name of [...url.searchParams.keys()]) if (ours.test(name)) url.searchParams.delete(name)
  url.pathname = url.pathname.replace(startPages, "$1/csw").replace(geonetwork, "$1/srv/eng/csw")
  return { kind: "catalogue", endpoint: url }
}
