/** The words of `/ogc` in the three languages. */
import type { Texts } from "../reader-language.ts"

export const parameterTexts = {
  f: {
    ar: "شكل الجواب: json، أو html للانتقال إلى صفحة الموقع",
    fr: "Forme de la réponse : json, ou html pour être mené à la page du site",
    en: "Form of the answer: json, or html to be led to the page of the website",
  },
  lang: {
    ar: "لغة العناوين والأوصاف، بدلا من Accept-Language",
    fr: "Langue des titres et des descriptions, au lieu d’Accept-Language",
    en: "Language of titles and descriptions, instead of Accept-Language",
  },
  limit: {
    ar: "أقصى عدد من العناصر في الجواب؛ ما زاد على الحدّ الأعلى يُقرأ على أنه الحدّ الأعلى",
    fr: "Nombre maximal d’éléments dans la réponse ; au-delà du maximum, c’est le maximum qui vaut",
    en: "At most so many items in the answer; more than the maximum is read as the maximum",
  },
  cursor: {
    ar: "موضع الصفحة كما يعطيه رابط next",
    fr: "Place de la page, telle que la donne le lien next",
    en: "Place of the page, as the link “next” gives it",
  },
  bbox: {
    ar: "المعالم التي يلامس إطارها هذا الإطار، أو التي لا موقع لها: الغرب، الجنوب، الشرق، الشمال بالدرجات (CRS84). إن كان الغرب أكبر من الشرق عبَر الإطار خط الطول 180",
    fr: "Objets dont l’étendue touche ce cadre, ou sans position : ouest, sud, est, nord en degrés (CRS84). Un ouest supérieur à l’est passe le 180e méridien",
    en: "Features whose box touches this one, or that have no place: west, south, east, north in degrees (CRS84). A west beyond the east crosses the 180th meridian",
  },
  "bbox-crs": {
    ar: "نظام إحداثيات bbox: لا يُقبل إلا CRS84",
    fr: "Système de coordonnées de bbox : CRS84 seulement",
    en: "Coordinate reference system of bbox: CRS84 alone",
  },
  datetime: {
    ar: "لحظة أو فترة وفق RFC 3339، مفتوحة من أحد طرفيها عند الحاجة (‎../2024-12-31)، تُطبّق على أول عمود تاريخ في الجدول؛ الصفوف التي لا تاريخ لها تبقى",
    fr: "Instant ou période selon la RFC 3339, ouverte d’un côté au besoin (../2024-12-31), appliquée à la première colonne de dates ; les lignes sans date restent",
    en: "An instant or an interval of RFC 3339, open at one end if need be (../2024-12-31), for the first column of dates; rows without a date stay",
  },
  filters: {
    ar: "عمود=قيمة: أسماء الأعمدة القابلة للتصفية في queryables. يُقبل أيضا عمود__gte وعمود__contains وما شابههما",
    fr: "colonne=valeur : les colonnes sont dans queryables. colonne__gte, colonne__contains et les autres opérateurs des tables sont admis",
    en: "column=value: the columns are in queryables. column__gte, column__contains and the other operators of tables are understood too",
  },
  collectionId: { ar: "معرّف الجدول", fr: "Identifiant de la table", en: "Identifier of the table" },
  featureId: {
    ar: "معرّف المعلم كما في id: نسخة الجدول ورقم الصف فيها",
    fr: "Identifiant de l’objet, tel que dans id : version de la table et numéro de la ligne",
    en: "Identifier of the feature, as in id: the version of the table and the number of the row",
  },
} as const satisfies Record<string, Texts>

export const resourceTexts = {
  landing: { ar: "المدخل", fr: "Accueil", en: "Landing page" },
  conformance: {
    ar: "أصناف المطابقة التي تحترمها الواجهة",
    fr: "Classes de conformité respectées",
    en: "Conformance classes that are met",
  },
  api: { ar: "وصف الواجهة (OpenAPI 3.0)", fr: "Description OpenAPI 3.0", en: "OpenAPI 3.0 description" },
  documentation: { ar: "الواجهات للمطوّرين", fr: "Interfaces pour développeurs", en: "Interfaces for developers" },
  collections: {
    ar: "الجداول العمومية التي لها مواقع على الأرض",
    fr: "Tables publiques qui ont une place sur la terre",
    en: "Public tables that lie on the earth",
  },
  collection: { ar: "جدول واحد", fr: "Une table", en: "One table" },
  queryables: {
    ar: "الأعمدة التي يمكن التصفية بها",
    fr: "Colonnes par lesquelles filtrer",
    en: "Columns to filter by",
  },
  items: { ar: "معالم الجدول (GeoJSON)", fr: "Objets de la table (GeoJSON)", en: "Features of the table (GeoJSON)" },
  item: { ar: "معلم واحد (GeoJSON)", fr: "Un objet (GeoJSON)", en: "One feature (GeoJSON)" },
  dataset: { ar: "مجموعة البيانات", fr: "Jeu de données", en: "Dataset" },
  licence: { ar: "الرخصة", fr: "Licence", en: "Licence" },
  geometry: { ar: "الموقع", fr: "Position", en: "Place" },
} as const satisfies Record<string, Texts>

export const apiDescription: Texts = {
  ar: "الجداول العمومية التي لها مواقع، وفق OGC API – Features، لتفتحها QGIS وغيرها من برامج الخرائط. الإحداثيات بالدرجات (CRS84).",
  fr: "Les tables publiques qui ont une position, selon OGC API – Features, pour QGIS et les autres logiciels de cartographie. Coordonnées en degrés (CRS84).",
  en: "Public tables that have a place, as OGC API – Features, for QGIS and other mapping programs. Coordinates are in degrees (CRS84).",
}

export const answerTexts = {
  page: { ar: "صفحة الموقع", fr: "La page du site", en: "The page of the website" },
  unchanged: { ar: "لم يتغيّر شيء", fr: "Rien n’a changé", en: "Nothing changed" },
  problem: { ar: "خطأ، وفيه رمزه وشرحه", fr: "Une erreur, avec son code", en: "A problem, with its code" },
} as const satisfies Record<string, Texts>
