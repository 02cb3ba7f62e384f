import type { ComponentChildren } from "preact"

/** A state in a list: a word on its ground. */
export function Pill({ tone, children }: { tone: "ok" | "late" | "bad" | "info"; children: ComponentChildren }) {
  return <span class={`pill ${tone}`}>{children}</span>
}
