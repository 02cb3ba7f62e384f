import { addressWith, sourceAddress } from "../shared/source-address.ts"

export const acceptXml = "text/xml, application/xml, */*;q=0.1"

/** What is asked of a repository; `from` is a date of its granularity. */
export interface RecordList {
  readonly endpoint: URL
  readonly prefix: string
  readonly set?: string
  readonly from?: string
}

interface Wanted {
  readonly prefix?: string
  readonly set?: string
}

/** The base address of a repository; a whole request pasted from a browser narrows the source by its set and prefix. */
export function recordListOf(text: string, wanted: Wanted): RecordList {
  const endpoint = sourceAddress(text)
  const given = new URLSearchParams(endpoint.search)
  for (const name of ["verb", "metadataPrefix", "set", "from", "until", "resumptionToken", "identifier"])
    endpoint.searchParams.delete(name)
  endpoint.hash = ""
  const set = wanted.set ?? given.get("set") ?? undefined
  return { endpoint, prefix: wanted.prefix ?? given.get("metadataPrefix") ?? "oai_dc", ...(set ? { set } : {}) }
}

export function identifyUrl({ endpoint }: RecordList): string {
  return addressWith(endpoint, { verb: "Identify" })
}

/** A token stands alone: whoever gives anything beside it is refused (OAI-PMH 2.0 §3.5). */
export function listUrl({ endpoint, prefix, set, from }: RecordList, token: string | undefined): string {
  if (token !== undefined) return addressWith(endpoint, { verb: "ListRecords", resumptionToken: token })
  return addressWith(endpoint, { verb: "ListRecords", metadataPrefix: prefix, set, from })
}
