import type { SpatialCoverage } from "../../../catalogue/index.ts"
import type { Code } from "../../../vocabulary/index.ts"
import { compact, distinct, placeNamed, problem, readBox, type XmlElement } from "../../reading/index.ts"
import { codesAt, find, firstText, hrefIn, textIn } from "./find.ts"
import { type IsoReading, localised } from "./iso-text.ts"

const placeLimit = 100

/** Where the data lie: extents (name and box together where there is one of each), then keywords that are places. */
export function placesOf(info: XmlElement | undefined, reading: IsoReading): readonly SpatialCoverage[] | undefined {
  const keywords = find(info, "descriptiveKeywords/MD_Keywords")
    .filter((group) => codesAt(group, "type").includes("place"))
    .flatMap((group) => find(group, "keyword"))
    .slice(0, placeLimit)
  const extents = find(info, "extent/EX_Extent").slice(0, placeLimit)
  const found = [
    ...extents.flatMap((extent) => placesOfExtent(extent, reading)),
    ...keywords.map((keyword) => namedPlace([keyword], "descriptiveKeywords", reading)),
  ].filter((place) => place !== undefined)
  const places = distinct(found)
  return places.length > 0 ? withoutRepeats(places.slice(0, placeLimit)) : undefined
}

function placesOfExtent(extent: XmlElement, reading: IsoReading): readonly SpatialCoverage[] {
  const boxes = find(extent, "geographicElement/EX_GeographicBoundingBox")
    .slice(0, placeLimit)
    .map((box) => boxFrom(box, reading))
    .filter((box) => box !== undefined)
  const code = "geographicElement/EX_GeographicDescription/geographicIdentifier/*/code"
  const named = [
    namedPlace(find(extent, "description"), "extent/description", reading),
    ...find(extent, code)
      .slice(0, placeLimit)
      .map((identifier) => identifiedPlace(identifier, reading)),
  ].filter((place) => place !== undefined)
  const [name, box] = [named[0], boxes[0]]
  if (name && box && named.length === 1 && boxes.length === 1) return [{ ...name, ...box }]
  return [...named, ...boxes]
}

function namedPlace(
  properties: readonly XmlElement[],
  field: string,
  reading: IsoReading,
): SpatialCoverage | undefined {
  const label = localised(properties, field, "line", reading)
  return label && compact({ code: knownCode([...properties.map(hrefIn), ...Object.values(label)], reading), label })
}

/** A code or an address where we know it, else a name as written; an address that we do not know is no name. */
function identifiedPlace(identifier: XmlElement, reading: IsoReading): SpatialCoverage | undefined {
  const text = textIn(identifier)
  const code = knownCode([hrefIn(identifier), text], reading)
  if (code) return { code }
  return text && /^(?!https?:)[^/]*\p{L}{4}/iu.test(text) ? placeNamed(text, reading) : undefined
}

/** A number alone is another place in each country's list: `62`, `http://id.insee.fr/geo/departement/62`. */
function knownCode(written: readonly (string | undefined)[], { vocabularies }: IsoReading): Code | undefined {
  const worded = written.filter((text) => text !== undefined && /\p{L}[^/#]*$/u.test(text))
  return worded.map((text) => vocabularies.placeFrom(text)?.code).find((code) => code !== undefined)
}

function boxFrom(box: XmlElement, { problems }: IsoReading): SpatialCoverage | undefined {
  const field = "extent/geographicElement"
  const sides = ["westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude"].map((side) =>
    firstText(box, side),
  )
  const [west, , east] = sides.map(Number)
  // West of 3° and east of 1° is no box around the whole Earth but for two degrees: the sides were swapped.
  if (west !== undefined && east !== undefined && west > east && west - east < 180) {
    problems.push(problem("bad-bbox", field, sides.join(",")))
    return undefined
  }
  return readBox(sides, field, problems)
}

/** A place named again without a box is left out where it stands with one, or stood before. */
function withoutRepeats(places: readonly SpatialCoverage[]): readonly SpatialCoverage[] {
  const nameOf = ({ code, label }: SpatialCoverage) => code ?? JSON.stringify(Object.values(label ?? {}))
  const boxed = new Set(places.filter(({ bbox }) => bbox).map(nameOf))
  const named = places.map(nameOf)
  return places.filter(
    ({ bbox }, at) => bbox || (!boxed.has(named[at] as string) && named.indexOf(named[at] as string) === at),
  )
}
