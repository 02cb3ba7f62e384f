import { short } from "../column-head.tsx"
import type { Figure } from "./chart-data.ts"

/** At most six parts of a whole, from the top, the way a clock runs. */
export function Pie({ figure, label }: { figure: Figure; label: string }) {
  const values = (figure.series[0]?.values ?? []).map((value) => value ?? 0)
  const total = values.reduce((sum, value) => sum + value, 0) || 1
  let before = 0
  return (
    <svg class="chart pie" viewBox="-105 -105 210 210" role="img" aria-label={label}>
      {values.map((value, at) => {
        const from = before / total
        before += value
        return <path class={`c${at + 1}`} d={sector(from, before / total)} />
      })}
    </svg>
  )
}

function sector(from: number, to: number): string {
  if (to - from >= 0.9999) return "M0-100A100 100 0 1 1-.01-100z"
  const point = (share: number) =>
    `${short(100 * Math.sin(2 * Math.PI * share))} ${short(-100 * Math.cos(2 * Math.PI * share))}`
  return `M0 0L${point(from)}A100 100 0 ${to - from > 0.5 ? 1 : 0} 1 ${point(to)}z`
}
