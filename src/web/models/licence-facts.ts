import type { Mapped } from "../../catalogue/index.ts"
import { inLanguage, type Language, type ShownText } from "../../texts/index.ts"
import type { Licence, Vocabularies } from "../../vocabulary/index.ts"
import { routes } from "../routes.ts"
import { shownOrCode } from "./catalogue-words.ts"

export type LicenceFacts =
  | { readonly kind: "known"; readonly licence: Licence; readonly title: ShownText; readonly href: string }
  | { readonly kind: "unrecognised"; readonly raw: ShownText }
  | { readonly kind: "none" }

/** What a stated licence means to a reader: one of our register, or the words of the source, or nothing. */
export function licenceFacts(
  stated: Mapped | undefined,
  {
    vocabularies,
    language,
    sourceLanguage = "und",
  }: {
    readonly vocabularies: Vocabularies
    readonly language: Language
    readonly sourceLanguage?: string | undefined
  },
): LicenceFacts {
  const known = stated?.code ? vocabularies.licences.find(({ code }) => code === stated.code) : undefined
  if (known) {
    const title = shownOrCode(known.title, language, known.code)
    return { kind: "known", licence: known, title, href: routes.licence(language, known.code) }
  }
  const written = stated?.raw ?? stated?.code
  const raw = written ? inLanguage({ [sourceLanguage]: written.slice(0, 300) }, language) : undefined
  return raw ? { kind: "unrecognised", raw } : { kind: "none" }
}
