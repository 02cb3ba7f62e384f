import type { Dataset, Period, SpatialCoverage } from "../../catalogue/index.ts"
import type { LocalisedText } from "../../texts/index.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import { textElement } from "./xml.ts"

/** Places by name and code, boxes and periods in the encodings of DCMI. */
export function coverageElements({ spatial = [], temporal = [] }: Dataset, vocabularies: Vocabularies): string {
  const places = spatial.map((one) => placeElements(one, vocabularies))
  return [...places, ...temporal.map((period) => textElement("dc:coverage", periodText(period)))].join("")
}

function placeElements({ code, label, bbox }: SpatialCoverage, { places }: Vocabularies): string {
  const name: LocalisedText = places.find((place) => place.code === code)?.name ?? label ?? (code ? { und: code } : {})
  const named = Object.entries(name).map(([tag, text]) =>
    textElement("dc:coverage", code && text !== code ? `${text} (${code})` : text, {
      "xml:lang": tag === "und" ? undefined : tag,
    }),
  )
  return [...named, bbox ? textElement("dc:coverage", boxText(bbox)) : ""].join("")
}

function boxText([west, south, east, north]: NonNullable<SpatialCoverage["bbox"]>): string {
  return `northlimit=${north}; southlimit=${south}; westlimit=${west}; eastlimit=${east}; units=signed decimal degrees`
}

function periodText({ start, end }: Period): string {
  const bounds = [start && `start=${start}`, end && `end=${end}`].filter(Boolean)
  return `${bounds.join("; ")}; scheme=W3C-DTF;`
}
