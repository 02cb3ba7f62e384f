export type Tone = "ok" | "late" | "bad" | "info" | "plain"

const nuqta: Readonly<Record<Tone, string>> = {
  ok: "",
  late: " half",
  bad: " hollow",
  info: " hollow",
  plain: " hollow",
}

/** A state: the shape of the nuqta (full, half, hollow) and a word; colour only repeats what they say. */
export function Status({ tone, children }: { tone: Tone; children: preact.ComponentChildren }) {
  return (
    <span class={tone === "plain" ? "st" : `st ${tone}`}>
      <span class={`nq${nuqta[tone]}`} aria-hidden="true" />
      <span>{children}</span>
    </span>
  )
}
