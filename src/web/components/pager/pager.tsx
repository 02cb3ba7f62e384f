import { searchMessages } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"
import { Icon } from "../icon/icon.tsx"

export interface Paging {
  readonly current: number
  readonly last: number
  readonly href: (page: number) => string
}

export function Pager({ page, paging: { current, last, href } }: { page: Page; paging: Paging }) {
  if (last <= 1) return null
  const words = searchMessages[page.language]
  return (
    <nav class="pager" aria-label={words.pages}>
      {current > 1 && (
        <a href={href(current - 1)} rel="prev">
          <Icon name="chevron-left" flip />
          {words.previous}
        </a>
      )}
      {shownPages(current, last).map((number) =>
        number === undefined ? (
          <span aria-hidden="true">…</span>
        ) : number === current ? (
          <span aria-current="page">{page.format.number(number)}</span>
        ) : (
          <a href={href(number)} aria-label={words.page(page.format.number(number))}>
            {page.format.number(number)}
          </a>
        ),
      )}
      {current < last && (
        <a href={href(current + 1)} rel="next">
          {words.next}
          <Icon name="chevron-right" flip />
        </a>
      )}
    </nav>
  )
}

/** First, last, and the neighbours of the current one; `undefined` stands for a gap. */
export function shownPages(current: number, last: number): (number | undefined)[] {
  const wanted = [1, current - 1, current, current + 1, last].filter((number) => number >= 1 && number <= last)
  const numbers = [...new Set(wanted)].sort((a, b) => a - b)
  return numbers.flatMap((number, index) => {
    const before = numbers[index - 1]
    if (before === undefined || number - before === 1) return [number]
    return number - before === 2 ? [number - 1, number] : [undefined, number]
  })
}
