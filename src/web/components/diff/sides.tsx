import type { Page } from "../../page.ts"
import { ScrollRegion } from "../table/scroll-region.tsx"
import { type DiffLine, isList, Mark, ownLanguage, partsOf } from "./diff-line.tsx"

interface Options {
  readonly page: Page
  readonly lines: readonly DiffLine[]
  readonly caption: string
  readonly heads: { readonly field: string; readonly before: string; readonly after: string }
  /** Word for a value that is not there. */
  readonly absent: string
}

/** Two versions side by side, field by field; what went is struck on its side, what came is marked on the other. */
export function Sides({ page, lines, caption, heads, absent }: Options) {
  return (
    <ScrollRegion label={caption}>
      <table class="sides">
        <caption class="sr">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{heads.field}</th>
            <th scope="col">{heads.before}</th>
            <th scope="col">{heads.after}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr>
              <th scope="row">{line.label}</th>
              {line.untold ? (
                <td colSpan={2} class="muted">
                  {line.untold}
                </td>
              ) : (
                <>
                  <Side page={page} line={line} kind="removed" absent={absent} />
                  <Side page={page} line={line} kind="added" absent={absent} />
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Side({ page, line, kind, absent }: { page: Page; line: DiffLine; kind: "removed" | "added"; absent: string }) {
  const value = kind === "removed" ? line.before : line.after
  if (value === undefined || value.length === 0) return <td class="muted">{absent}</td>
  const own = partsOf(line).filter((part) => part.kind === "same" || part.kind === kind)
  return (
    <td {...ownLanguage(page, line)}>
      {own.map((part, at) => (
        <>
          {at > 0 && isList(line) && <br />}
          <Mark part={part} />
        </>
      ))}
    </td>
  )
}
