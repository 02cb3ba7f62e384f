import type { ComponentChildren } from "preact"

export function Figures({ children }: { children: ComponentChildren }) {
  return <dl class="g4 kpis">{children}</dl>
}

export function Figure({
  term,
  value,
  detail,
}: {
  term: string
  value: ComponentChildren
  detail?: ComponentChildren | false
}) {
  return (
    <div class="kpi">
      <dt>{term}</dt>
      <dd class="num">
        <bdi>{value}</bdi>
      </dd>
      {detail && <dd>{detail}</dd>}
    </div>
  )
}
