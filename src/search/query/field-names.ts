import { foldedKey } from "../analysis/index.ts"
import { type SearchField, searchFields } from "../search-index.ts"

// What a person may write before the colon, in the three languages.
const spellings: Record<SearchField, string> = {
  title: "title titre عنوان العنوان",
  keywords: "keyword keywords tag tags mot-clé mots-clés motcle كلمات وسم الوسم",
  organization: "organization organisation producteur publisher org هيكل مؤسسة منظمة الهيكل المؤسسة",
  theme: "theme thème category catégorie محور موضوع المحور الموضوع",
  place: "place lieu territoire مكان جهة المكان الجهة",
  columns: "column columns colonne colonnes champ field عمود أعمدة العمود",
  description: "description notes وصف الوصف",
}

const fieldsBySpelling = new Map(
  searchFields.flatMap((field) => spellings[field].split(" ").map((name) => [foldedKey(name), field] as const)),
)

export function fieldNamed(written: string): SearchField | undefined {
  return fieldsBySpelling.get(foldedKey(written))
}
