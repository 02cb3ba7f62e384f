import type { DataServiceFacts } from "../../../catalogue/index.ts"
import { compact, readUrl, type XmlElement } from "../../reading/index.ts"
import { codeIn, find, firstText, hrefIn, textIn } from "./find.ts"
import { linksIn } from "./iso-links.ts"
import type { IsoReading } from "./iso-text.ts"

type Endpoint = Pick<DataServiceFacts, "endpointUrl" | "endpointDescription" | "servesDatasets">

/** Where a service is reached, where it describes itself, and the records of the data it serves (ISO 19119). */
export function endpointOf(root: XmlElement, info: XmlElement, { problems }: IsoReading): Endpoint {
  const field = "containsOperations/connectPoint"
  const operations = find(info, "containsOperations/SV_OperationMetadata")
  const capabilities = operations.filter((operation) =>
    /getcapabilities/i.test(firstText(operation, "operationName") ?? ""),
  )
  const addresses = [...capabilities, ...operations]
    .flatMap((operation) => find(operation, "connectPoint/CI_OnlineResource/linkage"))
    .concat(
      find(info, "connectPoint/CI_OnlineResource/linkage"),
      linksIn(root).flatMap((link) => find(link, "linkage")),
    )
    .map(textIn)
  const address = readUrl(
    addresses.find((written) => written !== undefined),
    field,
    problems,
  )
  const served = find(info, "operatesOn").map(servedId)
  const coupled = find(info, "coupledResource/SV_CoupledResource/identifier").map(textIn)
  const ids = [...new Set([...served, ...(served.length > 0 ? [] : coupled)])].filter((id) => id !== undefined)
  return compact({
    endpointUrl: address && withoutRequest(address),
    endpointDescription: address && /[?&]request=getcapabilities/i.test(address) ? address : undefined,
    servesDatasets: ids.length > 0 ? ids.slice(0, 10_000).sort() : undefined,
  })
}

/** `uuidref`, else the identifier in the address of the record: `…request=GetRecordById&id=X`, `…/api/records/X`. */
function servedId(operatesOn: XmlElement): string | undefined {
  const { uuidref } = operatesOn.attributes
  if (uuidref?.trim()) return uuidref.trim().slice(0, 400)
  const href = hrefIn(operatesOn)
  const url = href === undefined ? null : URL.parse(href)
  const id = [...(url?.searchParams ?? [])].find(([name]) => /^(?:id|uuid)$/i.test(name))?.[1]
  return (id ?? /\/records\/([^/?#]+)/.exec(href ?? "")?.[1])?.slice(0, 400)
}

function withoutRequest(address: string): string {
  const url = new URL(address)
  for (const name of [...url.searchParams.keys()])
    if (/^(?:request|service|version)$/i.test(name)) url.searchParams.delete(name)
  return url.searchParams.size === new URL(address).searchParams.size ? address : url.href
}

export function isService(root: XmlElement, info: XmlElement | undefined): boolean {
  return /SV_ServiceIdentification$/.test(info?.name ?? "") || scopeOf(root) === "service"
}

/** What the record is about: dataset, series, service, application… */
export function scopeOf(root: XmlElement): string | undefined {
  return codeIn(find(root, "hierarchyLevel", "metadataScope/MD_MetadataScope/resourceScope")[0])
}
