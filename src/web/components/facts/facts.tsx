import type { ComponentChildren } from "preact"

export type FactRow = readonly [term: ComponentChildren, value: ComponentChildren | undefined]

/** The record's fields as a list of terms; what has no value is left out. */
export function Facts({ rows }: { rows: readonly FactRow[] }) {
  return (
    <dl class="kv">
      {rows.map(
        ([term, value]) =>
          value && (
            <div>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

/** An identifier or address, broken where it must and never turned round. */
export function Code({ children }: { children: string }) {
  return (
    <code class="wrap-any" dir="ltr">
      {children}
    </code>
  )
}
