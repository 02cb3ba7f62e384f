import type { Texts } from "./reader-language.ts"

/** The words around the reference of the interfaces. */
export const referenceWords = {
  parameter: { ar: "المعامل", fr: "Paramètre", en: "Parameter" },
  values: { ar: "القيم", fr: "Valeurs", en: "Values" },
  meaning: { ar: "المعنى", fr: "Sens", en: "Meaning" },
  repeatable: { ar: "يمكن تكراره", fr: "répétable", en: "repeatable" },
  required: { ar: "إلزامي", fr: "obligatoire", en: "required" },
  otherwise: { ar: "القيمة التلقائية", fr: "par défaut", en: "default" },
  parametersOf: { ar: "معاملات", fr: "Paramètres de", en: "Parameters of" },
  noParameters: { ar: "بدون معاملات.", fr: "Sans paramètre.", en: "No parameters." },
  wantsToken: {
    ar: "يحتاج رمزا: Authorization: Bearer …",
    fr: "Demande un jeton : Authorization: Bearer …",
    en: "Wants a token: Authorization: Bearer …",
  },
  fields: { ar: "ما يُرسل (JSON):", fr: "Ce qui est envoyé (JSON) :", en: "What is sent (JSON):" },
  examples: { ar: "أمثلة", fr: "Exemples", en: "Examples" },
  openApi: {
    ar: "وصف OpenAPI 3.1 للبرامج",
    fr: "Description OpenAPI 3.1, pour les programmes",
    en: "OpenAPI 3.1 description, for programs",
  },
  errors: { ar: "رموز الأخطاء", fr: "Codes d’erreur", en: "Error codes" },
  code: { ar: "الرمز", fr: "Code", en: "Code" },
  status: { ar: "حالة HTTP", fr: "Statut HTTP", en: "HTTP status" },
  ckan: { ar: "واجهة CKAN", fr: "API Action de CKAN", en: "CKAN Action API" },
  ckanLead: {
    ar: "للبرامج المكتوبة لـ CKAN 2.11؛ الكتابة برمز في Authorization. نصوص المساعدة بالإنجليزية كما في CKAN.",
    fr: "Pour les programmes écrits pour CKAN 2.11 ; l’écriture demande un jeton dans Authorization. L’aide est en anglais, comme dans CKAN.",
    en: "For programs written for CKAN 2.11; writing wants a token in Authorization.",
  },
  action: { ar: "الإجراء", fr: "Action", en: "Action" },
  does: { ar: "ما يفعله", fr: "Ce qu’elle fait", en: "What it does" },
} as const satisfies Record<string, Texts>
