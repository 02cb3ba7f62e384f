import type { Code, Place } from "../../src/vocabulary/index.ts"

interface Named {
  readonly ar: string
  readonly fr: string
  readonly en?: string
}

interface Governorate {
  code: string
  ins_code: string
  name: Named
  aliases: string[]
  wikidata: string
  lat: number
  lon: number
}

interface Delegation {
  code_geo: string | null
  governorate_code: string
  name_fr: string
  name_ar: string
  hasc: string | null
  lat: number
  lon: number
  wikidata: string | null
  osm_relation_id: number
}

interface Municipality {
  id: string
  official_code: string | null
  governorate: string
  name: Named
  name_source: { ar: string; fr_upper: string }
  lat: number
  lon: number
}

export interface CompiledPlaces {
  readonly governorates: readonly Place[]
  readonly delegations: readonly Place[]
  readonly municipalities: readonly Place[]
}

// Slips of the sources, corrected; the form found stays as an alias.
export const frenchNames: Readonly<Record<string, string>> = {
  Beja: "Béja",
  Gabes: "Gabès",
  Mednine: "Médenine",
  Kebili: "Kébili",
  "Den - Den": "Den Den",
  DJerissa: "Djerissa",
  "Cheraitia ksour": "Cheraitia Ksour",
  "Ezzouhour - Kasserine": "Ezzouhour",
  "Cite Ettadhamen": "Cité Ettadhamen",
  Sanouche: "Zannouch",
  Soukra: "La Soukra",
}
export const arabicNames: Readonly<Record<string, string>> = {
  لتضامن: "التضامن",
  "نصر لله": "نصر الله",
  "الزهور - القصرين": "الزهور",
  "الشريفات/ بوشراي": "الشريفات بوشراي",
  "فندق الجديد/ سلتان": "فندق الجديد سلتان",
}

const moreAliases: Readonly<Record<string, readonly string[]>> = { "TN-82": ["Mednine"], "TN-12": ["L’Ariana"] }

export function compilePlaces(sources: Record<string, unknown>): CompiledPlaces {
  const { governorates } = sources.governorates as { governorates: Governorate[] }
  const { municipalities } = sources.municipalities as { municipalities: Municipality[] }
  return {
    governorates: [country, ...governorates.map(governorate)],
    delegations: (sources.delegations as Delegation[]).map(delegation),
    municipalities: municipalities.map(municipality),
  }
}

const country: Place = {
  code: "iso:TN",
  name: { ar: "تونس", fr: "Tunisie", en: "Tunisia" },
  level: "country",
  otherCodes: ["iso3:TUN", "wikidata:Q948"],
  aliases: [
    "République tunisienne",
    "Republic of Tunisia",
    "الجمهورية التونسية",
    "كامل تراب الجمهورية",
    "كامل تراب الجمهورية التونسية",
    "تراب الجمهورية",
    "البلاد التونسية",
    "Toute la Tunisie",
    "Territoire tunisien",
    "Territoire national",
    "Ensemble du territoire national",
    "National",
    "Échelle nationale",
    "Whole country",
    "وطني",
  ],
}

function governorate(source: Governorate): Place {
  return {
    code: `iso:${source.code}`,
    name: { ar: source.name.ar, fr: source.name.fr, en: source.name.en ?? source.name.fr },
    level: "governorate",
    parentCode: "iso:TN",
    otherCodes: [`ins:${source.ins_code}`, `wikidata:${source.wikidata}`],
    aliases: others([...source.aliases, ...(moreAliases[source.code] ?? [])], source.name),
    lat: source.lat,
    lon: source.lon,
  }
}

/** Two delegations have no INS code in OpenStreetMap; their relation number is their code then. */
function delegation(source: Delegation): Place {
  const osm: Code = `osm:${source.osm_relation_id}`
  const coded = source.code_geo !== null
  return {
    code: coded ? `ins:${source.code_geo}` : osm,
    name: { ar: clean(source.name_ar), fr: clean(source.name_fr) },
    level: "delegation",
    parentCode: `iso:${source.governorate_code}`,
    otherCodes: [
      ...(coded && source.hasc ? [`hasc:${source.hasc}` as Code] : []),
      ...(source.wikidata ? [`wikidata:${source.wikidata}` as Code] : []),
      ...(coded ? [osm] : []),
    ],
    aliases: [],
    lat: source.lat,
    lon: source.lon,
  }
}

function municipality(source: Municipality): Place {
  const name = {
    ar: arabicNames[source.name.ar] ?? source.name.ar,
    fr: frenchNames[source.name.fr] ?? source.name.fr,
  }
  return {
    code: `tn-mun:${source.id.replace(/^tn-/, "")}`,
    name,
    level: "municipality",
    parentCode: `iso:${source.governorate}`,
    otherCodes: source.official_code ? [`adeb:${source.official_code}`] : [],
    aliases: others([source.name.fr, source.name.ar, source.name_source.ar], name),
    lat: source.lat,
    lon: source.lon,
  }
}

function others(spellings: readonly string[], name: Named): string[] {
  const shown = new Set(Object.values(name))
  return [...new Set(spellings)].filter((spelling) => !shown.has(spelling))
}

/** Without direction marks and vowel signs, Persian letters turned into the Arabic ones they stand for. */
function clean(name: string): string {
  return name
    .replace(/[\u064b-\u0652\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
    .replaceAll("ی", "ي")
    .replaceAll("ک", "ك")
    .replace(/\s+/g, " ")
    .trim()
}
