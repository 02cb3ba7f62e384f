import type { ComponentChildren } from "preact"
import { officeShellMessages } from "../../../texts/index.ts"
import type { OfficePage } from "../office-route.ts"
import { SideLayout } from "./side-layout.tsx"

interface Options {
  readonly page: OfficePage
  readonly title: string
  /** Under the heading: one sentence that says the state of things. */
  readonly lead?: ComponentChildren
  /** Beside the heading: the primary act of the page. */
  readonly actions?: ComponentChildren
  /** Shown instead of the plain title, where it is a person's text. */
  readonly heading?: ComponentChildren
  readonly children: ComponentChildren
}

/** A page of the office. */
export function OfficeLayout({ page, children, ...head }: Options) {
  const side = { label: officeShellMessages[page.language].office, entries: page.navigation }
  return (
    <SideLayout page={page} side={side} done={page.done} {...head}>
      {children}
    </SideLayout>
  )
}
