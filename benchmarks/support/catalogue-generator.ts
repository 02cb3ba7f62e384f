/**
 * A made-up national catalogue, the same for the same seed: Arabic, French and English, words by Zipf's law with a long
 * tail, organisations, keywords and formats as unevenly spread as in real ones. About 3 kB of JSON a dataset.
 */
import type { Dataset } from "../../src/catalogue/index.ts"
import { createVocabularies, euFrequencies, type Vocabularies } from "../../src/vocabulary/index.ts"

type Language = "ar" | "fr" | "en"

const commonWords: Record<Language, string> = {
  fr: "eau budget commune école transport énergie santé population agriculture tourisme hôpital logement marché prix route climat pluie forêt déchet commerce exportation importation salaire chômage emploi jeunesse retraite impôt douane banque crédit entreprise pêche élevage céréales olive datte irrigation barrage nappe qualité pollution sol carte cadastre urbanisme permis bâtiment patrimoine musée bibliothèque sport culture élection résultat candidat décret tribunal accident incendie bus train gare aéroport port trafic véhicule consommation production gaz pétrole internet réseau annuaire horaire localisation rapport annuel mensuel national régional local indicateur statistique recensement délégation gouvernorat municipalité",
  ar: "ماء ميزانية بلدية مدرسة نقل طاقة صحة سكان فلاحة سياحة مستشفى سكن سوق أسعار طريق مناخ أمطار غابات نفايات تجارة صادرات واردات أجور بطالة تشغيل شباب تقاعد ضرائب ديوانة بنك قروض مؤسسات صيد ماشية حبوب زيتون تمور ري سدود مائدة جودة تلوث تربة خريطة عقارات تهيئة رخص بناء تراث متحف مكتبة رياضة ثقافة انتخابات نتائج مترشحين أمر محكمة حوادث حرائق حافلات قطار محطة مطار ميناء حركة عربات استهلاك إنتاج غاز نفط أنترنات شبكة دليل مواعيد مواقع تقرير سنوي شهري وطني جهوي محلي مؤشر إحصاء تعداد معتمدية ولاية مياه",
  en: "water budget municipality school transport energy health population agriculture tourism hospital housing market prices road climate rainfall forest waste trade exports imports wages unemployment employment youth pension taxes customs bank credit companies fishing livestock cereals olives dates irrigation dam aquifer quality pollution soil map cadastre planning permits building heritage museum library sport culture election results candidates decree court accidents fire bus train station airport port traffic vehicles consumption production gas oil internet network directory timetable location report annual monthly national regional local indicator statistics census",
}

const smallWords: Record<Language, readonly string[]> = {
  fr: "de la le les des du et en à un une pour par sur dans aux avec".split(" "),
  ar: "في من على إلى عن مع هذا التي بين حسب كل".split(" "),
  en: "of the and in to for by on with at from".split(" "),
}
const smallWordShare: Record<Language, number> = { fr: 0.33, ar: 0.18, en: 0.33 }

const consonants: Record<Language, readonly string[]> = {
  fr: "b c d f g l m n p r s t v ch tr pr gr bl br cl".split(" "),
  ar: [..."بتجحخدرزسشصضطعغفقكلمنه"],
  en: "b c d f g h l m n p r s t w sh th tr st gr pl".split(" "),
}
const vowels: Record<Language, readonly string[]> = {
  fr: "a e i o u é ou ai an on in eau".split(" "),
  ar: ["ا", "و", "ي", "", ""],
  en: "a e i o u ea oo ai ou".split(" "),
}
const endings: Record<Language, readonly string[]> = {
  fr: ["", "e", "s", "es", "tion", "ment", "age", "ique", "eur", "ité"],
  ar: ["", "", "ة", "ات", "ية", "ين", "ي"],
  en: ["", "s", "ing", "ed", "tion", "er", "ity", "al", "ly"],
}

const wordsPerLanguage = 40_000
const keywordsKnown = 5000
const themeCodes =
  "agriculture culture economy education energy environment finance governance health justice population regions science tourism transport".split(
    " ",
  )
const formatCodes =
  "CSV XLSX JSON PDF XLS GEOJSON SHP XML ZIP HTML ODS KML WMS RDF TXT GTFS DOCX PARQUET GPKG TSV".split(" ")
const licenceCodes = ["odbl", "cc-by", "lo-2.0", "cc-by-sa", "cc0", "other"]
const placesKnown = 24

/** Mulberry32: small, quick and the same everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Draws ranks below `count`, rank r about as often as 1 / (r + 2)^slope. */
function zipf(count: number, slope: number, random: () => number): () => number {
  const sums = new Float64Array(count)
  let sum = 0
  for (let rank = 0; rank < count; rank++) {
    sum += (rank + 2) ** -slope
    sums[rank] = sum
  }
  return () => {
    const drawn = random() * sum
    let low = 0
    let high = count - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if (sums[middle]! < drawn) low = middle + 1
      else high = middle
    }
    return low
  }
}

function makeWords(language: Language): readonly string[] {
  const random = seededRandom(7 + language.charCodeAt(0))
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const words = new Set(commonWords[language].split(" "))
  while (words.size < wordsPerLanguage) {
    let word = ""
    for (let syllables = 2 + Math.floor(random() * 2); syllables > 0; syllables--)
      word += pick(consonants[language]) + pick(vowels[language])
    words.add(word + pick(endings[language]))
  }
  return [...words]
}

function writer(random: () => number) {
  const words = { fr: makeWords("fr"), ar: makeWords("ar"), en: makeWords("en") }
  const rank = zipf(wordsPerLanguage, 0.95, random)
  function word(language: Language): string {
    const chosen = words[language][rank()]!
    if (language === "fr") return random() < 0.05 && /^[aeiouéh]/.test(chosen) ? `l'${chosen}` : chosen
    if (language === "en") return chosen
    const drawn = random()
    return drawn < 0.45 ? `ال${chosen}` : drawn < 0.5 ? `و${chosen}` : drawn < 0.55 ? `بال${chosen}` : chosen
  }
  return (language: Language, length: number): string => {
    const parts: string[] = []
    for (let i = 0; i < length; i++) {
      const small = random() < smallWordShare[language]
      const mark = random() < 0.08 ? (language === "ar" ? "،" : ",") : ""
      parts.push(
        (small ? smallWords[language][Math.floor(random() * smallWords[language].length)]! : word(language)) + mark,
      )
    }
    return parts.join(" ")
  }
}

export const generatedVocabularies: Vocabularies = createVocabularies({
  themes: themeCodes.map((code, position) => ({ code, label: { fr: code, en: code, ar: code }, position })),
  licences: licenceCodes.map((code) => ({
    code,
    title: { en: code },
    open: code !== "other",
    kind: "data",
    rawValues: [],
  })),
  places: Array.from({ length: placesKnown }, (_, i) => ({
    code: `iso:TN-${10 + i}` as const,
    name: { fr: `Gouvernorat ${10 + i}`, ar: `ولاية ${10 + i}` },
    level: "governorate",
    otherCodes: [],
    aliases: [],
  })),
  frequencies: euFrequencies,
})

/** Datasets one by one, so that a million need no more memory than one. */
export function* generateDatasets(count: number, seed: number): Generator<Dataset> {
  const random = seededRandom(seed)
  const write = writer(random)
  const organizations = Math.max(37, Math.round(Math.sqrt(count) * 3.6))
  const draw = {
    organization: zipf(organizations, 0.9, random),
    keyword: zipf(keywordsKnown, 1, random),
    format: zipf(formatCodes.length, 1.2, random),
    theme: zipf(themeCodes.length, 0.6, random),
    place: zipf(placesKnown, 0.5, random),
    licence: zipf(licenceCodes.length, 1, random),
  }
  const below = (limit: number) => Math.floor(random() * limit)
  const several = <T>(most: number, one: () => T) => [...new Set(Array.from({ length: 1 + below(most) }, one))]
  for (let i = 0; i < count; i++) {
    const language = (["fr", "ar", "en"] as const)[random() < 0.5 ? 0 : random() < 0.7 ? 1 : 2]
    const other = language === "fr" ? "ar" : "fr"
    const number = draw.organization()
    const year = 2012 + Math.floor(Math.sqrt(random()) * 14.99)
    const modified = new Date(Date.UTC(year, below(12), 1 + below(28), below(24), below(60))).toISOString()
    const id = `00000000-0000-7000-8000-${i.toString(16).padStart(12, "0")}`
    const formats = several(5, () => formatCodes[draw.format()]!)
    const title = write(language, 5 + below(8))
    yield {
      id,
      slug: `dataset-${i}`,
      state: "published",
      title: random() < 0.3 ? { [language]: title, [other]: write(other, 5 + below(8)) } : { [language]: title },
      description: { [language]: write(language, 40 + below(81)) },
      keywords: { [language]: several(6, () => keyword(draw.keyword())) },
      sourceLanguage: language,
      organization: {
        id: `organization-${number}`,
        slug: `organization-${number}`,
        name: { fr: `Office ${number}`, ar: `ديوان ${number}` },
      },
      themes: [themeCodes[draw.theme()]!],
      licence: { code: licenceCodes[draw.licence()]! },
      frequency: { code: "ANNUAL" },
      spatial: [{ code: `iso:TN-${10 + draw.place()}` }],
      temporal: [{ start: String(year), end: String(year) }],
      issued: modified,
      modified,
      metadataModified: modified,
      createdAt: modified,
      sources: [
        {
          sourceId: `source-${number % 9}`,
          kind: "ckan",
          name: `Portail ${number % 9}`,
          url: "https://example.tn",
          remoteId: id,
          harvestedAt: modified,
        },
      ],
      editedFields: [],
      distributions: formats.map((format, position) => ({
        id: `${id}-${position}`,
        position,
        title: { [language]: write(language, 3 + below(4)) },
        format,
        downloadUrl: `https://data.example.tn/dataset/${i}/file-${position}.${format.toLowerCase()}`,
        byteSize: below(5e7),
      })),
    }
  }
}

function keyword(rank: number): string {
  return rank % 3 === 0 ? `وسم ${rank}` : `tag ${rank}`
}
