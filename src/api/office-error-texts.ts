/** What can go wrong in the work of the office, in the three languages; part of the catalogue of `error-texts.ts`. */
import type { ErrorText } from "./error-text.ts"

export const officeErrorTexts = {
  "upload-interrupted": {
    status: 408,
    title: { ar: "انقطع الإرسال", fr: "Envoi interrompu", en: "Upload interrupted" },
    detail: {
      ar: "انقطع الاتصال قبل وصول كل البايتات. ما وصل محفوظ: اسأل عن الموضع بطلب HEAD ثم واصل منه.",
      fr: "La connexion s’est arrêtée avant la fin. Ce qui est arrivé est gardé : demandez la position par HEAD, puis reprenez.",
      en: "The connection ended before the bytes did. What arrived is kept: ask for the offset with HEAD, then go on.",
    },
  },
  "form-too-large": {
    status: 413,
    title: { ar: "استمارة كبيرة جدا", fr: "Formulaire trop grand", en: "Form too large" },
    detail: {
      ar: "تحمل الاستمارة {maxFiles} ملفات على الأكثر، وحقولها قصيرة. قسّم ما ترسله.",
      fr: "Un formulaire porte {maxFiles} fichiers au plus, et des champs courts. Divisez l’envoi.",
      en: "A form brings {maxFiles} files at most, and short fields. Split what you send.",
    },
  },
  "range-not-satisfiable": {
    status: 416,
    title: { ar: "مجال خارج الملف", fr: "Plage hors du fichier", en: "Range not satisfiable" },
    detail: {
      ar: "طول الملف {size} بايت، والمجال المطلوب يبدأ بعد نهايته.",
      fr: "Le fichier a {size} octets ; la plage demandée commence après sa fin.",
      en: "The file has {size} bytes; the range asked for begins behind its end.",
    },
  },
  "organization-cycle": {
    status: 409,
    title: { ar: "هيكل تحت نفسه", fr: "Organisme sous lui-même", en: "A body below itself" },
    detail: {
      ar: "لا يمكن أن يكون هيكل تابعا لنفسه ولا أن يخلف نفسه. اختر هيكلا آخر.",
      fr: "Un organisme ne peut ni dépendre de lui-même ni se succéder à lui-même. Choisissez-en un autre.",
      en: "A body cannot lie below itself, nor go on as itself. Choose another one.",
    },
  },
  "slug-invalid": {
    status: 400,
    title: { ar: "اسم غير صالح في العنوان", fr: "Nom d’adresse invalide", en: "Invalid slug" },
    detail: {
      ar: "لا يصلح «{slug}» اسما في العنوان: استعمل حروفا لاتينية صغيرة وأرقاما وشرطات مفردة، 80 حرفا على الأكثر.",
      fr: "« {slug} » ne peut pas servir d’adresse : lettres minuscules a-z, chiffres et tirets simples, 80 caractères au plus.",
      en: "“{slug}” cannot be a slug: use lower-case letters a-z, digits and single hyphens, 80 characters at most.",
    },
  },
  "slug-taken": {
    status: 409,
    title: { ar: "اسم مستعمل في العنوان", fr: "Nom d’adresse déjà pris", en: "Slug taken" },
    detail: {
      ar: "«{slug}» هو أو كان اسم هيكل آخر في العنوان، ولا يعطى مرتين. اختر غيره.",
      fr: "« {slug} » est ou fut l’adresse d’un autre organisme ; elle n’est donnée qu’une fois. Choisissez-en une autre.",
      en: "“{slug}” is or was the slug of another body; slugs are given once. Choose another.",
    },
  },
  "name-missing": {
    status: 400,
    title: { ar: "الاسم ناقص", fr: "Nom manquant", en: "Name missing" },
    detail: {
      ar: "لا بدّ للهيكل من اسم بلغة واحدة على الأقل.",
      fr: "Il faut à l’organisme un nom dans une langue au moins.",
      en: "A body needs a name in at least one language.",
    },
  },
  "entry-not-found": {
    status: 404,
    title: { ar: "لا يوجد في القائمة", fr: "Absent de la liste", en: "Not in the list" },
    detail: {
      ar: "ليس في القائمة «{list}» مدخل رمزه «{code}».",
      fr: "La liste « {list} » n’a pas d’entrée de code « {code} ».",
      en: "The list “{list}” has no entry with the code “{code}”.",
    },
  },
  "bulk-work-not-found": {
    status: 404,
    title: { ar: "لا يوجد عمل كهذا", fr: "Travail introuvable", en: "No such work" },
    detail: {
      ar: "لا يوجد عمل بهذا المعرّف على مجموعات كثيرة، أو هو لغيرك، أو مضى عليه شهر فمُحي.",
      fr: "Aucun travail sur plusieurs jeux n’a cet identifiant, ou il est à quelqu’un d’autre, ou il a été effacé après un mois.",
      en: "No work on many datasets has this identifier, or it is somebody else’s, or it was forgotten after a month.",
    },
  },
  "too-many-datasets": {
    status: 422,
    title: { ar: "مجموعات كثيرة في طلب واحد", fr: "Trop de jeux à la fois", en: "Too many datasets at once" },
    detail: {
      ar: "أكثر من {max} مجموعة بيانات في مرة واحدة. اختر أقل، ثم أعد للباقي.",
      fr: "Plus de {max} jeux de données à la fois. Choisissez-en moins, puis recommencez pour le reste.",
      en: "More than {max} datasets at once. Choose fewer, then go on with the rest.",
    },
  },
  "account-not-found": {
    status: 404,
    title: { ar: "الحساب غير موجود", fr: "Compte introuvable", en: "Account not found" },
    detail: {
      ar: "لا يوجد حساب «{account}».",
      fr: "Il n’y a pas de compte « {account} ».",
      en: "There is no account “{account}”.",
    },
  },
  "last-coordinator": {
    status: 409,
    title: { ar: "المنسّق الوحيد", fr: "Seul coordinateur", en: "The only coordinator" },
    detail: {
      ar: "لا منسّق آخر للهيكل {organizationId}. إن كان ذلك مقصودا فأعد الطلب مع «confirmed».",
      fr: "Personne d’autre ne coordonne l’organisme {organizationId}. Si c’est voulu, recommencez avec « confirmed ».",
      en: "Nobody else coordinates the body {organizationId}. If that is meant, send the request again with “confirmed”.",
    },
  },
  "invitation-not-found": {
    status: 404,
    title: { ar: "الدعوة غير موجودة", fr: "Invitation introuvable", en: "Invitation not found" },
    detail: {
      ar: "لا توجد دعوة بالمعرّف {id}.",
      fr: "Aucune invitation n’a l’identifiant {id}.",
      en: "No invitation has the identifier {id}.",
    },
  },
  "membership-request-not-found": {
    status: 404,
    title: { ar: "الطلب غير موجود", fr: "Demande introuvable", en: "Request not found" },
    detail: {
      ar: "لا يوجد طلب انضمام بالمعرّف {id}.",
      fr: "Aucune demande d’adhésion n’a l’identifiant {id}.",
      en: "No membership request has the identifier {id}.",
    },
  },
  "too-many-attempts": {
    status: 429,
    title: { ar: "محاولات كثيرة", fr: "Trop d’essais", en: "Too many attempts" },
    detail: {
      ar: "محاولات كثيرة في وقت قصير. انتظر {retryAfterSeconds} ثانية.",
      fr: "Trop d’essais en peu de temps. Attendez {retryAfterSeconds} s.",
      en: "Too many attempts in a short time. Wait {retryAfterSeconds} s.",
    },
  },
  "harvest-source-not-found": {
    status: 404,
    title: { ar: "المصدر غير موجود", fr: "Source introuvable", en: "Source not found" },
    detail: {
      ar: "لا يوجد مصدر معرّفه {id}.",
      fr: "Aucune source moissonnée n’a l’identifiant {id}.",
      en: "No harvest source has the identifier {id}.",
    },
  },
  "harvest-source-exists": {
    status: 409,
    title: { ar: "مصدر موجود من قبل", fr: "Source déjà connue", en: "Source known already" },
    detail: {
      ar: "يوجد من قبل مصدر من هذا النوع عنوانه {url}: {id}.",
      fr: "Une source de ce type a déjà l’adresse {url} : {id}.",
      en: "A source of this kind has the address {url} already: {id}.",
    },
  },
  "harvest-source-invalid": {
    status: 400,
    title: { ar: "مصدر غير صالح", fr: "Source invalide", en: "Invalid source" },
    detail: {
      ar: "لا يمكن حفظ المصدر، الحقل «{field}»: {problem}",
      fr: "La source ne peut être gardée, champ « {field} » : {problem}",
      en: "The source cannot be kept, field “{field}”: {problem}",
    },
  },
  "duplicate-not-found": {
    status: 404,
    title: { ar: "لا سؤال عنهما", fr: "Question introuvable", en: "No such question" },
    detail: {
      ar: "لا سؤال مطروح عليك عن {id} وعن الأخرى في العنوان. اقرأ القائمة ‎/api/v1/duplicates.",
      fr: "Aucune question ne vous est posée sur {id} et l’autre jeu de l’adresse. Lisez la liste /api/v1/duplicates.",
      en: "You are asked nothing about {id} and the other dataset of the address. Read the list /api/v1/duplicates.",
    },
  },
  "harvest-run-not-found": {
    status: 404,
    title: { ar: "عملية الجلب غير موجودة", fr: "Moisson introuvable", en: "Run not found" },
    detail: {
      ar: "لا توجد عملية جلب معرّفها {id}.",
      fr: "Aucune moisson n’a l’identifiant {id}.",
      en: "No harvest run has the identifier {id}.",
    },
  },
  "harvest-preview-not-found": {
    status: 404,
    title: { ar: "معاينة غير موجودة", fr: "Aperçu introuvable", en: "Preview not found" },
    detail: {
      ar: "لا توجد معاينة {id}، أو انتهت مدة حفظها. اطلبها من جديد.",
      fr: "Il n’y a pas d’aperçu {id}, ou il n’est plus gardé. Demandez-le à nouveau.",
      en: "There is no preview {id}, or it is kept no longer. Ask for it again.",
    },
  },
  "harvest-run-not-held": {
    status: 409,
    title: { ar: "العملية لا تنتظر تأكيدا", fr: "Passage sans confirmation en attente", en: "Run not waiting" },
    detail: {
      ar: "لا تنتظر عملية الجلب {id} تأكيدا، أو تلتها عملية أخرى.",
      fr: "Le passage {id} n’attend pas de confirmation, ou un autre l’a suivi.",
      en: "The run {id} does not wait for a confirmation, or a later one took its place.",
    },
  },
  "editorial-not-found": {
    status: 404,
    title: {
      ar: "غير موجود في محتوى البوابة",
      fr: "Contenu du portail introuvable",
      en: "Not found in the portal’s content",
    },
    detail: {
      ar: "لا توجد صفحة ولا إعلان ولا عنصر مبرَز بالمعرّف {id}.",
      fr: "Aucune page, annonce ou mise en avant n’a l’identifiant {id}.",
      en: "No page, announcement or featured item has the identifier {id}.",
    },
  },
} as const satisfies Record<string, ErrorText>
