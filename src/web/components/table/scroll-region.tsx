import type { ComponentChildren } from "preact"

interface Options {
  readonly label: string
  /** "plain" without ground, "fold" for rows on phones, "stacked" for cells below each other there, "preview" for file contents. */
  readonly kind?: string
  readonly dir?: "rtl" | "ltr"
  readonly children: ComponentChildren
}

/** What is wider than a phone scrolls by itself, never the page; named and reachable by keyboard (WCAG 2.1.1). */
export function ScrollRegion({ label, kind = "", dir, children }: Options) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard cannot scroll the region.
    <section class={`tw ${kind}`} dir={dir} tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}

/** Code is left to right in every page, and scrolls like a table. */
export function CodeBlock({ children }: { children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard cannot scroll the code.
    <pre class="code" tabIndex={0}>
      <code lang="en">{children}</code>
    </pre>
  )
}
