import type { Page } from "../../page.ts"
import { type DiffLine, isList, Mark, ownLanguage, partsOf } from "./diff-line.tsx"

/** What was before and what comes instead, in one column. */
export function Diff({ page, lines }: { page: Page; lines: readonly DiffLine[] }) {
  return (
    <dl class="diff">
      {lines.map((line) => (
        <div>
          <dt>{line.label}</dt>
          <dd {...(line.untold ? {} : ownLanguage(page, line))}>
            {line.untold ??
              partsOf(line).map((part, at) => (
                <>
                  {at > 0 && isList(line) && <br />}
                  <Mark part={part} />
                </>
              ))}
          </dd>
        </div>
      ))}
    </dl>
  )
}
