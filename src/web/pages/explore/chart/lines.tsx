import type { Page } from "../../../page.ts"
import { short } from "../column-head.tsx"
import type { Figure } from "./chart-data.ts"
import { place, type Scale, scaleOf } from "./scale.ts"

export const drawing = { width: 720, height: 340, left: 78, right: 16, top: 14, bottom: 34 } as const
export const inner = {
  width: drawing.width - drawing.left - drawing.right,
  height: drawing.height - drawing.top - drawing.bottom,
} as const

interface Options {
  readonly page: Page
  readonly figure: Figure
  readonly label: string
  readonly filled: boolean
}

/** Time and numbered scales run from left to right in every language. */
export function Lines({ page, figure, label, filled }: Options) {
  const { parts, series } = figure
  const values = series.flatMap((one) => one.values.filter((value) => value !== null))
  const up = scaleOf(values, filled || Math.min(...values) >= 0)
  const spots = parts.map(({ at }) => at)
  const isPlaced = spots.every((at) => at !== undefined)
  const positions = parts.map(({ at }, index) => (isPlaced ? (at as number) : index))
  const across = { from: Math.min(...positions), to: Math.max(...positions) }
  const x = (index: number) => drawing.left + place(positions[index] ?? 0, across, inner.width)
  const y = (value: number) => drawing.top + inner.height - place(value, up, inner.height)
  return (
    <svg class="chart" viewBox={`0 0 ${drawing.width} ${drawing.height}`} role="img" aria-label={label}>
      <Grid page={page} scale={up} y={y} />
      {ticksAcross(parts.map((_, index) => x(index))).map((index) => (
        <text x={short(x(index))} y={drawing.height - 10} class={anchorOf(index, parts.length)}>
          {parts[index]?.label.slice(0, 18)}
        </text>
      ))}
      {series.map((one, at) => (
        <g class={`c${at + 1}`}>
          {filled && <path class="area" d={areaPath(one.values, { x, y, base: y(up.from) })} />}
          <path class="line" d={linePath(one.values, { x, y })} />
          {parts.length <= 60 &&
            one.values.map((value, index) =>
              value === null ? null : <circle cx={short(x(index))} cy={short(y(value))} r="2.6" />,
            )}
        </g>
      ))}
    </svg>
  )
}

export function Grid({ page, scale, y }: { page: Page; scale: Scale; y: (value: number) => number }) {
  return (
    <g class="grid">
      {scale.ticks.map((tick) => (
        <>
          <line x1={drawing.left} x2={drawing.width - drawing.right} y1={short(y(tick))} y2={short(y(tick))} />
          <text x={drawing.left - 8} y={short(y(tick) + 4)} class="end">
            {page.format.number(tick)}
          </text>
        </>
      ))}
    </g>
  )
}

const widestLabel = 120

/** The first, the last, and between them as many as do not touch each other. */
function ticksAcross(positions: readonly number[]): readonly number[] {
  const last = positions.length - 1
  const ticks: number[] = []
  for (const [index, position] of positions.entries()) {
    const before = ticks.at(-1)
    const isFree = before === undefined || position - positions[before]! >= widestLabel
    const leavesLast = index === last || positions[last]! - position >= widestLabel
    if (isFree && (leavesLast || index === 0)) ticks.push(index)
  }
  return last > 0 && ticks.at(-1) !== last ? [...ticks, last] : ticks
}

function anchorOf(index: number, count: number): string {
  return index === 0 ? "start" : index === count - 1 ? "end" : "middle"
}

interface Placing {
  readonly x: (index: number) => number
  readonly y: (value: number) => number
}

/** Broken where there is no value. */
function linePath(values: readonly (number | null)[], { x, y }: Placing): string {
  let isDown = false
  return values
    .map((value, index) => {
      if (value === null) {
        isDown = false
        return ""
      }
      const step = `${isDown ? "L" : "M"}${short(x(index))} ${short(y(value))}`
      isDown = true
      return step
    })
    .join("")
}

function areaPath(values: readonly (number | null)[], { x, y, base }: Placing & { base: number }): string {
  const known = values.flatMap((value, index) => (value === null ? [] : [[index, value] as const]))
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last) return ""
  const over = known.map(([index, value]) => `L${short(x(index))} ${short(y(value))}`).join("")
  return `M${short(x(first[0]))} ${short(base)}${over}L${short(x(last[0]))} ${short(base)}z`
}
