import { explorerMessages } from "../../../texts/index.ts"
import { Icon } from "../../components/icon/icon.tsx"
import type { Page } from "../../page.ts"
import type { FoundRows } from "./found.ts"

/** That a question was not answered, through no mistake in it, and what to do. */
export function UnansweredNote({ page, rows }: { page: Page; rows: FoundRows | undefined }) {
  if (rows?.kind !== "too-slow" && rows?.kind !== "busy") return null
  const words = explorerMessages[page.language]
  return (
    <p class="note warm">
      <Icon name="triangle-alert" />
      {rows.kind === "busy" ? words.busy : words.tooSlow}
    </p>
  )
}
