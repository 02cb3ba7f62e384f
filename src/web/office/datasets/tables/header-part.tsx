import type { DataTable } from "../../../../tabular/index.ts"
import { dictionaryMessages } from "../../../../texts/index.ts"
import { ChoiceGroup, problemAt, TextField } from "../../../components/form/field.tsx"
import type { FormRefusal } from "../../../forms/problems.ts"
import type { OfficePage } from "../../office-route.ts"
import type { TableValues } from "./table-form.ts"

interface Options {
  readonly page: OfficePage
  readonly layout: DataTable["version"]["layout"]
  readonly values: TableValues
  readonly refusal: FormRefusal | undefined
}

/** Where the header stands in the file: as found, at rows that somebody counted, or nowhere. */
export function HeaderPart({ page, layout, values, refusal }: Options) {
  const words = dictionaryMessages[page.language]
  const { headerRows, titles } = layout
  const { number } = page.format
  const now = headerRows ? words.headerNow(number(headerRows[0]), number(headerRows[1])) : words.headerNone
  const row = (name: "first" | "last", label: string) => (
    <TextField name={name} label={label} value={values[name]} type="number" min="1" max="100" inputmode="numeric" />
  )
  return (
    <section>
      <h2 class="h2">{words.header}</h2>
      {titles.length > 0 && (
        <>
          <p class="small muted">{words.titlesAbove}</p>
          <ul class="small stack-s">
            {titles.map((title) => (
              <li>
                <bdi>{title}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
      <ChoiceGroup
        name="header"
        label={now}
        hint={words.headerHint}
        values={[values.header]}
        problem={problemAt(refusal, "header")}
        choices={[
          { value: "found", label: words.headerFound },
          { value: "rows", label: words.headerAt },
          { value: "none", label: words.headerWithout },
        ]}
      />
      <div class="pair header-rows">
        {row("first", words.fromRow)}
        {row("last", words.toRow)}
      </div>
    </section>
  )
}
