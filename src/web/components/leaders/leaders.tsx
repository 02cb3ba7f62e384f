import type { ComponentChildren } from "preact"

export interface LeaderLine {
  readonly key: string
  readonly href: string
  readonly name: ComponentChildren
  readonly value: ComponentChildren
  /** Nothing is counted here yet. */
  readonly quiet?: boolean
}

/** Name … value: the recurring line of an index. `columns` spreads it over the page's width. */
export function Leaders({ lines, columns = false }: { lines: readonly LeaderLine[]; columns?: boolean }) {
  return (
    <ul class={columns ? "idx" : "lead-l"}>
      {lines.map(({ key, href, name, value, quiet }) => (
        <li key={key} class={quiet ? "quiet" : undefined}>
          <a href={href}>{name}</a>
          <span class="ldr" />
          <span class="num">{value}</span>
        </li>
      ))}
    </ul>
  )
}
