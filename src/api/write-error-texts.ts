/** What can go wrong when something is written, in the three languages; part of the catalogue of `error-texts.ts`. */
import type { ErrorText } from "./error-text.ts"

export const writeErrorTexts = {
  "not-signed-in": {
    status: 401,
    title: { ar: "لا بدّ من رمز", fr: "Jeton nécessaire", en: "Token needed" },
    detail: {
      ar: "أرسل رمزا صالحا في Authorization: Bearer … ؛ تنشئ رمزا في صفحة حسابك.",
      fr: "Envoyez un jeton valable dans Authorization: Bearer … ; on le crée dans la page de son compte.",
      en: "Send a valid token in Authorization: Bearer …; one is made on the page of your account.",
    },
  },
  "not-allowed": {
    status: 403,
    title: { ar: "غير مسموح", fr: "Action non permise", en: "Not allowed" },
    detail: {
      ar: "لا يسمح دورك، أو صلاحيات رمزك، بهذا العمل ({action}). اطلبه من منسّق الهيكل.",
      fr: "Votre rôle, ou les droits de votre jeton, ne permettent pas cette action ({action}). Demandez-la au coordinateur de l’organisme.",
      en: "Your role, or the scopes of your token, do not allow this action ({action}). Ask the coordinator of the body.",
    },
  },
  "invalid-input": {
    status: 422,
    title: { ar: "بيانات غير صالحة", fr: "Données invalides", en: "Invalid input" },
    detail: {
      ar: "لم يُحفظ شيء: في ما أرسلته أخطاء، وتفصيلها في «errors» بموضعها.",
      fr: "Rien n’a été enregistré : ce qui est envoyé contient des erreurs, détaillées dans « errors », chacune à sa place.",
      en: "Nothing was saved: what was sent has mistakes, listed in “errors”, each at its place.",
    },
  },
  stale: {
    status: 412,
    title: { ar: "تغيّر في الأثناء", fr: "Modifié entre-temps", en: "Changed meanwhile" },
    detail: {
      ar: "تغيّر بعد قراءتك له (النسخة الحالية {current}). اقرأه من جديد ثم أعد الكتابة.",
      fr: "L’objet a changé depuis votre lecture (version actuelle : {current}). Relisez-le, puis écrivez de nouveau.",
      en: "It changed since you read it (the present version is {current}). Read it again, then write again.",
    },
  },
  "wrong-state": {
    status: 409,
    title: { ar: "غير ممكن في الوضع الحالي", fr: "Impossible dans cet état", en: "Not in this state" },
    detail: {
      ar: "لا يمكن هذا العمل ({action}) والحال هي {state}.",
      fr: "Cette action ({action}) n’est pas possible dans l’état présent ({state}).",
      en: "This action ({action}) cannot be done in the present state ({state}).",
    },
  },
  "draft-conflicts": {
    status: 409,
    title: { ar: "تعارض في التعديل", fr: "Modifications concurrentes", en: "Conflicting changes" },
    detail: {
      ar: "تغيّر المنشور في الأثناء في الحقول نفسها ({fields}) للمجموعة {id}. راجع المسوّدة ثم انشر من جديد.",
      fr: "Ce qui est publié a changé entre-temps dans les mêmes champs ({fields}) du jeu {id}. Relisez le brouillon, puis publiez de nouveau.",
      en: "What is published changed meanwhile in the same fields ({fields}) of {id}. Look at the draft, then publish again.",
    },
  },
  "personal-data-unanswered": {
    status: 409,
    title: { ar: "معطيات شخصية محتملة", fr: "Données personnelles possibles", en: "Possible personal data" },
    detail: {
      ar: "قد تحتوي هذه الملفات على معطيات شخصية: {files} (الأعمدة: {columns}). أجب عن التنبيه قبل النشر.",
      fr: "Ces fichiers pourraient contenir des données personnelles : {files} (colonnes : {columns}). Répondez à l’avertissement avant de publier.",
      en: "These files may contain personal data: {files} (columns: {columns}). Answer the warning before you publish.",
    },
  },
  "idempotency-key-reused": {
    status: 422,
    title: { ar: "مفتاح مستعمل لطلب آخر", fr: "Clé déjà employée", en: "Key used for another request" },
    detail: {
      ar: "استُعمل مفتاح Idempotency-Key نفسه لطلب آخر. استعمل مفتاحا جديدا لكل طلب.",
      fr: "La même Idempotency-Key a servi à une autre demande. Prenez une clé nouvelle par demande.",
      en: "The same Idempotency-Key was used for another request. Take a new key for each request.",
    },
  },
  "invalid-idempotency-key": {
    status: 400,
    title: { ar: "مفتاح غير صالح", fr: "Clé invalide", en: "Invalid key" },
    detail: {
      ar: "يتكوّن Idempotency-Key من 1 إلى 255 حرفا لاتينيا ظاهرا.",
      fr: "Une Idempotency-Key a de 1 à 255 caractères ASCII visibles.",
      en: "An Idempotency-Key has 1 to 255 visible ASCII characters.",
    },
  },
  "idempotency-key-in-use": {
    status: 409,
    title: { ar: "الطلب قيد الإنجاز", fr: "Demande en cours", en: "Request in progress" },
    detail: {
      ar: "الطلب الأول بهذا المفتاح لم ينته بعد. أعد المحاولة بعد قليل.",
      fr: "La première demande avec cette clé n’est pas terminée. Réessayez dans un moment.",
      en: "The first request with this key has not ended yet. Try again in a moment.",
    },
  },
  "upload-not-found": {
    status: 404,
    title: { ar: "لا يوجد رفع كهذا", fr: "Envoi introuvable", en: "No such upload" },
    detail: {
      ar: "لا يوجد رفع جار بهذا المعرّف ({id})، أو انتهى أجله. ابدأ من جديد.",
      fr: "Aucun envoi en cours n’a cet identifiant ({id}), ou son délai est passé. Recommencez.",
      en: "No upload under way has this identifier ({id}), or its time has passed. Begin again.",
    },
  },
  "invalid-upload": {
    status: 400,
    title: { ar: "رفع غير سليم", fr: "Envoi malformé", en: "Malformed upload" },
    detail: {
      ar: "الترويسة {header} ناقصة أو لا تُقرأ. اتّبع بروتوكول tus 1.0.0.",
      fr: "L’en-tête {header} manque ou ne se lit pas. Suivez le protocole tus 1.0.0.",
      en: "The header {header} is missing or cannot be read. Follow the protocol tus 1.0.0.",
    },
  },
  "upload-protocol-version": {
    status: 412,
    title: { ar: "نسخة بروتوكول غير معروفة", fr: "Version du protocole inconnue", en: "Unknown protocol version" },
    detail: {
      ar: "أرسل الترويسة Tus-Resumable: 1.0.0.",
      fr: "Envoyez l’en-tête Tus-Resumable: 1.0.0.",
      en: "Send the header Tus-Resumable: 1.0.0.",
    },
  },
  "wrong-offset": {
    status: 409,
    title: { ar: "موضع خاطئ", fr: "Mauvaise position", en: "Wrong offset" },
    detail: {
      ar: "يتواصل الرفع من البايت {offset}.",
      fr: "L’envoi reprend à l’octet {offset}.",
      en: "The upload goes on at byte {offset}.",
    },
  },
  "checksum-mismatch": {
    status: 460,
    title: { ar: "بصمة مختلفة", fr: "Somme de contrôle différente", en: "Checksum mismatch" },
    detail: {
      ar: "ليست للبايتات المستلمة البصمة المعلنة. أعد إرسال هذا الجزء.",
      fr: "Les octets reçus n’ont pas la somme annoncée. Renvoyez cette partie.",
      en: "The bytes received do not have the checksum announced. Send this part again.",
    },
  },
  "file-too-large": {
    status: 413,
    title: { ar: "ملف كبير جدا", fr: "Fichier trop grand", en: "File too large" },
    detail: {
      ar: "الملف أكبر من الحدّ ({limitMegabytes} ميغابايت). قسّمه، أو ضع رابطا إليه.",
      fr: "Le fichier dépasse la limite ({limitMegabytes} Mo). Divisez-le, ou donnez un lien vers lui.",
      en: "The file is larger than the limit ({limitMegabytes} MB). Split it, or give a link to it.",
    },
  },
  "upload-quota-exceeded": {
    status: 413,
    title: { ar: "رفع كثير في وقت واحد", fr: "Trop d’envois en cours", en: "Too much under way" },
    detail: {
      ar: "مجموع ما بدأت رفعه أكبر من الحدّ ({limitMegabytes} ميغابايت). أتمم ما بدأته أو ألغه.",
      fr: "Vos envois en cours dépassent ensemble la limite ({limitMegabytes} Mo). Terminez-les ou annulez-les.",
      en: "Your uploads under way are larger together than the limit ({limitMegabytes} MB). Finish or cancel some.",
    },
  },
  "too-many-uploads": {
    status: 429,
    title: { ar: "رفوع كثيرة", fr: "Trop d’envois", en: "Too many uploads" },
    detail: {
      ar: "لديك أكثر من {limit} رفعا جاريا. أتممها أو ألغها.",
      fr: "Vous avez plus de {limit} envois en cours. Terminez-les ou annulez-les.",
      en: "You have more than {limit} uploads under way. Finish or cancel some.",
    },
  },
  "file-not-found": {
    status: 404,
    title: { ar: "لا يوجد ملف كهذا", fr: "Fichier introuvable", en: "No such file" },
    detail: {
      ar: "لا يوجد ملف بالمعرّف {id}.",
      fr: "Aucun fichier n’a l’identifiant {id}.",
      en: "No file has the identifier {id}.",
    },
  },
  "storage-full": {
    status: 507,
    title: { ar: "لا مكان للتخزين", fr: "Stockage plein", en: "Storage full" },
    detail: {
      ar: "لم يبق مكان للملفات على الخادم، ولم يُحفظ شيء. أعلم مشغّل البوابة ثم أعد المحاولة.",
      fr: "Il n’y a plus de place pour des fichiers, et rien n’a été gardé. Prévenez l’exploitant du portail, puis réessayez.",
      en: "There is no room left for files, and nothing was kept. Tell the operator of the portal, then try again.",
    },
  },
} as const satisfies Record<string, ErrorText>
