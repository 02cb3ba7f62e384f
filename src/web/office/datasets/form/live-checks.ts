/** Plain hints while writing: none of them blocks anything. */
import { type datasetFormMessages, formatterFor, type Language, type LocalisedText } from "../../../../texts/index.ts"
import type { FormValues } from "./form-values.ts"

type Words = (typeof datasetFormMessages)["ar"]
/** `tip`: could be better; `bad`: cannot be right; `good`: as it should be. */
export type HintTone = "tip" | "bad" | "good"

export interface Hint {
  readonly tone: HintTone
  readonly text: string
}

/** Name of the input → what to say below it. */
export type Hints = ReadonlyMap<string, Hint>

const short = { title: 15, description: 60 } as const
const longTitle = 160

export function liveChecks(values: FormValues, words: Words, language: Language): Hints {
  const hints = new Map<string, Hint>()
  const say = (field: string, tone: HintTone, text: string | undefined) => {
    if (text && !hints.has(field)) hints.set(field, { tone, text })
  }
  for (const [tag, title] of Object.entries(values.title)) {
    const tip = titleTip(title)
    if (tip) say(`title.${tag}`, "tip", words.tips[tip])
    else say(`title.${tag}`, "good", words.goodTitle(formatterFor(language).number(title.trim().length)))
  }
  for (const [tag, text] of Object.entries(values.description)) {
    if (text.trim().length < short.description) say(`description.${tag}`, "tip", words.tips["description-short"])
  }
  values.periods.forEach(({ start, end }, at) => {
    if (!isDate(start)) say(`period.${at}.start`, "bad", words.tips["not-a-date"])
    else if (!isDate(end)) say(`period.${at}.end`, "bad", words.tips["not-a-date"])
    else if (endsBefore(start, end)) say(`period.${at}.end`, "bad", words.endBeforeStart(end, start))
  })
  for (const name of ["issued", "modified"] as const) {
    if (!isDate(values[name].slice(0, 10))) say(name, "bad", words.tips["not-a-date"])
  }
  values.contacts.forEach(({ email, url }, at) => {
    if (email.trim() && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) {
      say(`contact.${at}.email`, "bad", words.tips["not-an-email"])
    }
    if (!isAddress(url)) say(`contact.${at}.url`, "bad", words.tips["not-a-url"])
  })
  if (!isAddress(values.landingPage)) say("landingPage", "bad", words.tips["not-a-url"])
  for (const file of values.files) {
    if (!isAddress(file.downloadUrl)) say(`file.${file.id}.downloadUrl`, "bad", words.tips["not-a-url"])
    if (!isAddress(file.accessUrl)) say(`file.${file.id}.accessUrl`, "bad", words.tips["not-a-url"])
  }
  if (values.visibility === "private" && isEmpty(values.privateReason)) {
    say(`privateReason.${language}`, "tip", words.tips["private-reason"])
  }
  return hints
}

type TitleTip = "looks-like-file" | "title-short" | "title-long" | "title-capitals"

export function titleTip(title: string): TitleTip | undefined {
  const text = title.trim()
  if (looksLikeFile(text)) return "looks-like-file"
  if (text.length > 20 && /\p{Lu}/u.test(text) && text === text.toUpperCase()) return "title-capitals"
  if (text.length < short.title) return "title-short"
  return text.length > longTitle ? "title-long" : undefined
}

const extension = /\.(?:csv|tsv|xlsx?|ods|json|geojson|xml|zip|pdf|docx?|txt|shp|parquet)\b/i
const leftovers = /(?:^|[\s_-])(?:final|copie|copy|v\d+|version\s?\d+|نهائي|نسخة)(?:[\s_.-]|$)|\(\d+\)$/i

function looksLikeFile(text: string): boolean {
  if (extension.test(text)) return true
  return /\w_\w/.test(text) || (leftovers.test(text) && !/\s\S+\s\S+\s/.test(text)) || /^[\w-]*\d{6,}[\w-]*$/.test(text)
}

/** Empty, a year, a month or a day. */
function isDate(typed: string): boolean {
  const text = typed.trim()
  if (text === "") return true
  const [, year, month = "01", day = "01"] = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?$/.exec(text) ?? []
  if (!year) return false
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`)
}

function endsBefore(start: string, end: string): boolean {
  if (!start.trim() || !end.trim()) return false
  const shared = Math.min(start.trim().length, end.trim().length)
  return end.trim().slice(0, shared) < start.trim().slice(0, shared)
}

function isAddress(url: string): boolean {
  return url.trim() === "" || (/^https?:\/\/[^/\s]/i.test(url.trim()) && URL.canParse(url.trim()))
}

function isEmpty(text: LocalisedText): boolean {
  return Object.keys(text).length === 0
}
