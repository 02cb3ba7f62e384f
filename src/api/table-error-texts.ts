/** Why there is no table at an address, in the three languages; part of the catalogue of `error-texts.ts`. */
import type { ErrorText } from "./error-text.ts"

export const tableErrorTexts = {
  "table-not-found": {
    status: 404,
    title: { ar: "الجدول غير موجود", fr: "Tableau introuvable", en: "Table not found" },
    detail: {
      ar: "لا يوجد جدول ولا توزيعة بالمعرّف «{ref}».",
      fr: "Aucun tableau ni aucune distribution n’a l’identifiant « {ref} ».",
      en: "No table and no distribution has the identifier “{ref}”.",
    },
  },
  "table-not-ready": {
    status: 202,
    title: { ar: "الجدول قيد الإعداد", fr: "Tableau en préparation", en: "Table being prepared" },
    detail: {
      ar: "لم تنته قراءة الملف بعد. أعد المحاولة بعد {retryAfterSeconds} ثانية.",
      fr: "La lecture du fichier n’est pas finie. Réessayez dans {retryAfterSeconds} s.",
      en: "The file has not been read to its end yet. Try again in {retryAfterSeconds} s.",
    },
  },
  "not-a-table": {
    status: 409,
    title: { ar: "لا جدول لهذا الملف", fr: "Ce fichier n’est pas un tableau", en: "This file is not a table" },
    detail: {
      ar: "تعذّر جعل الملف جدولا ({reason}). الشرح في «explanation»، والملف نفسه متاح في صفحة مجموعة البيانات.",
      fr: "Le fichier n’a pas pu devenir un tableau ({reason}). Voir « explanation » ; le fichier reste dans la page du jeu de données.",
      en: "The file could not become a table ({reason}). See “explanation”; the file itself stays on the page of its dataset.",
    },
  },
  "table-retired": {
    status: 410,
    title: { ar: "لم يعد الجدول في الملف", fr: "Tableau disparu du fichier", en: "Table no longer in its file" },
    detail: {
      ar: "لا تحمل آخر نسخة من الملف هذا الجدول. جداولها في /api/v1/tables/{distribution}.",
      fr: "La dernière version du fichier n’a plus ce tableau. Ses tableaux : /api/v1/tables/{distribution}.",
      en: "The last version of the file has this table no more. Its tables are at /api/v1/tables/{distribution}.",
    },
  },
} as const satisfies Record<string, ErrorText>
