import type { Refusal } from "../../../platform/refusal.ts"
import { officeShellMessages } from "../../../texts/index.ts"
import { formRefusal } from "../../forms/problems.ts"
import type { OfficePage } from "../office-route.ts"
import { OfficeLayout } from "./office-layout.tsx"

/** A refusal that no form of the page shows itself: what happened and the way back. */
export function RefusedView({ page, refusal }: { page: OfficePage; refusal: Refusal }) {
  const words = officeShellMessages[page.language].refused
  const { text, problems } = formRefusal(refusal, page.language)
  const forbidden = refusal.status === 403
  return (
    <OfficeLayout page={page} title={forbidden ? words.notAllowed : words.title}>
      <div class="prose">
        <p>{forbidden ? words.notAllowedText : text}</p>
        <ul>
          {problems.map((problem) => (
            <li>
              <bdi dir="ltr">{problem.field}</bdi>: {problem.text}
            </li>
          ))}
        </ul>
      </div>
    </OfficeLayout>
  )
}
