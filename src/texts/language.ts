/** The languages of the interface. Content may come in any other language as well. */
export const languages = ["ar", "fr", "en"] as const
export type Language = (typeof languages)[number]
export type Direction = "rtl" | "ltr"

export const languageNames: Record<Language, string> = { ar: "العربية", fr: "Français", en: "English" }

export function isLanguage(value: string): value is Language {
  return (languages as readonly string[]).includes(value)
}

const rightToLeft = new Set(["ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ku-arab", "ckb"])

/** Direction of a BCP 47 tag; an unknown language (`und`) answers left to right, so pass the text's own script then. */
export function directionOf(tag: string): Direction {
  const lower = tag.toLowerCase()
  return rightToLeft.has(lower) || rightToLeft.has(lower.split("-")[0] ?? "") ? "rtl" : "ltr"
}
