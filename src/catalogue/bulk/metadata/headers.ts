/** Names of columns as people write them, in the three languages. Pure. */
import { fold } from "../../../vocabulary/index.ts"
import { columnOf, keyColumns, readerColumns } from "./columns.ts"

/** Canonical stem → what else it is called. */
const stems: Readonly<Record<string, readonly string[]>> = {
  id: ["المعرف الداخلي", "identifiant interne", "internal id"],
  identifier: ["المعرف", "identifiant", "référence"],
  slug: [],
  state: ["الحالة", "état", "statut", "status"],
  organization: ["الهيكل", "المنتج", "organisme", "organisation", "producteur", "publisher"],
  title: ["العنوان", "عنوان", "titre", "intitulé", "name"],
  description: ["الوصف", "وصف", "notes"],
  keywords: ["الكلمات المفتاحية", "كلمات مفتاحية", "mots clés", "mot clé", "tags"],
  themes: ["المحور", "المحاور", "thème", "thèmes", "thématique", "theme", "group"],
  licence: ["الرخصة", "license"],
  frequency: ["الدورية", "دورية التحيين", "fréquence", "périodicité", "fréquence de mise à jour", "update frequency"],
  access_rights: ["حقوق النفاذ", "droits d’accès", "accès"],
  places: ["المكان", "الأماكن", "التغطية الجغرافية", "lieu", "lieux", "couverture géographique", "place", "spatial"],
  period_start: ["بداية الفترة", "début de période", "début"],
  period_end: ["نهاية الفترة", "fin de période", "fin"],
  contact_name: ["جهة الاتصال", "contact", "nom du contact"],
  contact_email: ["البريد الإلكتروني", "courriel", "e-mail", "adresse électronique", "contact e-mail"],
  contact_phone: ["الهاتف", "téléphone", "phone"],
  contact_url: ["صفحة الاتصال", "page de contact"],
  issued: ["تاريخ النشر", "date de publication", "publication date"],
  modified: ["تاريخ التحيين", "date de mise à jour", "date of update"],
  landing_page: ["صفحة البيانات", "page d’accueil", "page du jeu"],
  version: ["النسخة", "version du jeu"],
  data_languages: ["لغات البيانات", "langues des données"],
  conforms_to: ["مطابق لـ", "conforme à"],
  file_url: ["رابط الملف", "عنوان الملف", "url du fichier", "lien du fichier", "file link", "url"],
  file_format: ["صيغة الملف", "الصيغة", "format", "format du fichier"],
  file_title: ["اسم الملف", "titre du fichier", "nom du fichier", "file name"],
}

const languageWords: Readonly<Record<string, readonly string[]>> = {
  ar: ["ar", "arabe", "arabic", "عربي", "عربية", "العربية", "بالعربية", "en arabe"],
  fr: ["fr", "français", "francais", "french", "فرنسي", "فرنسية", "الفرنسية", "بالفرنسية", "en français"],
  en: ["en", "anglais", "english", "انجليزية", "الإنجليزية", "بالإنجليزية", "en anglais"],
}

const stemsByWord = new Map(
  Object.entries(stems).flatMap(([stem, words]) => [stem, ...words].map((word) => [fold(word), stem] as const)),
)
const languagesByWord = Object.entries(languageWords)
  .flatMap(([language, words]) => words.map((word) => [fold(word), language] as const))
  .sort(([one], [other]) => other.length - one.length)
const fixed: ReadonlySet<string> = new Set([...keyColumns, ...readerColumns])
const perLanguage = new Set(["title", "description", "keywords", "file_title"])

/**
 * `Titre (français)` → `title_fr`, `رابط الملف 2` → `file_url_2`; nothing where nobody knows such a column. What names no
 * language is in the one given.
 */
export function columnNameFrom(header: string, ownLanguage: string): string | undefined {
  const name = header.trim().toLowerCase()
  if (fixed.has(name) || columnOf(name)) return name
  const [, words = "", digits] = /^(.*?)(?: (\d{1,2}))?$/.exec(fold(header)) ?? []
  const { stem, language } = stemAndLanguage(words)
  if (!stem) return undefined
  const number = stem.startsWith("file_") ? `_${digits ?? "1"}` : ""
  const found = `${stem}${perLanguage.has(stem) ? `_${language ?? ownLanguage}` : ""}${number}`
  const isWritten = language === undefined || perLanguage.has(stem)
  return isWritten && (fixed.has(found) || columnOf(found)) ? found : undefined
}

function stemAndLanguage(words: string): { stem?: string; language?: string } {
  const whole = stemsByWord.get(words)
  if (whole) return { stem: whole, ...languageOfLetters(words, whole) }
  for (const [word, language] of languagesByWord) {
    const stem = words.endsWith(` ${word}`) ? stemsByWord.get(words.slice(0, -word.length - 1)) : undefined
    if (stem) return { stem, language }
  }
  return {}
}

/** A name in Arabic letters heads a column in Arabic, unless it says otherwise. */
function languageOfLetters(words: string, stem: string): { language?: string } {
  return perLanguage.has(stem) && /\p{Script=Arabic}/u.test(words) ? { language: "ar" } : {}
}
