import { z } from "zod"
import { InvalidCursor } from "../errors.ts"
import { countsOf } from "./counts.ts"
import { queryName, readCursor, writeCursor } from "./cursor.ts"
import { endpoint } from "./endpoint.ts"
import { listAnswer, maxLimit, pagingParameters } from "./paging.ts"
import { textParameter } from "./parameters.ts"
import { frequency, licence, listOf, place, theme } from "./schemas.ts"

/** Short lists come whole, in the envelope of all lists. */
function whole<Item>(items: Item[]) {
  return listAnswer({ items, total: items.length, limit: maxLimit, next: undefined })
}

export const listThemes = endpoint({
  id: "listThemes",
  group: "vocabularies",
  path: "/themes",
  summary: {
    ar: "المحاور وعدد مجموعات بيانات كل منها",
    fr: "Les thèmes et leur nombre de jeux de données",
    en: "The themes and how many datasets each has",
  },
  pathParameters: {},
  query: {},
  answer: listOf(theme, "ThemeList"),
  refusals: [],
  examples: [{ title: { ar: "كل المحاور", fr: "Tous les thèmes", en: "All themes" }, path: {}, query: "" }],
  async handle(_input, { search, vocabularies }) {
    const counts = await countsOf(search, "theme")
    const items = vocabularies().themes.map(({ code, label, euTheme }) => ({
      code,
      label,
      euTheme: euTheme ?? null,
      datasets: counts.get(code) ?? 0,
    }))
    return whole(items)
  },
})

export const listLicences = endpoint({
  id: "listLicences",
  group: "vocabularies",
  path: "/licences",
  summary: { ar: "سجل الرخص", fr: "Le registre des licences", en: "The register of licences" },
  pathParameters: {},
  query: {},
  answer: listOf(licence, "LicenceList"),
  refusals: [],
  examples: [{ title: { ar: "كل الرخص", fr: "Toutes les licences", en: "All licences" }, path: {}, query: "" }],
  async handle(_input, { vocabularies }) {
    const items = vocabularies().licences.map(({ code, title, url, open, kind, remark }) => ({
      code,
      title,
      url: url ?? null,
      open,
      kind,
      remark: remark ?? null,
    }))
    return whole(items)
  },
})

export const listFrequencies = endpoint({
  id: "listFrequencies",
  group: "vocabularies",
  path: "/frequencies",
  summary: { ar: "دوريات التحيين", fr: "Les fréquences de mise à jour", en: "The update frequencies" },
  pathParameters: {},
  query: {},
  answer: listOf(frequency, "FrequencyList"),
  refusals: [],
  examples: [{ title: { ar: "كل الدوريات", fr: "Toutes les fréquences", en: "All frequencies" }, path: {}, query: "" }],
  async handle(_input, { vocabularies }) {
    return whole(vocabularies().frequencies.map(({ code, label, days }) => ({ code, label, days: days ?? null })))
  },
})

const placeCursor = z.strictObject({ q: z.string(), o: z.number().int().min(0).max(1_000_000) })

export const listPlaces = endpoint({
  id: "listPlaces",
  group: "vocabularies",
  path: "/places",
  summary: {
    ar: "الأماكن: ولايات ومعتمديات وبلديات، وكل رمز مع قائمته",
    fr: "Les lieux : gouvernorats, délégations, communes ; chaque code va avec sa liste",
    en: "The places: governorates, delegations, municipalities; each code goes with its list",
  },
  pathParameters: {},
  query: {
    level: textParameter({
      ar: "المستوى: country أو governorate أو delegation أو municipality",
      fr: "Niveau : country, governorate, delegation ou municipality",
      en: "Level: country, governorate, delegation or municipality",
    }),
    parent: textParameter({ ar: "رمز المكان الأعلى", fr: "Code du lieu parent", en: "Code of the place above" }),
    ...pagingParameters,
  },
  answer: listOf(place, "PlaceList"),
  refusals: ["invalid-cursor"],
  examples: [
    { title: { ar: "الولايات", fr: "Les gouvernorats", en: "The governorates" }, path: {}, query: "level=governorate" },
  ],
  async handle({ query }, { vocabularies }) {
    const { level, parent, limit } = query
    const name = queryName({ level, parent })
    const from = query.cursor === undefined ? { q: name, o: 0 } : readCursor(query.cursor, placeCursor)
    if (from.q !== name) throw new InvalidCursor()
    const matching = vocabularies().places.filter(
      (one) => (level === undefined || one.level === level) && (parent === undefined || one.parentCode === parent),
    )
    const end = from.o + limit
    const next = end < matching.length ? writeCursor({ q: name, o: end }) : undefined
    const items = matching.slice(from.o, end).map(({ code, name, level, parentCode, otherCodes, lat, lon }) => ({
      code,
      name,
      level,
      parentCode: parentCode ?? null,
      otherCodes: [...otherCodes],
      lat: lat ?? null,
      lon: lon ?? null,
    }))
    return listAnswer({ items, total: matching.length, limit, next })
  },
})
