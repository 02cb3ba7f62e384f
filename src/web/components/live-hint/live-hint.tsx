import { Icon } from "../icon/icon.tsx"

export interface HintText {
  readonly tone: "tip" | "bad" | "good"
  readonly text: string
}

const icons = { tip: "lightbulb", bad: "circle-alert", good: "check" } as const

/** What is said of a field while it is written; the form's script fills it again after each save. */
export function LiveHint({ name, hint }: { name: string; hint: HintText | undefined }) {
  return (
    <p class={hint ? `live ${hint.tone}` : "live"} data-live={name}>
      {hint && (
        <>
          <Icon name={icons[hint.tone]} /> {hint.text}
        </>
      )}
    </p>
  )
}
