import { runMessages, sourceMappingMessages } from "../../../../../texts/index.ts"
import type { Choice } from "../../../../components/form/field.tsx"
import { fieldId } from "../../../../components/form/field.tsx"
import { Form } from "../../../../components/form/form.tsx"
import { ScrollRegion } from "../../../../components/table/scroll-region.tsx"
import type { OfficePage } from "../../../office-route.ts"

export interface Row {
  readonly word: string
  /** What it means now. */
  readonly code: string
  /** How many records write it so. */
  readonly records?: number
  /** Only its beginning is known. */
  readonly isCut?: boolean
}

interface Options {
  readonly page: OfficePage
  readonly here: string
  readonly list: "licences" | "themes"
  readonly title: string
  readonly rows: readonly Row[]
  readonly choices: readonly Choice[]
  /** The choice that says nothing. */
  readonly empty: string
  /** A row for a word that is in none of them. */
  readonly another?: { readonly typed: string; readonly problem: string | undefined }
}

/** Words and what each means here; all of them are saved by one button. */
export function MeaningsForm({ page, here, list, title, rows, choices, empty, another }: Options) {
  const own = sourceMappingMessages[page.language]
  return (
    <Form page={page} action={here} class="after">
      <input type="hidden" name="act" value={list} />
      <h3 id={list}>{title}</h3>
      {rows.length > 0 && (
        <ScrollRegion label={title} kind="stacked">
          <table class="meanings">
            <thead>
              <tr>
                <th scope="col">{own.asWritten}</th>
                <th scope="col">{own.meaning}</th>
                {rows.some(({ records }) => records !== undefined) && (
                  <th scope="col" class="n">
                    {own.howMany}
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <MeaningRow page={page} row={row} choices={choices} empty={empty} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {another && <Another page={page} list={list} choices={choices} {...another} />}
      <button type="submit" class="btn sm">
        {own.saveMeanings}
        <span class="sr">: {title}</span>
      </button>
    </Form>
  )
}

function MeaningRow({ page, row, choices, empty }: Pick<Options, "page" | "choices" | "empty"> & { row: Row }) {
  const own = sourceMappingMessages[page.language]
  const { word, code, records, isCut } = row
  // One that was retired since is still what the word means.
  const isOffered = code === "" || choices.some(({ value }) => value === code)
  return (
    <tr>
      <th scope="row">
        <bdi dir="auto" class="url">
          {word}
        </bdi>
      </th>
      <td>
        {isCut ? (
          <p class="small muted">{own.tooLong}</p>
        ) : (
          <>
            <input type="hidden" name="raw" value={word} />
            <select name="code" class="inp" aria-label={own.meaningOf(word)}>
              <option value="">{empty}</option>
              {!isOffered && (
                <option value={code} selected>
                  {code}
                </option>
              )}
              {choices.map(({ value, label }) => (
                <option value={value} selected={value === code}>
                  {label}
                </option>
              ))}
            </select>
          </>
        )}
      </td>
      {records !== undefined && <td class="n">{runMessages[page.language].records(records)}</td>}
    </tr>
  )
}

function Another({
  page,
  list,
  choices,
  typed,
  problem,
}: Pick<Options, "page" | "list" | "choices"> & { typed: string; problem: string | undefined }) {
  const own = sourceMappingMessages[page.language]
  const [word, code] = [fieldId(`${list}.raw`), fieldId(`${list}.code`)]
  return (
    <div class={problem ? "f err adding-row" : "f adding-row"}>
      <div>
        <label for={word}>{own.addMeaning}</label>
        {problem && (
          <p class="msg" id={`${word}-problem`}>
            {problem}
          </p>
        )}
        <input
          id={word}
          name="raw"
          value={typed}
          dir="auto"
          maxLength={500}
          {...(problem ? { "aria-invalid": "true" as const, "aria-describedby": `${word}-problem` } : {})}
        />
      </div>
      <div>
        <label for={code}>{own.meaning}</label>
        <select id={code} name="code">
          <option value="">{own.unsaid}</option>
          {choices.map(({ value, label }) => (
            <option value={value}>{label}</option>
          ))}
        </select>
      </div>
    </div>
  )
}
