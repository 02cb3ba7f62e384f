import type { DatasetDocument } from "../../../../catalogue/index.ts"
import { directionOf, reviewMessages } from "../../../../texts/index.ts"
import { fieldId } from "../../../components/form/field.tsx"
import { ErrorSummary, Form } from "../../../components/form/form.tsx"
import { Notice } from "../../../components/notice/notice.tsx"
import type { FormRefusal } from "../../../forms/problems.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import type { Said } from "../change-lines.ts"

export interface MergeField {
  readonly path: string
  readonly label: string
  readonly lang?: string | undefined
  readonly base: Said
  readonly theirs: Said
  readonly mine: Said
  /** A third text may be written. */
  readonly writable: boolean
}

export interface MergeModel {
  readonly page: OfficePage
  readonly action: string
  readonly theirs: DatasetDocument
  /** Everything joined, with mine where there is a conflict. */
  readonly merged: DatasetDocument
  readonly who: string
  readonly fields: readonly MergeField[]
  readonly refusal?: FormRefusal
}

export function MergeView({ model }: { model: MergeModel }) {
  const { page, action, theirs, merged, who, fields, refusal } = model
  const words = reviewMessages[page.language]
  return (
    <OfficeLayout page={page} title={words.mergeTitle}>
      <ErrorSummary page={page} refusal={refusal} />
      <Notice tone="warm" icon="git-fork">
        <p>{words.mergeText(who)}</p>
      </Notice>
      <Form page={page} action={action} class="merge">
        <input type="hidden" name="theirs" value={JSON.stringify(theirs)} />
        <input type="hidden" name="merged" value={JSON.stringify(merged)} />
        {fields.map((field) => (
          <MergeChoice page={page} field={field} />
        ))}
        <button type="submit" class="btn">
          {words.mergeSave}
        </button>
      </Form>
    </OfficeLayout>
  )
}

function MergeChoice({ page, field }: { page: OfficePage; field: MergeField }) {
  const words = reviewMessages[page.language]
  const { path, label, base, theirs, mine, writable } = field
  const own = fieldId(`own.${path}`)
  return (
    <fieldset class="f">
      <legend class="lbl">{label}</legend>
      <input type="hidden" name="conflict" value={path} />
      <input type="hidden" name={`mine.${path}`} value={mine === undefined ? "removed" : "kept"} />
      <p class="small muted">
        {words.mergeBase}: <Value page={page} field={field} said={base} />
      </p>
      <Choice name={`choice.${path}`} value="theirs" label={words.mergeTheirs}>
        <Value page={page} field={field} said={theirs} />
      </Choice>
      <Choice name={`choice.${path}`} value="mine" label={words.mergeMine} checked>
        <Value page={page} field={field} said={mine} />
      </Choice>
      {writable && (
        <>
          <Choice name={`choice.${path}`} value="own" label={words.mergeOwn} />
          <label class="sr" for={own}>
            {`${label}: ${words.mergeOwn}`}
          </label>
          <textarea
            id={own}
            name={`own.${path}`}
            rows={2}
            class="inp"
            value={typeof mine === "string" ? mine : ""}
            {...languageOf(field)}
          />
        </>
      )}
    </fieldset>
  )
}

function Choice({
  name,
  value,
  label,
  checked = false,
  children,
}: {
  name: string
  value: string
  label: string
  checked?: boolean
  children?: preact.ComponentChildren
}) {
  return (
    <label class="choice">
      <input type="radio" name={name} value={value} checked={checked} />
      <span>
        <b>{label}</b>
        {children && <span class="value">{children}</span>}
      </span>
    </label>
  )
}

function Value({ page, field, said }: { page: OfficePage; field: MergeField; said: Said }) {
  if (said === undefined) return <span class="muted">{reviewMessages[page.language].absent}</span>
  const text = typeof said === "string" ? said : page.format.list(said)
  return <bdi {...languageOf(field)}>{text}</bdi>
}

function languageOf({ lang }: MergeField) {
  return lang && lang !== "und" ? { lang, dir: directionOf(lang) } : { dir: "auto" as const }
}
