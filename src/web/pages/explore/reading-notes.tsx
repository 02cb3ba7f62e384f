import type { DataTable } from "../../../tabular/index.ts"
import { explorerMessages, tableNoteText } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"

/** What was understood of the file, and what changed with this version of it: nothing is done silently. */
export function ReadingNotes({ page, version }: { page: Page; version: DataTable["version"] }) {
  const words = explorerMessages[page.language]
  const { difference } = version
  // Signs of personal data are told to the publisher alone.
  const notes = version.notes.filter(({ code }) => code !== "personal-data")
  const { number } = page.format
  if (notes.length === 0 && !difference) return null
  return (
    <details class="card">
      <summary>{words.readingNotes}</summary>
      <ul class="small stack-s">
        {difference && <li>{words.difference(number(difference.rowsAdded), number(difference.rowsRemoved))}</li>}
        {notes.slice(0, 30).map(({ code, values }) => (
          <li>{tableNoteText(page.language, code, values)}</li>
        ))}
      </ul>
    </details>
  )
}
