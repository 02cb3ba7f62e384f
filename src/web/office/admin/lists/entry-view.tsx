import { inLanguage, type LocalisedText, listMessages, officeShellMessages } from "../../../../texts/index.ts"
import type { EditableEntry, EditableList } from "../../../../vocabulary/index.ts"
import { Crumbs } from "../../../components/crumbs/crumbs.tsx"
import { CheckField, problemAt, SelectField, TextArea, TextField } from "../../../components/form/field.tsx"
import { ErrorSummary, Form, PostButton } from "../../../components/form/form.tsx"
import { LocalisedField } from "../../../components/form/localised-field.tsx"
import { Notice } from "../../../components/notice/notice.tsx"
import type { FormRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { type EntryField, entryFields } from "./entry-fields.ts"
import { nameOf } from "./entry-name.ts"

export type Values = Readonly<Record<string, unknown>>

interface FormOptions {
  readonly page: OfficePage
  readonly list: EditableList
  readonly values: Values
  readonly entry?: EditableEntry
  readonly refusal?: FormRefusal
  /** How many datasets have an entry that is no longer offered. */
  readonly uses?: number
}

export function EntryForm({ page, list, values, entry, refusal, uses = 0 }: FormOptions) {
  const words = listMessages[page.language]
  const here = routes.office(page.language, `/lists/${list}`)
  const action = entry ? `${here}/${encodeURIComponent(entry.code)}` : `${here}/new`
  const title = entry ? (inLanguage(nameOf(entry), page.language)?.text ?? entry.code) : words.add[list]
  return (
    <OfficeLayout page={page} title={title} lead={entry && <code dir="ltr">{entry.code}</code>}>
      <Crumbs page={page} path={[{ href: here, name: words.lists[list] }, { name: <bdi>{title}</bdi> }]} />
      {entry?.retiredAt && (
        <Notice icon="info">
          <p>
            {words.retired}
            {entry.replacedBy && (
              <>
                , {words.replacedBy} <code dir="ltr">{entry.replacedBy}</code>
              </>
            )}
          </p>
          {uses > 0 && <p>{words.stillUsed(uses)}</p>}
          {uses > 0 && entry.replacedBy && (
            <PostButton page={page} action={action} fields={{ act: "recode" }}>
              {words.recode}
            </PostButton>
          )}
        </Notice>
      )}
      <ErrorSummary page={page} refusal={refusal} />
      <Form page={page} action={action} class="narrow-form">
        {entry && <input type="hidden" name="version" value={String(entry.version)} />}
        {!entry && (
          <TextField
            name="code"
            label={words.code}
            hint={words.codeHint[list]}
            value={String(values.code ?? "")}
            problem={problemAt(refusal, "code")}
            dir="ltr"
            maxLength={80}
          />
        )}
        {entryFields[list].map((field) => (
          <Field page={page} field={field} value={values[field.name]} refusal={refusal} />
        ))}
        <button type="submit" class="btn">
          {officeShellMessages[page.language].save}
        </button>
      </Form>
      {entry && <Retirement page={page} entry={entry} action={action} refusal={refusal} />}
    </OfficeLayout>
  )
}

function Field({
  page,
  field: { name, kind },
  value,
  refusal,
}: {
  page: OfficePage
  field: EntryField
  value: unknown
  refusal: FormRefusal | undefined
}) {
  const label = listMessages[page.language].fields[name]
  const common = { name, label, problem: problemAt(refusal, name) }
  if (kind === "text" || kind === "long-text")
    return (
      <LocalisedField
        page={page}
        name={name}
        label={label}
        value={(value as LocalisedText | undefined) ?? {}}
        refusal={refusal}
        rows={kind === "text" ? 1 : 4}
      />
    )
  if (kind === "yes") return <CheckField {...common} checked={value === true} />
  if (kind === "lines")
    return (
      <TextArea {...common} value={((value as readonly string[] | undefined) ?? []).join("\n")} rows={6} dir="auto" />
    )
  const text = value === undefined || value === null ? "" : String(value)
  if (typeof kind === "object")
    return (
      <SelectField
        {...common}
        value={text}
        empty="–"
        choices={kind.choices.map((one) => ({ value: one, label: one }))}
      />
    )
  return (
    <TextField {...common} value={text} dir="ltr" {...(kind === "number" ? { inputmode: "decimal" as const } : {})} />
  )
}

function Retirement({
  page,
  entry,
  action,
  refusal,
}: {
  page: OfficePage
  entry: EditableEntry
  action: string
  refusal: FormRefusal | undefined
}) {
  const words = listMessages[page.language]
  if (entry.retiredAt)
    return (
      <p class="next">
        <PostButton page={page} action={action} fields={{ act: "revive" }} kind="btn alt">
          {words.revive}
        </PostButton>
      </p>
    )
  return (
    <section class="blk">
      <h2 class="h2">{words.retire}</h2>
      <Form page={page} action={action} class="narrow-form">
        <input type="hidden" name="act" value="retire" />
        <TextField
          name="replacedBy"
          label={words.replacedBy}
          hint={words.retireHint}
          problem={problemAt(refusal, "replacedBy")}
          dir="ltr"
          maxLength={80}
        />
        <button type="submit" class="btn sm bad">
          {words.retire}
        </button>
      </Form>
    </section>
  )
}
