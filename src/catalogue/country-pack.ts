import { readFile } from "node:fs/promises"
import { join } from "node:path"
import type { LocalisedText } from "../texts/index.ts"
import {
  type Conventions,
  type Licence,
  type Place,
  readConventions,
  type SeededLists,
  type Theme,
} from "../vocabulary/index.ts"

/** A public body of a country pack; `parent` and `successor` are slugs. */
export interface PackOrganization {
  readonly slug: string
  readonly acronym?: string
  readonly name: LocalisedText
  readonly level: string
  /** Code of the theme it mostly works in. */
  readonly theme: string
  readonly parent?: string
  readonly successor?: string
  readonly formerNames: readonly LocalisedText[]
}

/** What the portal of the country calls itself, and the clock its schedules follow. */
export interface PortalFacts {
  readonly name: LocalisedText
  /** IANA name. */
  readonly timezone: string
  /** Whom the licences of the reference data ask to name. */
  readonly attributions?: readonly Attribution[]
}

export interface Attribution {
  readonly text: LocalisedText
  readonly url: string
}

export interface CountryPack extends SeededLists {
  readonly portal: PortalFacts
  readonly conventions: Conventions
  readonly organizations: readonly PackOrganization[]
}

/**
 * Reads `seeds/COUNTRY`, or only what all countries share when the country is `none`. The shared licences follow the
 * country's own, which win where both have a code.
 */
export async function readCountryPack(seedsDir: string, country: string): Promise<CountryPack> {
  if (!/^[a-z]{2,10}$/.test(country)) throw new Error(`not a country pack: ${country}`)
  const conventions = await readConventions(seedsDir, country)
  const shared = <T>(name: string) => readJson<readonly T[]>(join(seedsDir, "common", name))
  if (country === "none") {
    return {
      conventions,
      portal: await readJson<PortalFacts>(join(seedsDir, "common", "portal.json")),
      themes: await shared<Theme>("themes.json"),
      licences: await shared<Licence>("licences.json"),
      places: [],
      organizations: [],
    }
  }
  const own = <T>(name: string) => readJson<readonly T[]>(join(seedsDir, country, name))
  const licences = await own<Licence>("licences.json")
  const known = new Set(licences.map(({ code }) => code))
  const more = (await shared<Licence>("licences.json")).filter(({ code }) => !known.has(code))
  return {
    conventions,
    portal: await readJson<PortalFacts>(join(seedsDir, country, "portal.json")),
    themes: await own<Theme>("themes.json"),
    licences: [...licences, ...more],
    places: [
      ...(await own<Place>("governorates.json")),
      ...(await own<Place>("delegations.json")),
      ...(await own<Place>("municipalities.json")),
    ],
    organizations: await own<PackOrganization>("organizations.json"),
  }
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, "utf8")) as T
}
