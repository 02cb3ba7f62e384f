import type { DatasetDocument } from "../../document.ts"
import { listCell, listFrom, withFact } from "./cells.ts"
import type { Column } from "./column.ts"

const pattern = /^(title|description|keywords)_(und|[a-z]{2,3}(?:-[a-z0-9]{1,8})*)$/

/** `title_fr`, `keywords_ar`: one language of a text. */
export function languageColumn(name: string): Column | undefined {
  const [, field, language = ""] = pattern.exec(name) ?? []
  if (field === "keywords") return keywordsColumn(name, language)
  return field === "title" || field === "description" ? textColumn(name, field, language) : undefined
}

function textColumn(name: string, field: "title" | "description", language: string): Column {
  return {
    name,
    read: ({ facts }) => facts[field]?.[language] ?? "",
    write: (document, cell) =>
      withFact(document, field, withLanguage(document.facts[field], language, cell || undefined) ?? empty[field]),
  }
}

const empty = { title: {}, description: undefined } as const

function keywordsColumn(name: string, language: string): Column {
  const wordsOf = ({ facts }: DatasetDocument) => facts.keywords?.[language] ?? []
  return {
    name,
    read: (document) => listCell(wordsOf(document)),
    write: (document, cell) => {
      const words = listFrom(cell)
      const keywords = withLanguage(document.facts.keywords, language, words.length > 0 ? words : undefined)
      return withFact(document, "keywords", keywords)
    },
  }
}

function withLanguage<Value>(
  texts: Readonly<Record<string, Value>> | undefined,
  language: string,
  value: Value | undefined,
): Readonly<Record<string, Value>> | undefined {
  const { [language]: _before, ...others } = texts ?? {}
  const after = value === undefined ? others : { ...others, [language]: value }
  return Object.keys(after).length > 0 ? after : undefined
}
