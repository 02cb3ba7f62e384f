import { layoutMessages, type ShownText } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"

const wellFormedTag = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/

/** Attributes of a run in its own language and direction; an unknown Arabic text is at least set as Arabic. */
export function runAttributes(shown: ShownText): { lang?: string; dir: "rtl" | "ltr" } {
  const lang =
    wellFormedTag.test(shown.lang) && shown.lang !== "und" ? shown.lang : shown.dir === "rtl" ? "ar" : undefined
  return lang ? { lang, dir: shown.dir } : { dir: shown.dir }
}

interface Options {
  readonly page: Page
  readonly text: ShownText
  /** Adds a small word that says which language this is, where it is not the page's. */
  readonly named?: boolean
}

/** A text of the catalogue: isolated, and marked where it is not in the page's language. */
export function Localised({ page, text, named = false }: Options) {
  if (!text.foreign) return <bdi>{text.text}</bdi>
  return (
    <>
      <bdi {...runAttributes(text)}>{text.text}</bdi>
      {named && <LanguageMark page={page} text={text} />}
    </>
  )
}

/** "(بالفرنسية)": a word beside a foreign text. */
export function LanguageMark({ page, text }: Options) {
  if (!text.foreign || text.lang === "und") return null
  const name = page.format.languageName(text.lang.split("-")[0] ?? text.lang)
  return <small class="lang-mark"> {layoutMessages[page.language].inLanguage(name)}</small>
}
