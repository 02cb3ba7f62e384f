/** A name, title or value inside a sentence: it keeps its own direction, in mails too (Unicode UAX #9 §2.4.2). */
export function apart(text: string): string {
  return `\u2068${text}\u2069`
}
