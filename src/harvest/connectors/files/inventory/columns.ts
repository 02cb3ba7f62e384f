/** Names of the columns of an inventory: those of the import of metadata, and what municipalities write besides. Pure. */
import { columnNameFrom } from "../../../../catalogue/index.ts"
import { fold } from "../../../../vocabulary/index.ts"

/** Canonical name, `#` in place of a language → what else it is called in inventories. */
const others: Readonly<Record<string, readonly string[]>> = {
  "title_#": [
    "عنوان مجموعة البيانات",
    "اسم مجموعة البيانات",
    "مجموعة البيانات",
    "titre du jeu de données",
    "nom du jeu de données",
    "jeu de données",
    "dataset",
    "dataset title",
    "dataset name",
  ],
  "description_#": [
    "وصف مجموعة البيانات",
    "description du jeu de données",
    "dataset description",
    "résumé",
    "abstract",
  ],
  identifier: ["معرف مجموعة البيانات", "identifiant du jeu de données", "dataset identifier"],
  organization: ["الجهة المنتجة", "الجهة الناشرة", "الناشر", "éditeur", "direction", "service producteur"],
  period: [
    "الفترة",
    "الفترة الزمنية",
    "التغطية الزمنية",
    "période",
    "période couverte",
    "couverture temporelle",
    "period",
    "temporal",
    "temporal coverage",
  ],
  file_url_1: [
    "الرابط",
    "رابط التحميل",
    "lien",
    "lien de téléchargement",
    "adresse du fichier",
    "link",
    "download url",
    "download link",
    "file url",
  ],
  file_format_1: ["نوع الملف", "type de fichier", "file type", "file format"],
  file_size_1: ["حجم الملف", "الحجم", "taille", "taille du fichier", "size", "file size"],
}

const columnsByWord = new Map(
  Object.entries(others).flatMap(([name, words]) => words.map((word) => [fold(word), name] as const)),
)
const withLanguage = /^(.*?) (ar|fr|en|arabe|francais|anglais|arabic|french|english)$/
const tags: Readonly<Record<string, string>> = {
  arabe: "ar",
  arabic: "ar",
  francais: "fr",
  french: "fr",
  anglais: "en",
  english: "en",
}

/** `Titre (français)` → `title_fr`, «الفترة» → `period`; a text without a language is `title_und`. Nothing for others. */
export function inventoryColumn(header: string): string | undefined {
  const known = columnNameFrom(header, "und")
  if (known) return known
  const words = fold(header)
  const whole = columnsByWord.get(words)
  if (whole) return whole.replace("#", "und")
  const [, stem = "", language = ""] = withLanguage.exec(words) ?? []
  const column = columnsByWord.get(stem)
  return column?.endsWith("#") ? column.replace("#", tags[language] ?? language) : undefined
}
