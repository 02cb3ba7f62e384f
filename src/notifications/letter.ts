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
}

const mostLines = 40

export function noticeSentence({ kind, facts }: Pick<Notice, "kind" | "facts">, language: Language): string {
  const title = inLanguage(facts.title, language)?.text ?? ""
  return noticeMessages[language].sentences[kind](title, facts.count ?? 0)
}

export function letterOf(
  notices: readonly ToldNotice[],
  { to, token, links }: { to: Addressee; token: string; links: LetterLinks },
): Letter {
  const { language } = to
  const words = noticeMessages[language].mail
  const lines = notices.slice(0, mostLines).map((notice) => ({
    sentence: noticeSentence(notice, language),
    said: notice.words,
    href: links.notice(language, notice),
  }))
  const left = notices.length - lines.length
  const more = left > 0 ? words.more(left) : undefined
  const foot = [
    { words: words.preferences, href: links.preferences(language) },
    { words: words.unsubscribe, href: links.unsubscribe(language, token) },
  ]
  const greeting = words.greeting(to.name)
  const only = notices.length === 1 ? lines[0] : undefined
  return {
    subject: only ? only.sentence : words.many(notices.length),
    text: plain({ greeting, lines, more, why: words.why, foot }),
    html: html({ greeting, lines, more, why: words.why, foot }, language),
  }
}

interface Parts {
  readonly greeting: string
  readonly lines: readonly {
    readonly sentence: string
    readonly said: string | undefined
    readonly href: string
  }[]
  readonly more: string | undefined
  readonly why: string
  readonly foot: readonly { readonly words: string; readonly href: string }[]
}

function plain({ greeting, lines, more, why, foot }: Parts): string {
  const body = lines.map(({ sentence, said, href }) => {
    const quoted = said ? `${said.replaceAll(/^/gm, "  > ")}\n` : ""
    return `- ${sentence}\n${quoted}  ${href}`
  })
  const end = [why, ...foot.map(({ words, href }) => `${words}\n${href}`)]
  return `${[greeting, ...body, ...(more ? [more] : []), "-- ", ...end].join("\n\n")}\n`
}

function html({ greeting, lines, more, why, foot }: Parts, language: Language): string {
  const items = lines.map(({ sentence, said, href }) => {
    const quoted = said ? `<blockquote dir="auto" style="white-space:pre-line">${escaped(said)}</blockquote>` : ""
    return `<li><a href="${escaped(href)}">${escaped(sentence)}</a>${quoted}</li>`
  })
  const links = foot.map(
    ({ words, href }) => `<br><a href="${escaped(href)}">${escaped(words.replace(/\s*:$/, ""))}</a>`,
  )
  return [
    "<!doctype html>",
    `<html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8"></head><body>`,
    `<p>${escaped(greeting)}</p><ul>${items.join("")}</ul>`,
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
