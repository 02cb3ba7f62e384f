import type { Texts } from "../reader-language.ts"
import type { GroupName } from "./endpoint.ts"

export const groupTexts: Record<GroupName, Texts> = {
  datasets: { ar: "مجموعات البيانات", fr: "Jeux de données", en: "Datasets" },
  series: { ar: "السلاسل", fr: "Séries", en: "Series" },
  services: { ar: "خدمات البيانات", fr: "Services de données", en: "Data services" },
  organizations: { ar: "الهياكل", fr: "Organisations", en: "Organizations" },
  vocabularies: { ar: "القوائم المرجعية", fr: "Vocabulaires", en: "Vocabularies" },
  search: { ar: "الاقتراحات", fr: "Suggestions", en: "Suggestions" },
  changes: { ar: "التغييرات", fr: "Changements", en: "Changes" },
  description: { ar: "وصف الواجهة", fr: "Description de l'API", en: "Description of the API" },
  writing: { ar: "الكتابة", fr: "Écriture", en: "Writing" },
  workflow: { ar: "المراجعة والنشر", fr: "Relecture et publication", en: "Review and publication" },
}
