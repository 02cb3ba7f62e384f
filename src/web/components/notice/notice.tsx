import type { ComponentChildren } from "preact"
import { Icon, type IconName } from "../icon/icon.tsx"

type Tone = "plain" | "warm" | "bad" | "ok"

/** What happened, what it means, what to do. At most two in view. */
export function Notice({
  tone = "plain",
  icon,
  children,
}: {
  tone?: Tone
  icon: IconName
  children: ComponentChildren
}) {
  return (
    <div class={tone === "plain" ? "note" : `note ${tone}`}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  )
}
