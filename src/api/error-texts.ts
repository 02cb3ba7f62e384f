/**
 * The catalogue of public error codes: what each means, in the three languages. `docs/reference/errors.md` has a line for
 * each, and a test compares the two in both directions. `{name}` stands for a value of the refusal.
 */
import type { ErrorText } from "./error-text.ts"
import { officeErrorTexts } from "./office-error-texts.ts"
import { queryErrorTexts } from "./query-error-texts.ts"
import { tableErrorTexts } from "./table-error-texts.ts"
import { writeErrorTexts } from "./write-error-texts.ts"

export const errorTexts = {
  "bad-request": {
    status: 400,
    title: { ar: "طلب غير سليم", fr: "Requête malformée", en: "Malformed request" },
    detail: {
      ar: "تعذّرت قراءة الطلب. تحقّق من ترميز العنوان ومن محتوى الطلب.",
      fr: "La requête n'a pas pu être lue. Vérifiez l'encodage de l'adresse et le corps de la requête.",
      en: "The request could not be read. Check the encoding of the address and the body of the request.",
    },
  },
  "invalid-parameter": {
    status: 400,
    title: { ar: "قيمة معامل غير صالحة", fr: "Valeur de paramètre invalide", en: "Invalid parameter value" },
    detail: {
      ar: "للمعامل «{field}» قيمة غير مقبولة. التفاصيل في «errors».",
      fr: "Le paramètre « {field} » a une valeur qui n'est pas admise. Le détail est dans « errors ».",
      en: "The parameter “{field}” has a value that it cannot have. The details are in “errors”.",
    },
  },
  "unknown-parameter": {
    status: 400,
    title: { ar: "معامل غير معروف", fr: "Paramètre inconnu", en: "Unknown parameter" },
    detail: {
      ar: "لا يوجد معامل باسم «{field}» هنا. المعاملات المتاحة: {known}.",
      fr: "Il n'y a pas de paramètre « {field} » ici. Paramètres possibles : {known}.",
      en: "There is no parameter “{field}” here. Possible parameters: {known}.",
    },
  },
  "invalid-cursor": {
    status: 400,
    title: { ar: "مؤشّر صفحة غير صالح", fr: "Curseur invalide", en: "Invalid cursor" },
    detail: {
      ar: "المؤشّر في «{field}» تالف أو يخصّ استعلاما آخر. أعد من الصفحة الأولى بنفس المعاملات.",
      fr: "Le curseur de « {field} » est abîmé ou appartient à une autre requête. Reprenez à la première page.",
      en: "The cursor in “{field}” is damaged or belongs to another query. Start again from the first page.",
    },
  },
  "not-found": {
    status: 404,
    title: { ar: "لا شيء في هذا العنوان", fr: "Rien à cette adresse", en: "Nothing at this address" },
    detail: {
      ar: "لا يوجد شيء في هذا العنوان. العناوين موصوفة في /api/v1/openapi.json.",
      fr: "Il n'y a rien à cette adresse. Les adresses sont décrites dans /api/v1/openapi.json.",
      en: "There is nothing at this address. The addresses are described in /api/v1/openapi.json.",
    },
  },
  "dataset-not-found": {
    status: 404,
    title: { ar: "مجموعة البيانات غير موجودة", fr: "Jeu de données introuvable", en: "Dataset not found" },
    detail: {
      ar: "لا توجد مجموعة بيانات معرّفها أو اسمها «{ref}».",
      fr: "Aucun jeu de données n'a l'identifiant ou le nom « {ref} ».",
      en: "No dataset has the identifier or slug “{ref}”.",
    },
  },
  "dataset-withdrawn": {
    status: 410,
    title: { ar: "سُحبت مجموعة البيانات", fr: "Jeu de données retiré", en: "Dataset withdrawn" },
    detail: {
      ar: "سُحبت مجموعة البيانات {id} بتاريخ {at}. السبب في «withdrawal».",
      fr: "Le jeu de données {id} a été retiré le {at}. La raison est dans « withdrawal ».",
      en: "The dataset {id} was withdrawn on {at}. The reason is in “withdrawal”.",
    },
  },
  "series-not-found": {
    status: 404,
    title: { ar: "السلسلة غير موجودة", fr: "Série introuvable", en: "Series not found" },
    detail: {
      ar: "لا توجد سلسلة معرّفها أو اسمها «{ref}».",
      fr: "Aucune série n'a l'identifiant ou le nom « {ref} ».",
      en: "No series has the identifier or slug “{ref}”.",
    },
  },
  "series-withdrawn": {
    status: 410,
    title: { ar: "سُحبت السلسلة", fr: "Série retirée", en: "Series withdrawn" },
    detail: {
      ar: "سُحبت السلسلة {id} بتاريخ {at}. السبب في «withdrawal».",
      fr: "La série {id} a été retirée le {at}. La raison est dans « withdrawal ».",
      en: "The series {id} was withdrawn on {at}. The reason is in “withdrawal”.",
    },
  },
  "service-not-found": {
    status: 404,
    title: { ar: "خدمة البيانات غير موجودة", fr: "Service de données introuvable", en: "Data service not found" },
    detail: {
      ar: "لا توجد خدمة بيانات معرّفها أو اسمها «{ref}».",
      fr: "Aucun service de données n'a l'identifiant ou le nom « {ref} ».",
      en: "No data service has the identifier or slug “{ref}”.",
    },
  },
  "service-withdrawn": {
    status: 410,
    title: { ar: "سُحبت خدمة البيانات", fr: "Service de données retiré", en: "Data service withdrawn" },
    detail: {
      ar: "سُحبت خدمة البيانات {id} بتاريخ {at}. السبب في «withdrawal».",
      fr: "Le service de données {id} a été retiré le {at}. La raison est dans « withdrawal ».",
      en: "The data service {id} was withdrawn on {at}. The reason is in “withdrawal”.",
    },
  },
  "distribution-not-found": {
    status: 404,
    title: { ar: "التوزيعة غير موجودة", fr: "Distribution introuvable", en: "Distribution not found" },
    detail: {
      ar: "لا توجد توزيعة معرّفها «{ref}».",
      fr: "Aucune distribution n'a l'identifiant « {ref} ».",
      en: "No distribution has the identifier “{ref}”.",
    },
  },
  "distribution-vanished": {
    status: 410,
    title: { ar: "لم تعد التوزيعة متاحة", fr: "Distribution disparue", en: "Distribution gone" },
    detail: {
      ar: "لم تعد التوزيعة {id} متاحة منذ {at}. انظر مجموعة البيانات «{dataset}».",
      fr: "La distribution {id} n'est plus offerte depuis le {at}. Voir le jeu de données « {dataset} ».",
      en: "The distribution {id} is no longer offered since {at}. See the dataset “{dataset}”.",
    },
  },
  "organization-not-found": {
    status: 404,
    title: { ar: "الهيكل غير موجود", fr: "Organisation introuvable", en: "Organization not found" },
    detail: {
      ar: "لا يوجد هيكل معرّفه أو اسمه «{ref}».",
      fr: "Aucune organisation n'a l'identifiant ou le nom « {ref} ».",
      en: "No organization has the identifier or slug “{ref}”.",
    },
  },
  "changes-start-again": {
    status: 410,
    title: { ar: "أعد من البداية", fr: "Reprenez depuis le début", en: "Start again" },
    detail: {
      ar: "استُعيدت قاعدة البيانات منذ صدور هذه العلامة. أعد قراءة التغييرات بدون «after».",
      fr: "La base a été restaurée depuis que ce jeton a été donné. Relisez les changements sans « after ».",
      en: "The database was restored since this token was given. Read the changes again without “after”.",
    },
  },
  "method-not-allowed": {
    status: 405,
    title: { ar: "طريقة غير مسموح بها", fr: "Méthode non admise", en: "Method not allowed" },
    detail: {
      ar: "لا يقبل هذا العنوان {method}، بل {allowed}.",
      fr: "Cette adresse n'admet pas {method}, mais {allowed}.",
      en: "This address does not take {method}, but {allowed}.",
    },
  },
  "body-too-large": {
    status: 413,
    title: { ar: "محتوى كبير جدا", fr: "Corps trop grand", en: "Body too large" },
    detail: {
      ar: "محتوى الطلب أكبر من الحد المسموح به. قسّمه.",
      fr: "Le corps de la requête dépasse la limite. Divisez-le.",
      en: "The body of the request is larger than the limit. Split it.",
    },
  },
  "uri-too-long": {
    status: 414,
    title: { ar: "عنوان طويل جدا", fr: "Adresse trop longue", en: "Address too long" },
    detail: {
      ar: "جزء من العنوان أطول من الحد المسموح به.",
      fr: "Une partie de l'adresse dépasse la longueur admise.",
      en: "A part of the address is longer than the limit.",
    },
  },
  "unsupported-media-type": {
    status: 415,
    title: { ar: "نوع محتوى غير مقبول", fr: "Type de contenu non admis", en: "Media type not supported" },
    detail: {
      ar: "لا يقبل هذا العنوان محتوى من هذا النوع. أرسل application/json.",
      fr: "Cette adresse n'admet pas ce type de contenu. Envoyez application/json.",
      en: "This address does not take this type of content. Send application/json.",
    },
  },
  "misdirected-host": {
    status: 421,
    title: { ar: "اسم خادم غير معروف", fr: "Nom d'hôte inconnu", en: "Unknown host name" },
    detail: {
      ar: "هذا الخادم لا يجيب بهذا الاسم. اضبط FIHRIST_BASE_URL.",
      fr: "Ce serveur ne répond pas sous ce nom. Réglez FIHRIST_BASE_URL.",
      en: "This server does not answer under this name. Set FIHRIST_BASE_URL.",
    },
  },
  "too-many-requests": {
    status: 429,
    title: { ar: "طلبات كثيرة", fr: "Trop de requêtes", en: "Too many requests" },
    detail: {
      ar: "عدد طلباتك كبير. انتظر {retryAfterSeconds} ثانية ثم أعد المحاولة.",
      fr: "Vous demandez trop vite. Attendez {retryAfterSeconds} s avant de recommencer.",
      en: "You are asking too fast. Wait {retryAfterSeconds} s before you try again.",
    },
  },
  "internal-error": {
    status: 500,
    title: { ar: "خطأ داخلي", fr: "Erreur interne", en: "Internal error" },
    detail: {
      ar: "حدث خطأ من جهتنا. اذكر المعرّف {requestId} عند التبليغ عنه.",
      fr: "Une erreur s'est produite de notre côté. Citez l'identifiant {requestId} en la signalant.",
      en: "Something went wrong on our side. Quote the id {requestId} when you report it.",
    },
  },
  unavailable: {
    status: 503,
    title: { ar: "الخدمة غير متاحة", fr: "Service indisponible", en: "Service unavailable" },
    detail: {
      ar: "لم تجب الخدمة في الوقت المناسب. أعد المحاولة بعد قليل ({requestId}).",
      fr: "Le service n'a pas répondu à temps. Réessayez dans un moment ({requestId}).",
      en: "The service did not answer in time. Try again in a moment ({requestId}).",
    },
  },
  ...writeErrorTexts,
  ...officeErrorTexts,
  ...queryErrorTexts,
  ...tableErrorTexts,
} as const satisfies Record<string, ErrorText>

export type ErrorCode = keyof typeof errorTexts

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTexts, code)
}
