import type { SpatialCoverage } from "../../../catalogue/index.ts"
import { compact, placeNamed, problem, readBox, type XmlElement } from "../../reading/index.ts"
import { codesAt, find, firstText, hrefIn, textIn } from "./find.ts"
import { type IsoReading, localised } from "./iso-text.ts"

const placeLimit = 100

/** Where the data lie: extents (name and box together where there is one of each), then keywords that are places. */
export function placesOf(info: XmlElement | undefined, reading: IsoReading): readonly SpatialCoverage[] | undefined {
  const keywords = find(info, "descriptiveKeywords/MD_Keywords")
    .filter((group) => codesAt(group, "type").includes("place"))
    .flatMap((group) => find(group, "keyword"))
  const found = [
    ...find(info, "extent/EX_Extent").flatMap((extent) => placesOfExtent(extent, reading)),
    ...keywords.map((keyword) => namedPlace([keyword], "descriptiveKeywords", reading)),
  ].filter((place) => place !== undefined)
  const distinct = [...new Map(found.map((place) => [JSON.stringify(place), place])).values()]
  return distinct.length > 0 ? withoutRepeats(distinct).slice(0, placeLimit) : undefined
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
  const known = [...properties.map(hrefIn), ...Object.values(label ?? {})]
    .map((name) => reading.vocabularies.placeFrom(name)?.code)
    .find((code) => code !== undefined)
  return label ? compact({ code: known, label }) : undefined
}

/**
 * A code or an address where we know it, else a name as written. A number alone is another one in each country's list, and an
 * address is no name: `62`, `http://id.insee.fr/geo/departement/62`.
 */
function identifiedPlace(identifier: XmlElement, reading: IsoReading): SpatialCoverage | undefined {
  const [text = "", href = ""] = [textIn(identifier), hrefIn(identifier)]
  const code = [href, text]
    .filter((written) => /\p{L}[^/#]*$/u.test(written))
    .map((written) => reading.vocabularies.placeFrom(written)?.code)
    .find((found) => found !== undefined)
  if (code) return { code }
  return /^[^/]*\p{L}{4}/u.test(text) && !/^https?:/i.test(text) ? placeNamed(text, reading) : undefined
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

/** The same place by name alone and with its box is one. */
function withoutRepeats(places: readonly SpatialCoverage[]): readonly SpatialCoverage[] {
  const keyOf = ({ code, label }: SpatialCoverage) => code ?? (label && JSON.stringify(Object.values(label)))
  return places.filter((place, at) => {
    const key = keyOf(place)
    return (
      place.bbox !== undefined ||
      !places.some(
        (other, before) => keyOf(other) === key && before !== at && (other.bbox !== undefined || before < at),
      )
    )
  })
}
