import type { LocalisedText } from "../../src/texts/index.ts"
import type { Licence, Theme } from "../../src/vocabulary/index.ts"

// Where several themes share an EU theme, the one that means it first: the first answers for the EU code.
const themeOrder = [
  "agriculture",
  "sante",
  "education",
  "transport",
  "economie-finances",
  "affaires-sociales",
  "environnement",
  "energie-mines",
  "culture",
  "collectivites-locales",
  "gouvernance",
  "enseignement-superieur",
  "emploi-formation",
  "industrie-commerce",
  "equipement-habitat",
  "justice-securite",
  "technologies",
  "tourisme",
  "jeunesse-sport",
]

// Names of Lucide icons.
const icons: Readonly<Record<string, string>> = {
  agriculture: "wheat",
  sante: "heart-pulse",
  education: "school",
  transport: "bus",
  "economie-finances": "landmark",
  "affaires-sociales": "hand-heart",
  environnement: "leaf",
  "energie-mines": "zap",
  culture: "library",
  "collectivites-locales": "building-2",
  gouvernance: "scale",
  "enseignement-superieur": "graduation-cap",
  "emploi-formation": "briefcase",
  "industrie-commerce": "factory",
  "equipement-habitat": "house",
  "justice-securite": "shield",
  technologies: "wifi",
  tourisme: "palmtree",
  "jeunesse-sport": "trophy",
}

export function compileThemes(source: unknown): readonly Theme[] {
  const { themes } = source as { themes: { id: string; label: LocalisedText; eu_data_theme: string }[] }
  return themeOrder.map((code, index) => {
    const theme = themes.find(({ id }) => id === code)!
    return { code, label: theme.label, euTheme: theme.eu_data_theme, icon: icons[code]!, position: index + 1 }
  })
}

interface LicenceExtra {
  readonly url?: string
  readonly rawValues?: readonly string[]
  readonly remark?: LocalisedText
}

const licenceExtras: Readonly<Record<string, LicenceExtra>> = {
  "lndpo-tn": {
    rawValues: ["licence nationale", "Licence nationale de données publiques ouvertes (LNDPO)", "LNDPO"],
    remark: {
      ar: "الأمر الحكومي عدد 3 لسنة 2021: إعادة استعمال مجانية في كامل العالم وبدون تحديد زمني، لأغراض تجارية أو غير تجارية، مع ذكر المنتج وتاريخ البيانات.",
      fr: "Décret gouvernemental n° 2021-3 : réutilisation gratuite, dans le monde entier et sans limite de durée, commerciale ou non, à condition de citer le producteur et la date des données.",
      en: "Government decree 2021-3: free reuse, worldwide and without time limit, commercial or not, provided that the producer and the date of the data are named.",
    },
  },
  otl: {
    rawValues: ["Open Tunisian License", "Open Tunisian Licence (OTL)"],
    remark: {
      ar: "مستعملة في بوابة النقل.",
      fr: "Utilisée par le portail du transport.",
      en: "Used by the transport portal.",
    },
  },
  "otl-industrie": {
    remark: {
      ar: "معرّف خاص ببوابة الصناعة لم نطّلع على نصه، لذلك لا تُعرض هذه الرخصة على أنها مفتوحة.",
      fr: "Identifiant propre au portail de l’industrie ; son texte n’est pas connu, cette licence n’est donc pas présentée comme ouverte.",
      en: "An identifier of the industry portal whose text is not known, so this licence is not shown as open.",
    },
  },
  "cc0-1.0": {
    url: "https://creativecommons.org/publicdomain/zero/1.0/",
    rawValues: ["CC0-1.0", "CC0 1.0", "http://publications.europa.eu/resource/authority/licence/CC0"],
  },
  "cc-by-4.0": {
    url: "https://creativecommons.org/licenses/by/4.0/",
    rawValues: [
      "CC BY 4.0",
      "CC-BY-4.0",
      "CC BY",
      "Creative Commons Attribution 4.0",
      "Creative Commons Attribution 4.0 International",
      "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0",
      "http://creativecommons.org/licenses/by/",
    ],
    remark: {
      ar: "لا تذكر البوابات المصدر رقم النسخة.",
      fr: "Les portails d’origine ne précisent pas la version.",
      en: "The original portals do not state the version.",
    },
  },
  "odbl-1.0": {
    url: "https://opendatacommons.org/licenses/odbl/1-0/",
    rawValues: [
      "ODbL",
      "ODbL 1.0",
      "ODbL-1.0",
      "http://opendatacommons.org/licenses/odbl/",
      "http://www.opendatacommons.org/licenses/odbl",
    ],
  },
  "other-pd": { rawValues: ["public domain", "domaine public", "Autre (Domaine public)", "ملك عام"] },
  "other-open": { rawValues: ["Autre (Ouvert)", "Other (Open)", "licence ouverte autre"] },
  notspecified: {
    rawValues: ["License not specified", "Licence non spécifiée", "Licence Not Specified", "none", "aucune"],
    remark: {
      ar: "دون رخصة لا يُعدّ النفاذ مفتوحا: اتصلوا بالمنتج قبل إعادة الاستعمال.",
      fr: "Sans licence, les données ne sont pas ouvertes : interrogez le producteur avant toute réutilisation.",
      en: "Without a licence data are not open: ask the producer before reusing them.",
    },
  },
}

interface LicenceSource {
  id: string
  title: LocalisedText
  kind: string
  open: boolean | null
  raw_values: string[]
}

export function compileLicences(source: unknown): readonly Licence[] {
  return (source as { licences: LicenceSource[] }).licences.map(({ id, title, kind, open, raw_values }) => {
    const { rawValues = [], url, remark } = licenceExtras[id] ?? {}
    return {
      code: id,
      title,
      ...(url ? { url } : {}),
      open: open === true,
      kind,
      rawValues: [...raw_values, ...rawValues].filter((value) => value !== ""),
      ...(remark ? { remark } : {}),
    }
  })
}

export interface SeedOrganization {
  readonly slug: string
  readonly acronym?: string
  readonly name: LocalisedText
  readonly level: string
  readonly theme: string
  readonly parent?: string
  readonly successor?: string
  readonly formerNames: readonly LocalisedText[]
}

// Names that ministries bore, and spellings met in harvests.
const formerNames: Readonly<Record<string, readonly LocalisedText[]>> = {
  "ministere-agriculture": [
    { ar: "وزارة الفلاحة", fr: "Ministère de l’Agriculture" },
    { fr: "Ministère de l’Agriculture, des Ressources Hydrauliques et de la Pêche Maritime" },
  ],
  "ministere-industrie-energie-mines": [
    { ar: "وزارة الصناعة والطاقة والمناجم", fr: "Ministère de l’Industrie, de l’Énergie et des Mines" },
    { fr: "Ministère de l’Industrie, des Mines et de l’Énergie" },
  ],
  "ministere-affaires-culturelles": [{ ar: "وزارة الثقافة", fr: "Ministère de la Culture" }],
  "ministere-transport": [{ ar: "وزارة النقل واللوجستيك", fr: "Ministère du Transport et de la Logistique" }],
  "ministere-sante": [{ ar: "وزارة الصحة العمومية", fr: "Ministère de la Santé Publique" }],
  "ministere-famille": [
    { ar: "وزارة المرأة والأسرة والطفولة", fr: "Ministère de la Femme, de la Famille et de l’Enfance" },
  ],
  "ministere-technologies-communication": [
    { fr: "Ministère des Technologies de la Communication et de l’Économie Numérique" },
  ],
  "commune-bouarada": [{ fr: "Commune de Bouarada" }, { fr: "Municipalité de Bou Arada" }],
  "commune-agareb": [{ fr: "Commune d’Agareb" }],
  "commune-gabes": [{ fr: "Municipalité de Gabès" }],
  transtu: [{ fr: "Société de transport de Tunis" }],
  inm: [{ fr: "INM - Institut national de la météorologie" }],
}
const successors: Readonly<Record<string, string>> = { "ministere-affaires-locales": "ministere-interieur" }
const corrections: Readonly<Record<string, string>> = {
  "Commissariat Régional au Développement Agricole de Le Kef": "Commissariat Régional au Développement Agricole du Kef",
  "Ministère de l'Industrie, de l’Energie, des Mines": "Ministère de l’Industrie, des Mines et de l’Énergie",
  "Commune Bouarada": "Commune de Bouarada",
  "Municipalité Agareb": "Commune d’Agareb",
}

interface OrganizationSource {
  slug: string
  acronym: string | null
  name: { ar: string; fr: string; en: string }
  type: string
  sector: string
  parent: string | null
}

export function compileOrganizations(source: unknown): readonly SeedOrganization[] {
  return (source as { organizations: OrganizationSource[] }).organizations.map((body) => {
    const fr = (corrections[body.name.fr] ?? body.name.fr).replaceAll("'", "’")
    const former = [...(formerNames[body.slug] ?? []), ...(corrections[body.name.fr] ? [{ fr: body.name.fr }] : [])]
    const successor = successors[body.slug]
    return {
      slug: body.slug,
      // Each regional commission bears the same letters: they name the kind of body, not one of them.
      ...(body.acronym && body.type !== "regional" ? { acronym: body.acronym } : {}),
      name: { ar: body.name.ar, fr, en: body.name.en },
      level: body.type,
      theme: body.sector,
      ...(body.parent ? { parent: body.parent } : {}),
      ...(successor ? { successor } : {}),
      formerNames: former.filter((name) => name.fr !== fr),
    }
  })
}
