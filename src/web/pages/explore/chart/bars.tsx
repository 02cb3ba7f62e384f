import type { Page } from "../../../page.ts"
import { short } from "../column-head.tsx"
import type { Figure } from "./chart-data.ts"

interface Options {
  readonly page: Page
  readonly figure: Figure
  /** Parts of one whole, one after the other; else side by side. */
  readonly stacked: boolean
}

/** Lengths in the order of their values; they mirror with the page. */
export function Bars({ page, figure, stacked }: Options) {
  const { parts, series } = figure
  const at = (index: number) => series.map(({ values }) => values[index] ?? null)
  const total = (index: number) => at(index).reduce<number>((sum, value) => sum + (value ?? 0), 0)
  const lengths = parts.map((_, index) =>
    stacked ? total(index) : Math.max(...at(index).map((value) => Math.abs(value ?? 0))),
  )
  const most = Math.max(...lengths, 0) || 1
  return (
    <div class="bars">
      {parts.map(({ label }, index) => (
        <div>
          <span class="l" dir="auto">
            {label}
          </span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            {rectangles(at(index), { most, stacked })}
          </svg>
          <span class="v num">
            <bdi>
              {stacked
                ? page.format.number(total(index))
                : at(index)
                    .map((value) => (value === null ? "–" : page.format.number(value)))
                    .join(" · ")}
            </bdi>
          </span>
        </div>
      ))}
    </div>
  )
}

function rectangles(values: readonly (number | null)[], { most, stacked }: { most: number; stacked: boolean }) {
  let start = 0
  const height = stacked ? 10 : 10 / values.length
  return values.map((value, at) => {
    const width = (100 * Math.abs(value ?? 0)) / most
    const x = stacked ? start : 0
    start += width
    const kind = `c${at + 1}${(value ?? 0) < 0 ? " below" : ""}`
    return (
      <rect
        class={kind}
        x={short(x)}
        y={short(stacked ? 0 : at * height)}
        width={short(width)}
        height={short(height)}
      />
    )
  })
}
