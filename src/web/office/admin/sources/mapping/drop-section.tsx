import { droppableFields } from "../../../../../harvest/index.ts"
import { officeShellMessages, sourceMappingMessages } from "../../../../../texts/index.ts"
import { ChoiceGroup } from "../../../../components/form/field.tsx"
import { Form } from "../../../../components/form/form.tsx"
import type { SectionOptions } from "./mapping-model.ts"

/** Fields that are not taken over. */
export function DropSection({ page, model, here }: SectionOptions) {
  const own = sourceMappingMessages[page.language]
  return (
    <section aria-labelledby="drop" class="blk">
      <h2 id="drop">{own.drop}</h2>
      <Form page={page} action={here} class="narrow-form">
        <input type="hidden" name="act" value="drop" />
        <ChoiceGroup
          name="drop"
          label={<span class="sr">{own.drop}</span>}
          hint={own.dropText}
          many
          values={model.source.mapping.drop}
          choices={droppableFields.map((field) => ({ value: field, label: own.dropFields[field] ?? field }))}
        />
        <button type="submit" class="btn sm">
          {officeShellMessages[page.language].save}
          <span class="sr">: {own.drop}</span>
        </button>
      </Form>
    </section>
  )
}
