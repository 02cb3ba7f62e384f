import type { Language } from "./language.ts"

export type Messages<Keys> = Readonly<Record<Language, Readonly<Keys>>>

/** Messages of one area. Arabic is written first and gives the keys; a key missing in another language does not compile. */
export function messages<Keys extends object>(byLanguage: {
  readonly ar: Keys
  readonly fr: NoInfer<Keys>
  readonly en: NoInfer<Keys>
}): Messages<Keys> {
  return byLanguage
}
