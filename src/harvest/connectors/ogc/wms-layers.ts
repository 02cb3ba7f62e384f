/** The layers of a WMS: a tree in which a layer inherits from those around it (WMS 1.3.0 §7.2.4.8). Pure. */
import { childrenNamed, elementAt, elementsAt, wholeText, type XmlElement } from "../../reading/index.ts"
import { addressWith } from "../shared/source-address.ts"
import { geographicBox, isWgs84 } from "./boxes.ts"
import type { Capabilities } from "./capabilities.ts"
import { type Address, hrefOf, type Layer, type Sides, type TypedUrl, textsNamed } from "./layer.ts"
import { publicEndpoint } from "./service-address.ts"

/** What a layer takes over where it says nothing itself; reference systems are added. */
interface Inherited {
  readonly box?: Sides | undefined
  readonly systems: readonly string[]
  readonly times: readonly XmlElement[]
  readonly attribution?: XmlElement | undefined
}

/** Layers that can be asked for: those with a name. With `groups`, also those that only hold others with names. */
export function wmsLayers(capabilities: Capabilities, groups: boolean): Layer[] {
  const { root, endpoint, version } = capabilities
  const request = elementAt(root, "Capability", "Request", "GetMap")
  const get = elementAt(request, "DCPType", "HTTP", "Get", "OnlineResource")
  const maps: Maps = {
    endpoint: publicEndpoint(hrefOf(get), endpoint),
    version,
    image: imageOf(childrenNamed(request, "Format").map((format) => wholeText(format) ?? "")),
    capabilities: capabilities.address,
  }
  const layers: Layer[] = []
  const walk = (element: XmlElement, from: Inherited) => {
    const inherited = inheritedBy(element, from)
    const inner = childrenNamed(element, "Layer")
    const name = wholeText(elementAt(element, "Name"))
    const isGroup = inner.some(hasNameWithin)
    if (name && (groups || !isGroup)) layers.push(layerFrom(element, name, { inherited, maps }))
    for (const child of inner) walk(child, inherited)
  }
  for (const top of elementsAt(root, "Capability", "Layer")) walk(top, { systems: [], times: [] })
  return layers
}

function hasNameWithin(element: XmlElement): boolean {
  return wholeText(elementAt(element, "Name")) !== undefined || childrenNamed(element, "Layer").some(hasNameWithin)
}

function inheritedBy(element: XmlElement, from: Inherited): Inherited {
  const systems = [...childrenNamed(element, "CRS"), ...childrenNamed(element, "SRS")].flatMap(
    (system) => wholeText(system)?.split(/\s+/) ?? [],
  )
  const times = [...childrenNamed(element, "Dimension"), ...childrenNamed(element, "Extent")].filter(
    ({ attributes, text }) => attributes.name?.toLowerCase() === "time" && text.trim() !== "",
  )
  return {
    box: geographicBox(element) ?? from.box,
    systems: [...new Set([...from.systems, ...systems])],
    times: times.length > 0 ? times : from.times,
    attribution: elementAt(element, "Attribution") ?? from.attribution,
  }
}

function layerFrom(
  element: XmlElement,
  name: string,
  { inherited, maps }: { inherited: Inherited; maps: Maps },
): Layer {
  const { box, attribution, times } = inherited
  const time = timeOf(times[0])
  return {
    name,
    titles: textsNamed(element, "Title"),
    abstracts: textsNamed(element, "Abstract"),
    keywords: textsNamed(elementAt(element, "KeywordList"), "Keyword"),
    ...(box ? { box } : {}),
    ...(time ? { time } : {}),
    metadataUrls: urlsOf(element, "MetadataURL"),
    dataUrls: urlsOf(element, "DataURL"),
    addresses: [mapAddress(name, inherited, maps)],
    ...(attribution
      ? {
          publisher: {
            name: wholeText(elementAt(attribution, "Title")),
            url: hrefOf(elementAt(attribution, "OnlineResource")),
          },
        }
      : {}),
  }
}

function urlsOf(element: XmlElement, name: string): TypedUrl[] {
  return childrenNamed(element, name).flatMap((one) => {
    const url = hrefOf(elementAt(one, "OnlineResource"))
    return url ? [{ url, type: wholeText(elementAt(one, "Format")) ?? "" }] : []
  })
}

/** `2020-01-01/2023-12-31/P1M`, or a list of moments and of such stretches (annex C). */
function timeOf(element: XmlElement | undefined): Layer["time"] {
  const parts = (wholeText(element) ?? "").split(",").map((part) => part.trim().split("/"))
  const start = parts[0]?.[0]
  const last = parts.at(-1)
  return start ? [start, last?.[1] ?? last?.[0]] : undefined
}

interface Maps {
  readonly endpoint: URL
  readonly version: string
  readonly image: string
  readonly capabilities: string
}

function imageOf(formats: readonly string[]): string {
  return ["image/png", "image/jpeg"].find((type) => formats.includes(type)) ?? formats[0] ?? "image/png"
}

/** A picture of the whole layer: what a browser can show of it. Without a box only the service itself can be named. */
function mapAddress(name: string, { box, systems }: Inherited, maps: Maps): Address {
  const sides = box?.map(Number)
  const isUsable = sides?.every(Number.isFinite) ?? false
  if (!sides || !isUsable) return { url: maps.capabilities, isFile: false, format: "WMS" }
  const [west, south, east, north] = widened(sides as unknown as Numbers)
  const isNew = maps.version.startsWith("1.3")
  const system = isNew && systems.includes("CRS:84") ? "CRS:84" : (systems.find(isWgs84) ?? "EPSG:4326")
  // WMS 1.3.0 §6.7.3.2: EPSG:4326 has the latitude first, CRS:84 the longitude.
  const isLatitudeFirst = isNew && system !== "CRS:84"
  const bbox = isLatitudeFirst ? [south, west, north, east] : [west, south, east, north]
  const height = Math.round(Math.min(1_600, Math.max(200, (800 * (north - south)) / (east - west))))
  const url = addressWith(maps.endpoint, {
    service: "WMS",
    version: maps.version,
    request: "GetMap",
    layers: name,
    styles: "",
    [isNew ? "crs" : "srs"]: system,
    bbox: bbox.join(","),
    width: "800",
    height: String(height),
    format: maps.image,
  })
  return { url, isFile: false, format: "WMS" }
}

type Numbers = readonly [west: number, south: number, east: number, north: number]

/** A single point has no extent, and a picture of none is an error. */
function widened([west, south, east, north]: Numbers): Numbers {
  const margin = (low: number, high: number) => (high - low > 0.001 ? 0 : 0.05)
  const [x, y] = [margin(west, east), margin(south, north)]
  return [west - x, south - y, east + x, north + y]
}
