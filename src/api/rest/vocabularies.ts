import { z } from "zod"
import { InvalidCursor } from "../errors.ts"
import { countsOf } from "./counts.ts"
import { queryName, readCursor, writeCursor } from "./cursor.ts"
import { endpoint } from "./endpoint.ts"
import { integerParameter, textParameter } from "./parameters.ts"
import { frequency, licence, listOf, place, theme } from "./schemas.ts"

const maxLimit = 1000

/** Short lists come whole, in the envelope of all lists. */
function whole<T>(items: T[]) {
  const body = { total: items.length, items, next: null, limit: maxLimit, maxLimit }
  return { kind: "found" as const, body }
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
  summary: { ar: "دوريات التحديث", fr: "Les fréquences de mise à jour", en: "The update frequencies" },
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
    limit: integerParameter(
      { min: 1, max: maxLimit, otherwise: 100 },
      { ar: "عدد العناصر في الصفحة", fr: "Éléments par page", en: "Items per page" },
    ),
    cursor: textParameter({
      ar: "قيمة next من الصفحة السابقة",
      fr: "Valeur de next de la page précédente",
      en: "Value of next of the page before",
    }),
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
    const body = { total: matching.length, items, next: next ?? null, limit, maxLimit }
    return { kind: "found", body, ...(next ? { nextCursor: next } : {}) }
  },
})
