import type { ComponentChildren } from "preact"
import { layoutMessages } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"

export interface Crumb {
  readonly href?: string
  readonly name: ComponentChildren
}

export function Crumbs({ page, path }: { page: Page; path: readonly Crumb[] }) {
  return (
    <nav class="crumb" aria-label={layoutMessages[page.language].path}>
      <ol>
        {path.map(({ href, name }) => (
          <li>{href ? <a href={href}>{name}</a> : name}</li>
        ))}
      </ol>
    </nav>
  )
}
