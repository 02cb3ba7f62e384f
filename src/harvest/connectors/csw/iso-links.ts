import type { DistributionFacts } from "../../../catalogue/index.ts"
import { compact, problem, readFormat, readUrl, type XmlElement } from "../../reading/index.ts"
import { codeIn, find, firstText } from "./find.ts"
import { type IsoReading, localised } from "./iso-text.ts"
import { type Protocol, protocolOf } from "./protocols.ts"

const field = "distributionInfo/onLine"
const linkLimit = 10_000

export interface IsoLinks {
  readonly distributions: readonly DistributionFacts[]
  /** The record's own page in its catalogue, which many list among the data. */
  readonly landingPage: string | undefined
}

/** Online resources as distributions; those that show the record itself are its page, or nothing. */
export function linksOf(root: XmlElement, remoteId: string, reading: IsoReading): IsoLinks {
  const links = linksIn(root)
  if (links.length > linkLimit) reading.problems.push(problem("too-many-values", field, links.length))
  const formats = formatsIn(root)
  const distributions: DistributionFacts[] = []
  let landingPage: string | undefined
  for (const link of links.slice(0, linkLimit)) {
    const written = firstText(link, "linkage")
    if (written !== undefined && showsRecord(written, remoteId)) {
      if (!/request=getrecordbyid|\/formatters\/xml|xml\.metadata\.get/i.test(written))
        landingPage ??= readUrl(written, `${field}/linkage`, reading.problems)
      continue
    }
    const distribution = distributionFrom(link, formats, reading)
    if (distribution) distributions.push(distribution)
  }
  return { distributions, landingPage }
}

const options = ["transferOptions", "distributor/MD_Distributor/distributorTransferOptions"].map(
  (path) => `distributionInfo/MD_Distribution/${path}/MD_DigitalTransferOptions/onLine/CI_OnlineResource`,
)

export function linksIn(root: XmlElement): readonly XmlElement[] {
  return find(root, ...options)
}

/** Names of the formats of delivery: in ISO 19139 their own, in ISO 19115-3 titles of their specifications. */
function formatsIn(root: XmlElement): readonly string[] {
  const places = ["distributionFormat", "distributor/MD_Distributor/distributorFormat"]
  const formats = find(root, ...places.map((place) => `distributionInfo/MD_Distribution/${place}/MD_Format`))
  const names = formats.map((format) => firstText(format, "name", "formatSpecificationCitation/CI_Citation/title"))
  return [...new Set(names.filter((name) => name !== undefined))]
}

function showsRecord(url: string, remoteId: string): boolean {
  if (/request=getrecordbyid/i.test(url)) return true
  const names = url.split(/[/=?&#]/).includes(remoteId)
  return names && /catalog\.search#\/|\/api\/records\/|\/metadata\/|metadata\.(?:show|get)|[?&]uuid=/i.test(url)
}

function distributionFrom(
  link: XmlElement,
  formats: readonly string[],
  reading: IsoReading,
): DistributionFacts | undefined {
  const { problems } = reading
  const purpose = codeIn(find(link, "function")[0])
  const protocol = protocolOf(firstText(link, "protocol"), purpose)
  if (protocol?.role === "ignored") return undefined
  const written = firstText(link, "linkage")
  const url = readUrl(written, `${field}/linkage`, problems)
  if (url === undefined) {
    if (written === undefined) problems.push(problem("distribution-without-url", field, firstText(link, "name")))
    return undefined
  }
  const format = formatOf(link, { url, protocol, formats }, reading)
  const layer = protocol?.role === "service" ? firstText(link, "name") : undefined
  return compact<DistributionFacts>({
    // Layers of one service share its address.
    remoteId: layer && `${url}#${layer}`.slice(0, 400),
    ...textsOf(link, layer !== undefined, reading),
    ...(isFile(protocol, format.format) ? { downloadUrl: url } : { accessUrl: url }),
    ...format,
    documentation: purpose === "information" && protocol?.role !== "service" ? true : undefined,
  })
}

/** A layer is named for programs and described for people: there the description is the title. */
function textsOf(
  link: XmlElement,
  isLayer: boolean,
  reading: IsoReading,
): Pick<DistributionFacts, "title" | "description"> {
  const [name, description] = [find(link, "name"), find(link, "description")]
  const spoken = firstText(link, "description")
  if (isLayer && spoken !== undefined && spoken.length <= 200)
    return { title: localised(description, `${field}/description`, "line", reading) }
  return {
    title:
      localised(name, `${field}/name`, "line", reading) ??
      localised(description.slice(0, 1), `${field}/description`, "line", { ...reading, problems: [] }),
    description: name.length > 0 ? localised(description, `${field}/description`, "text", reading) : undefined,
  }
}

interface Declared {
  readonly url: string
  readonly protocol: Protocol | undefined
  readonly formats: readonly string[]
}

/** The one format of delivery is that of what is downloaded; where a record names several, the address has to tell. */
function formatOf(link: XmlElement, { url, protocol, formats }: Declared, reading: IsoReading) {
  const mimeType = find(link, "name/MimeFileType")[0]?.attributes.type
  const delivered = protocol?.role === "download" && formats.length === 1 ? formats[0] : undefined
  const format = protocol?.format ?? delivered
  return readFormat(
    { format, mediaType: mimeType ?? protocol?.mediaType, url },
    "distributionInfo/distributionFormat",
    reading,
  )
}

const notFiles = /^(HTML|REST|WMS|WFS|WMTS|WCS|ARCGIS|OGC|SPARQL|ATOM|RSS|MAP_PREVIEW)/

function isFile(protocol: Protocol | undefined, format: string | undefined): boolean {
  if (protocol?.role === "service") return false
  return protocol?.role === "download" || (format !== undefined && !notFiles.test(format))
}
