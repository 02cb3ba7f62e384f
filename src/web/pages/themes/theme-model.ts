import type { SearchAnswer } from "../../../search/index.ts"
import type { Language, LocalisedText, ShownText } from "../../../texts/index.ts"
import type { Theme, Vocabularies } from "../../../vocabulary/index.ts"
import { shownOrCode, themeLabel } from "../../models/catalogue-words.ts"
import { type RecordLine, recordFromCard } from "../../models/record.ts"
import { routes } from "../../routes.ts"
import type { CountedLink } from "../home/home-model.ts"

export interface ThemeModel {
  readonly theme: Theme
  readonly label: ShownText
  readonly total: number
  readonly recent: readonly RecordLine[]
  readonly publishers: readonly CountedLink[]
  readonly keywords: readonly { readonly word: string; readonly href: string }[]
  readonly allHref: string
}

export function themeModel(
  given: { theme: Theme; answer: SearchAnswer; organizations: ReadonlyMap<string, LocalisedText> },
  reading: { language: Language; vocabularies: Vocabularies; now: Date },
): ThemeModel {
  const { theme, answer, organizations } = given
  const { language } = reading
  return {
    theme,
    label: themeLabel(reading.vocabularies, theme.code, language),
    total: answer.total,
    recent: answer.hits.map(({ card }) => recordFromCard(card, language, reading)),
    publishers: (answer.facets.organization ?? []).slice(0, 8).map(({ value, count }) => ({
      href: routes.datasets(language, { theme: theme.code, organization: value }),
      name: shownOrCode(organizations.get(value), language, value),
      count,
    })),
    keywords: (answer.facets.keyword ?? []).slice(0, 16).map(({ value }) => ({
      word: value,
      href: routes.datasets(language, { theme: theme.code, keyword: value }),
    })),
    allHref: routes.datasets(language, { theme: theme.code }),
  }
}
