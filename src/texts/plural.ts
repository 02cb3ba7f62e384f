import type { Language } from "./language.ts"
import { formatNumber } from "./numbers.ts"

/** The forms a language needs to count; `#` stands for the number. Arabic has six (CLDR plural rules). */
export interface Forms {
  readonly ar: Readonly<Record<Intl.LDMLPluralRule, string>>
  readonly fr: OneOther
  readonly en: OneOther
}

interface OneOther {
  /** Where nothing is better said than "0 things". */
  readonly zero?: string
  readonly one: string
  readonly other: string
}

const rules: Readonly<Record<Language, Intl.PluralRules>> = {
  ar: new Intl.PluralRules("ar"),
  fr: new Intl.PluralRules("fr"),
  en: new Intl.PluralRules("en"),
}

/** "3 files" in the language's own grammar. */
export function counted<L extends Language>(language: L, count: number, forms: Forms[L]): string {
  const byRule: Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }> = forms
  const rule = count === 0 && byRule.zero ? "zero" : rules[language].select(count)
  return (byRule[rule] ?? byRule.other).replace("#", formatNumber(language, count))
}
