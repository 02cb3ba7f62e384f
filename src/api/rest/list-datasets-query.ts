import { facetNames, sortOrders } from "../../search/index.ts"
import {
  boxParameter,
  choiceParameter,
  integerParameter,
  momentParameter,
  repeatableChoiceParameter,
  repeatableParameter,
  textParameter,
} from "./parameters.ts"

/** The parameters of `GET /datasets` (DESIGN §4). */
export const datasetQuery = {
  q: textParameter({
    ar: "كلمات، «عبارة بين علامتي تنصيص»، -كلمة للاستبعاد، كلمة* لبداية كلمة",
    fr: "Mots, « phrases entre guillemets », -mot pour exclure, début* pour un préfixe",
    en: 'Words, "phrases", -word to exclude, prefix*',
  }),
  organization: repeatableParameter({
    ar: "اسم الهيكل في العنوان",
    fr: "Nom de l'organisation dans l'adresse",
    en: "Slug of the organization",
  }),
  theme: repeatableParameter({ ar: "رمز المحور", fr: "Code du thème", en: "Code of the theme" }),
  format: repeatableParameter({ ar: "صيغة الملف", fr: "Format de fichier", en: "File format" }),
  licence: repeatableParameter({ ar: "رمز الرخصة", fr: "Code de la licence", en: "Code of the licence" }),
  keyword: repeatableParameter({ ar: "كلمة مفتاح", fr: "Mot-clé", en: "Keyword" }),
  place: repeatableParameter({
    ar: "المكان: قائمة:رمز، مثل iso:TN-11",
    fr: "Lieu : LISTE:CODE, par exemple iso:TN-11",
    en: "Place: SCHEME:CODE, for instance iso:TN-11",
  }),
  language: repeatableParameter({
    ar: "لغة البيانات (BCP 47)",
    fr: "Langue des données (BCP 47)",
    en: "Language of the data (BCP 47)",
  }),
  year: repeatableParameter({ ar: "سنة تغطيها البيانات", fr: "Année couverte", en: "Year covered" }),
  source: repeatableParameter({
    ar: "معرّف البوابة الأصلية",
    fr: "Identifiant de la source moissonnée",
    en: "Identifier of the harvested source",
  }),
  modified_since: momentParameter({
    ar: "ما تغيّرت بياناته الوصفية منذ هذا التاريخ (ISO 8601)",
    fr: "Dont les métadonnées ont changé depuis cette date (ISO 8601)",
    en: "Whose metadata changed since this date (ISO 8601)",
  }),
  bbox: boxParameter({
    ar: "مستطيل جغرافي بالدرجات: الغرب ثم الجنوب ثم الشرق ثم الشمال، تفصل بينها فاصلة لاتينية (,)",
    fr: "Rectangle : ouest,sud,est,nord en degrés",
    en: "Box: west,south,east,north in degrees",
  }),
  sort: choiceParameter(sortOrders, {
    ar: "الترتيب؛ «-» تعني الأحدث أولا؛ id ثابت للقراءة الكاملة",
    fr: "Ordre ; « - » du plus récent au plus ancien ; id est stable, pour tout lire",
    en: "Order; “-” is newest first; id is stable, for reading everything",
  }),
  limit: integerParameter(
    { min: 1, max: 1000, otherwise: 20 },
    { ar: "عدد العناصر في الصفحة", fr: "Éléments par page", en: "Items per page" },
  ),
  cursor: textParameter({
    ar: "قيمة next من الصفحة السابقة",
    fr: "Valeur de next de la page précédente",
    en: "Value of next of the page before",
  }),
  facets: repeatableChoiceParameter([...facetNames, "none"], {
    ar: "المرشّحات المطلوبة: كلها إن لم تُذكر، ولا شيء منها مع none",
    fr: "Facettes voulues ; toutes par défaut, none pour aucune",
    en: "Facets wanted; all when absent, none for none",
  }),
  facet_limit: integerParameter(
    { min: 1, max: 1000, otherwise: 20 },
    { ar: "عدد القيم في كل مرشّح", fr: "Valeurs par facette", en: "Values per facet" },
  ),
}
