import type { ErrorText } from "./error-text.ts"

/** Questions to tables. Where the mistake stands is in the members `parameter`, `position` and `nearest` of the problem. */
export const queryErrorTexts = {
  "unknown-column": {
    status: 400,
    title: { ar: "عمود غير معروف", fr: "Colonne inconnue", en: "Unknown column" },
    detail: {
      ar: "لا يوجد في هذا الجدول عمود أو معامل باسم «{column}». إن وُجد اسم قريب منه فهو في «nearest».",
      fr: "Ce tableau n'a pas de colonne, ni l'interface de paramètre, « {column} ». Le nom le plus proche, s'il y en a un, est dans « nearest ».",
      en: "There is no column in this table, and no parameter, called “{column}”. The nearest name, if there is one, is in “nearest”.",
    },
  },
  "ambiguous-column": {
    status: 400,
    title: { ar: "اسم يدلّ على أكثر من عمود", fr: "Colonne ambiguë", en: "Ambiguous column" },
    detail: {
      ar: "يحمل أكثر من عمود العنوان «{column}». استعمل أحد هذه الأسماء: {names}.",
      fr: "Plusieurs colonnes ont l'en-tête « {column} ». Employez l'un de ces noms : {names}.",
      en: "Several columns have the header “{column}”. Use one of these names: {names}.",
    },
  },
  "unknown-operator": {
    status: 400,
    title: { ar: "عامل تصفية غير معروف", fr: "Opérateur inconnu", en: "Unknown operator" },
    detail: {
      ar: "لا يوجد عامل تصفية باسم «{operator}». العوامل المتاحة: {known}.",
      fr: "Il n'y a pas d'opérateur « {operator} ». Opérateurs possibles : {known}.",
      en: "There is no operator “{operator}”. Possible operators: {known}.",
    },
  },
  "unknown-query-function": {
    status: 400,
    title: { ar: "دالّة غير معروفة", fr: "Fonction inconnue", en: "Unknown function" },
    detail: {
      ar: "الدالّة «{function}» غير متاحة هنا. إن وُجد اسم قريب منها فهو في «nearest».",
      fr: "La fonction « {function} » n'est pas offerte ici. Le nom le plus proche, s'il y en a un, est dans « nearest ».",
      en: "The function “{function}” is not offered here. The nearest name, if there is one, is in “nearest”.",
    },
  },
  "unknown-table": {
    status: 400,
    title: { ar: "جدول غير معروف", fr: "Table inconnue", en: "Unknown table" },
    detail: {
      ar: "لا يوجد جدول متاح باسم «{table}». سمّ هذا الجدول this، وسمّ الجداول الأخرى بمعرّفاتها بين علامتي تنصيص مزدوجتين.",
      fr: "Aucune table ouverte ne s'appelle « {table} ». Cette table s'appelle this, les autres se nomment par leur identifiant entre guillemets doubles.",
      en: "There is no open table called “{table}”. This table is called this; name others by their identifier in double quotes.",
    },
  },
  "query-value": {
    status: 400,
    title: { ar: "قيمة لا تناسب العمود", fr: "Valeur inadaptée", en: "Value does not fit" },
    detail: {
      ar: "القيمة «{value}» ليست من النوع المطلوب ({type}).",
      fr: "La valeur « {value} » n'est pas du type attendu ({type}).",
      en: "The value “{value}” is not of the type that is expected ({type}).",
    },
  },
  "query-type": {
    status: 400,
    title: { ar: "نوع لا يصلح هنا", fr: "Type inadapté", en: "Type does not fit" },
    detail: {
      ar: "المنتظر هنا هو النوع {expected}، والموجود هو {found}.",
      fr: "Le type attendu ici est {expected}, le type trouvé est {found}.",
      en: "The type expected here is {expected}, the type found is {found}.",
    },
  },
  "query-syntax": {
    status: 400,
    title: { ar: "خطأ في الصياغة", fr: "Erreur de syntaxe", en: "Syntax error" },
    detail: {
      ar: "تعذّر فهم «{found}» في الموضع {position}. راجع الصياغة قبله وبعده.",
      fr: "« {found} » ne se comprend pas à la position {position}. Vérifiez ce qui précède et ce qui suit.",
      en: "“{found}” cannot be understood at position {position}. Check what stands before and after it.",
    },
  },
  "query-arguments": {
    status: 400,
    title: { ar: "معطيات الدالّة غير سليمة", fr: "Arguments incorrects", en: "Wrong arguments" },
    detail: {
      ar: "لا تُستعمل «{function}» بهذه الصورة. الاستعمال الصحيح: {expected}.",
      fr: "« {function} » ne s'emploie pas ainsi. Emploi correct : {expected}.",
      en: "“{function}” is not used in this way. Correct use: {expected}.",
    },
  },
  "query-grouping": {
    status: 400,
    title: { ar: "تجميع غير سليم", fr: "Regroupement incorrect", en: "Wrong grouping" },
    detail: {
      ar: "لا مكان لـ«{expression}» هنا: لا يظهر مع الدوالّ التجميعية إلا ما ورد في group_by، ولا تُستعمل هذه الدوالّ في where.",
      fr: "« {expression} » n'a pas sa place ici : à côté des agrégats ne figure que ce qui est dans group_by, et where n'admet pas d'agrégat.",
      en: "“{expression}” has no place here: beside aggregates there is only what stands in group_by, and where takes no aggregate.",
    },
  },
  "query-conflict": {
    status: 400,
    title: { ar: "معاملات متعارضة", fr: "Paramètres contradictoires", en: "Conflicting parameters" },
    detail: {
      ar: "لا يجتمع ما يلي في استعلام واحد: {parameters}. أبق واحدا منها، أو غيّر اسمه بـas.",
      fr: "Ceci ne va pas ensemble : {parameters}. Gardez-en un seul, ou renommez avec as.",
      en: "These do not go together: {parameters}. Keep one of them, or rename it with as.",
    },
  },
  "query-range": {
    status: 400,
    title: { ar: "عدد خارج الحدود", fr: "Nombre hors limites", en: "Number out of range" },
    detail: {
      ar: "العدد «{value}» خارج الحدود: من {least} إلى {most}.",
      fr: "Le nombre « {value} » est hors limites : de {least} à {most}.",
      en: "The number “{value}” is out of range: from {least} to {most}.",
    },
  },
  "query-too-complex": {
    status: 400,
    title: { ar: "استعلام معقّد جدا", fr: "Requête trop complexe", en: "Question too complex" },
    detail: {
      ar: "يتجاوز الاستعلام ما يُقبل من أجزاء (الحد: {limit}). اختصره أو قسّمه.",
      fr: "La requête a plus de parties qu'il n'est admis (limite : {limit}). Abrégez-la ou divisez-la.",
      en: "The question has more parts than it may have (limit: {limit}). Shorten or split it.",
    },
  },
  "query-not-read-only": {
    status: 400,
    title: { ar: "تعليمة SQL غير مقبولة", fr: "SQL non admis", en: "SQL not allowed" },
    detail: {
      ar: "تُقبل تعليمة SELECT واحدة على الجداول المتاحة فقط. غير مقبول: {found}.",
      fr: "Une seule instruction SELECT, sur les tables ouvertes, est admise. Non admis : {found}.",
      en: "One SELECT statement over open tables is allowed, nothing else. Not allowed: {found}.",
    },
  },
  "query-impossible": {
    status: 400,
    title: { ar: "استعلام لا يمكن تنفيذه", fr: "Requête impossible", en: "Question cannot be answered" },
    detail: {
      ar: "رفض محرّك الجداول الاستعلام: {detail}",
      fr: "Le moteur des tables refuse la requête : {detail}",
      en: "The engine of the tables refuses the question: {detail}",
    },
  },
  "query-took-too-long": {
    status: 422,
    title: { ar: "تجاوز الاستعلام المدّة", fr: "Requête trop longue", en: "Question took too long" },
    detail: {
      ar: "أُوقف الاستعلام بعد {seconds} ثانية. أضف شروطا، أو نزّل الجدول كاملا.",
      fr: "La requête a été arrêtée au bout de {seconds} s. Ajoutez des conditions, ou téléchargez le tableau entier.",
      en: "The question was stopped after {seconds} s. Add conditions, or download the whole table.",
    },
  },
  "query-too-large": {
    status: 422,
    title: { ar: "يحتاج الاستعلام إلى ذاكرة كبيرة", fr: "Requête trop lourde", en: "Question too large" },
    detail: {
      ar: "يحتاج الاستعلام إلى ذاكرة أكبر من المسموح. جمّع أقل، أو أضف شروطا.",
      fr: "La requête demande plus de mémoire qu'il n'est permis. Regroupez moins, ou ajoutez des conditions.",
      en: "The question needs more memory than it may have. Group less, or add conditions.",
    },
  },
  "engine-busy": {
    status: 503,
    title: { ar: "خدمة الجداول مشغولة", fr: "Service des tables occupé", en: "Tables are busy" },
    detail: {
      ar: "تنتظر استعلامات كثيرة دورها. أعد المحاولة بعد {retryAfterSeconds} ثوان.",
      fr: "Trop de requêtes attendent. Réessayez dans {retryAfterSeconds} s.",
      en: "Too many questions are waiting. Try again in {retryAfterSeconds} s.",
    },
  },
} as const satisfies Record<string, ErrorText>
