import type { OfficeDataset } from "../../../../catalogue/index.ts"
import { reviewMessages } from "../../../../texts/index.ts"
import { SelectField } from "../../../components/form/field.tsx"
import { Form } from "../../../components/form/form.tsx"
import { LanguagePair } from "../../../components/language-pair/language-pair.tsx"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import type { FormMay } from "./form-model.ts"
import { formLanguages } from "./form-values.ts"

const reasons = ["publisher-decision", "legal", "duplicate", "error"] as const

/** Acts that take something away or bring it back, each said before it is done. */
export function MoreActs({ page, office, may }: { page: OfficePage; office: OfficeDataset; may: FormMay }) {
  if (!may.withdraw && !may.discard && !may.trash && !may.restore) return null
  const words = reviewMessages[page.language]
  const action = (name: string) => routes.office(page.language, `/datasets/${office.id}/${name}`)
  return (
    <details class="card flat more-acts">
      <summary>
        <h2>{words.more}</h2>
      </summary>
      {may.restore && (
        <Form page={page} action={action("restore")} class="stack-s">
          <p class="small">{words.restoreText}</p>
          <button type="submit" class="btn sm">
            {words.restore}
          </button>
        </Form>
      )}
      {may.withdraw && (
        <Form page={page} action={action("withdraw")}>
          <p class="small">{words.withdrawText}</p>
          <SelectField
            name="reason"
            label={words.reason}
            value="publisher-decision"
            choices={reasons.map((value) => ({ value, label: words.reasons[value] }))}
          />
          <LanguagePair
            page={page}
            name="note"
            label={words.note}
            value={{}}
            tags={formLanguages(page.language, {})}
            rows={2}
          />
          <button type="submit" class="btn sm bad">
            {words.withdraw}
          </button>
        </Form>
      )}
      {may.discard && (
        <Form page={page} action={action("discard")} class="stack-s">
          <p class="small">{words.discardText}</p>
          <button type="submit" class="btn sm bad">
            {words.discard}
          </button>
        </Form>
      )}
      {may.trash && (
        <Form page={page} action={action("trash")} class="stack-s">
          <p class="small">{words.trashText}</p>
          <button type="submit" class="btn sm bad">
            {words.trash}
          </button>
        </Form>
      )}
    </details>
  )
}
