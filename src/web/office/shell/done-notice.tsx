import { type DoneCode, officeShellMessages } from "../../../texts/index.ts"
import { Icon } from "../../components/icon/icon.tsx"
import type { Page } from "../../page.ts"

/** What was just done, said once at the head of the next page. */
export function DoneNotice({ page, done }: { page: Page; done: DoneCode | undefined }) {
  if (!done) return null
  return (
    <div class="note ok done" role="status">
      <Icon name="circle-check" />
      <div>{officeShellMessages[page.language].done[done]}</div>
    </div>
  )
}

/** The code in an address, where it is one of ours. */
export function doneIn(query: URLSearchParams): DoneCode | undefined {
  const code = query.get("done") ?? ""
  return Object.hasOwn(officeShellMessages.ar.done, code) ? (code as DoneCode) : undefined
}
