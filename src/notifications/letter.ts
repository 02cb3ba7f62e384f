/** One mail about one or many notices, as plain text and as simple HTML, in the language of its reader. */
import { directionOf, inLanguage, type Language, noticeMessages } from "../texts/index.ts"
import type { Notice } from "./notice.ts"

export interface Addressee {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly language: Language
}

export interface LetterLinks {
  /** Absolute address of what a notice is about. */
  readonly notice: (language: Language, notice: Notice) => string
  readonly preferences: (language: Language) => string
  readonly unsubscribe: (language: Language, token: string) => string
}

export interface Letter {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** A notice with what its doer said along with it. */
export interface ToldNotice extends Notice {
  readonly words?: string | undefined
  /** What the portal has to say besides its sentence. */
  readonly details?: readonly string[]
}

/** A while in one matter: what to begin with, and a line for each thing that has something to say. */
export interface Summary {
  readonly subject: string
  readonly first?: string
  readonly lines: readonly SummaryLine[]
  /** Things that are left out of a long mail. */
  readonly more: (count: number) => string
}

interface SummaryLine {
  readonly sentence: string
  readonly details: readonly string[]
  readonly href: string
}

const mostLines = 40

export function noticeSentence({ kind, facts }: Pick<Notice, "kind" | "facts">, language: Language): string {
  const title = inLanguage(facts.title, language)?.text ?? ""
  return noticeMessages[language].sentences[kind](title, facts.count ?? 0)
}

interface Envelope {
  readonly to: Addressee
  readonly token: string
  readonly links: LetterLinks
}

export function letterOf(notices: readonly ToldNotice[], envelope: Envelope): Letter {
  const { links, to } = envelope
  const { language } = to
  const words = noticeMessages[language].mail
  const lines = notices.slice(0, mostLines).map((notice) => ({
    sentence: noticeSentence(notice, language),
    said: notice.words,
    details: notice.details ?? [],
    href: links.notice(language, notice),
  }))
  const left = notices.length - lines.length
  const only = notices.length === 1 ? lines[0] : undefined
  const subject = only ? only.sentence : words.many(notices.length)
  return written({ subject, lines, more: left > 0 ? words.more(left) : undefined }, envelope)
}

export function summaryLetter({ subject, first, lines, more }: Summary, envelope: Envelope): Letter {
  const left = lines.length - mostLines
  const shown = lines.slice(0, mostLines)
  return written({ subject, first, lines: shown, more: left > 0 ? more(left) : undefined }, envelope)
}

function written(
  { subject, ...said }: Pick<Parts, "first" | "lines" | "more"> & { readonly subject: string },
  { to, token, links }: Envelope,
): Letter {
  const { language, name } = to
  const words = noticeMessages[language].mail
  const foot = [
    { words: words.preferences, href: links.preferences(language) },
    { words: words.unsubscribe, href: links.unsubscribe(language, token) },
  ]
  const parts = { ...said, greeting: words.greeting(name), why: words.why, foot }
  return { subject, text: plain(parts), html: html(parts, language) }
}

interface Parts {
  readonly greeting: string
  readonly first?: string | undefined
  readonly lines: readonly {
    readonly sentence: string
    /** Words of a person. */
    readonly said?: string | undefined
    readonly details: readonly string[]
    readonly href: string
  }[]
  readonly more: string | undefined
  readonly why: string
  readonly foot: readonly { readonly words: string; readonly href: string }[]
}

function plain({ greeting, first, lines, more, why, foot }: Parts): string {
  const body = lines.map(({ sentence, said, details, href }) => {
    const explained = details.map((detail) => `  ${detail}\n`).join("")
    const quoted = said ? `${said.replaceAll(/^/gm, "  > ")}\n` : ""
    return `- ${sentence}\n${explained}${quoted}  ${href}`
  })
  const end = [why, ...foot.map(({ words, href }) => `${words}\n${href}`)]
  return `${[greeting, ...(first ? [first] : []), ...body, ...(more ? [more] : []), "-- ", ...end].join("\n\n")}\n`
}

function html({ greeting, first, lines, more, why, foot }: Parts, language: Language): string {
  const items = lines.map(({ sentence, said, details, href }) => {
    const explained = details.map((detail) => `<br>${escaped(detail)}`).join("")
    const quoted = said ? `<blockquote dir="auto" style="white-space:pre-line">${escaped(said)}</blockquote>` : ""
    return `<li><a href="${escaped(href)}">${escaped(sentence)}</a>${explained}${quoted}</li>`
  })
  const links = foot.map(
    ({ words, href }) => `<br><a href="${escaped(href)}">${escaped(words.replace(/\s*:$/, ""))}</a>`,
  )
  return [
    "<!doctype html>",
    `<html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8"></head><body>`,
    `<p>${escaped(greeting)}</p>${first ? `<p>${escaped(first)}</p>` : ""}<ul>${items.join("")}</ul>`,
    ...(more ? [`<p>${escaped(more)}</p>`] : []),
    `<hr><p><small>${escaped(why)}${links.join("")}</small></p></body></html>`,
  ].join("\n")
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter)
}
