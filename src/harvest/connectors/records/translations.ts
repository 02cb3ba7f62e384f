import type { ReadContext } from "../../connector.ts"
import { isObject, lineOf } from "../../reading/index.ts"
import { askItems } from "./item-pages.ts"

export type Translations = readonly (readonly [language: string, record: unknown])[]

/** One page once more in each further language: what the server says of a record in them, by its id. */
export async function translationsOf(
  url: string,
  languages: readonly string[],
  context: ReadContext,
): Promise<(record: unknown) => Translations> {
  const pages = await Promise.all(
    languages.map(async (language) => {
      const { entries } = await askItems(url, inLanguage(language, context))
      return [language, new Map(entries.map((entry) => [idOf(entry), entry]))] as const
    }),
  )
  return (record) => {
    const id = idOf(record)
    return pages.flatMap(([language, byId]) => (id !== undefined && byId.has(id) ? [[language, byId.get(id)]] : []))
  }
}

function idOf(record: unknown): string | undefined {
  return isObject(record) ? lineOf(record.id) : undefined
}

/** 20-004r1 §7.11: a server with several languages chooses by this header. */
function inLanguage(language: string, context: ReadContext): ReadContext {
  return {
    ...context,
    fetch: (url, options) =>
      context.fetch(url, { ...options, headers: { ...options?.headers, "accept-language": language } }),
  }
}
