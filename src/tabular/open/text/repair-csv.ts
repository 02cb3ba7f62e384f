/**
 * Reads CSV whose quotes are not what they should be: `5" pipe`, `"a"b`, a quote that nobody closes. A quote opens a cell
 * only at its start, and closes it only before a separator or a line break; one that is not closed for many lines was a
 * letter like any other. What is right is read as everybody reads it.
 */

const longestQuoted = 64 * 1024
const mostLines = 200

export interface CsvRepair {
  write(text: string): void
  end(): void
}

export function repairCsv(
  { separator, quote }: { readonly separator: string; readonly quote: string },
  row: (cells: readonly string[]) => void,
): CsvRepair {
  let pending = ""
  let cells: string[] = []

  function takeCell(text: string, from: number, isLast: boolean): number {
    const quoted = quote !== "" && text[from] === quote ? quotedCell(text, from, isLast) : undefined
    if (quoted === "more") return -1
    const cell = quoted ?? plainCell(text, from, isLast)
    if (!cell) return -1
    cells.push(cell.text)
    const next = text[cell.end]
    if (next === separator) {
      // A separator before the very end: there is an empty cell behind it.
      if (isLast && cell.end + 1 === text.length) endRow("")
      return cell.end + 1
    }
    endRow()
    return cell.end + (next === "\r" && text[cell.end + 1] === "\n" ? 2 : 1)
  }

  function endRow(...more: string[]) {
    row([...cells, ...more])
    cells = []
  }

  function plainCell(text: string, from: number, isLast: boolean) {
    let end = from
    while (end < text.length && text[end] !== separator && text[end] !== "\n" && text[end] !== "\r") end++
    // The line feed of a carriage return may still be on its way.
    if (end >= text.length - 1 && !isLast) return undefined
    return { text: text.slice(from, end), end }
  }

  const ends = (letter: string | undefined) =>
    letter === separator || letter === "\n" || letter === "\r" || letter === undefined

  function quotedCell(text: string, from: number, isLast: boolean) {
    let inner = ""
    let at = from + 1
    let hasLoneQuote = false
    for (;;) {
      const close = text.indexOf(quote, at)
      const soFar = (close < 0 ? text.length : close) - from
      if (soFar > longestQuoted || (soFar > 2000 && linesIn(text, from, from + soFar) > mostLines)) return undefined
      if (close < 0) return isLast ? undefined : ("more" as const)
      if (close + 2 > text.length - 1 && !isLast) return "more" as const
      const next = text[close + 1]
      inner += text.slice(at, close)
      if (ends(next)) return { text: inner, end: close + 1 }
      inner += quote
      // `"the "great""`: where a quote stood alone before, two at the end are a letter and the end.
      if (hasLoneQuote && next === quote && ends(text[close + 2])) return { text: inner, end: close + 2 }
      hasLoneQuote ||= next !== quote
      at = next === quote ? close + 2 : close + 1
    }
  }

  function take(text: string, isLast: boolean): string {
    let at = 0
    while (at < text.length) {
      const next = takeCell(text, at, isLast)
      if (next < 0) break
      at = next
    }
    return text.slice(at)
  }

  return {
    write(text) {
      pending = take(pending + text, false)
    },
    end() {
      take(pending, true)
      if (cells.length > 0) endRow()
    },
  }
}

function linesIn(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) lines++
  return lines
}
