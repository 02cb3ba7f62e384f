import type { Texts } from "../reader-language.ts"
import type { GroupName } from "./endpoint.ts"

export const groupTexts: Record<GroupName, Texts> = {
  datasets: { ar: "مجموعات البيانات", fr: "Jeux de données", en: "Datasets" },
  series: { ar: "السلاسل", fr: "Séries", en: "Series" },
  services: { ar: "خدمات البيانات", fr: "Services de données", en: "Data services" },
  organizations: { ar: "الهياكل", fr: "Organisations", en: "Organizations" },
  vocabularies: { ar: "القوائم المرجعية", fr: "Vocabulaires", en: "Vocabularies" },
  search: { ar: "الاقتراحات", fr: "Suggestions", en: "Suggestions" },
  tables: { ar: "الجداول", fr: "Tableaux", en: "Tables" },
  changes: { ar: "التغييرات", fr: "Changements", en: "Changes" },
  description: { ar: "وصف الواجهة", fr: "Description de l'API", en: "Description of the API" },
  writing: { ar: "الكتابة", fr: "Écriture", en: "Writing" },
  bulk: { ar: "مجموعات كثيرة معا", fr: "Plusieurs jeux à la fois", en: "Many datasets at once" },
  uploads: { ar: "رفع الملفات", fr: "Envoi de fichiers", en: "Uploading files" },
  bodies: { ar: "الهياكل وأعضاؤها", fr: "Organismes et membres", en: "Bodies and their members" },
  lists: { ar: "تحرير القوائم المرجعية", fr: "Édition des vocabulaires", en: "Editing the vocabularies" },
  sources: { ar: "المصادر وعمليات الجلب", fr: "Sources et moissons", en: "Sources and harvests" },
  account: { ar: "حسابك والتدقيق", fr: "Votre compte et l’audit", en: "Your account and the audit" },
  portal: {
    ar: "محتوى البوابة وضبطها",
    fr: "Contenu et réglages du portail",
    en: "Content and settings of the portal",
  },
  workflow: { ar: "المراجعة والنشر", fr: "Relecture et publication", en: "Review and publication" },
}
