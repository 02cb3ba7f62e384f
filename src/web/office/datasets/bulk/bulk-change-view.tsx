import type { ComponentChildren } from "preact"
import { inLanguage, languageNames, languages, officeDatasetMessages, reviewMessages } from "../../../../texts/index.ts"
import { inUse, type Vocabularies } from "../../../../vocabulary/index.ts"
import { type Choice, fieldId } from "../../../components/form/field.tsx"
import { ErrorSummary, Form } from "../../../components/form/form.tsx"
import type { FormRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { type BulkFormKind, bulkKinds } from "./change-from-form.ts"

export interface BulkChangeModel {
  readonly page: OfficePage
  readonly action: string
  readonly count: number
  readonly ids: readonly string[]
  /** Parameters of a list that is chosen as a whole. */
  readonly filter?: Readonly<Record<string, string | undefined>> | undefined
  readonly vocabularies: Vocabularies
  readonly organizations: readonly Choice[]
  readonly reasons: readonly ("publisher-decision" | "legal" | "duplicate" | "error")[]
  readonly typed: URLSearchParams
  readonly refusal?: FormRefusal | undefined
}

/** One change for all that were chosen, with its value beside it. */
export function BulkChangeView({ model }: { model: BulkChangeModel }) {
  const { page, action, count, ids, filter, typed, refusal } = model
  const words = officeDatasetMessages[page.language]
  if (count === 0) {
    return (
      <OfficeLayout page={page} title={words.bulkTitle}>
        <div class="empty">
          <p>{words.noneChosen}</p>
          <p class="row center">
            <a class="btn" href={routes.office(page.language, "/datasets")}>
              {words.toList}
            </a>
          </p>
        </div>
      </OfficeLayout>
    )
  }
  return (
    <OfficeLayout page={page} title={words.bulkTitle} lead={words.chosen(page.format.number(count))}>
      <ErrorSummary page={page} refusal={refusal} />
      <Form page={page} action={action}>
        {ids.map((id) => (
          <input type="hidden" name="id" value={id} />
        ))}
        {Object.entries(filter ?? {}).map(
          ([name, value]) => value && <input type="hidden" name={name} value={value} />,
        )}
        <fieldset class={refusal ? "f err bulk-kinds" : "f bulk-kinds"}>
          <legend class="lbl">{words.whichChange}</legend>
          {bulkKinds.map((kind, at) => (
            <div class="bulk-kind">
              <label class="choice">
                <input
                  type="radio"
                  name="kind"
                  value={kind}
                  checked={typed.get("kind") === kind}
                  {...(at === 0 ? { id: fieldId("kind") } : {})}
                />
                <span>{words.changes[kind]}</span>
              </label>
              <div class="bulk-value">
                <ValueOf model={model} kind={kind} />
              </div>
            </div>
          ))}
        </fieldset>
        <button type="submit" class="btn">
          {words.preview}
        </button>
      </Form>
    </OfficeLayout>
  )
}

function ValueOf({ model, kind }: { model: BulkChangeModel; kind: BulkFormKind }): ComponentChildren {
  const { page, vocabularies, organizations, reasons } = model
  const { language } = page
  const words = officeDatasetMessages[language]
  const label = `${words.changes[kind]}: ${words.value}`
  const themes = inUse(vocabularies.themes).map((one) => choice(one.code, inLanguage(one.label, language)?.text))
  switch (kind) {
    case "add-theme":
      return <Select model={model} name="theme.add" label={label} choices={themes} />
    case "remove-theme":
      return <Select model={model} name="theme.remove" label={label} choices={themes} />
    case "add-keyword":
      return <Keyword model={model} which="add" label={label} />
    case "remove-keyword":
      return <Keyword model={model} which="remove" label={label} />
    case "set-licence": {
      const choices = inUse(vocabularies.licences).map((one) => choice(one.code, inLanguage(one.title, language)?.text))
      return <Select model={model} name="licence" label={label} choices={choices} />
    }
    case "set-frequency": {
      const choices = vocabularies.frequencies.map((one) => choice(one.code, inLanguage(one.label, language)?.text))
      return <Select model={model} name="frequency" label={label} choices={choices} />
    }
    case "set-contact":
      return (
        <span class="row">
          <Input model={model} name="contact.name" visible label={words.contactName} />
          <Input model={model} name="contact.email" visible label={words.contactEmail} />
        </span>
      )
    case "set-organization":
      return <Select model={model} name="organizationId" label={label} choices={organizations} />
    case "withdraw": {
      const choices = reasons.map((reason) => choice(reason, reviewMessages[language].reasons[reason]))
      return <Select model={model} name="reason" label={label} choices={choices} />
    }
    default:
      return null
  }
}

function choice(value: string, label: string | undefined): Choice {
  return { value, label: label ?? value }
}

function Keyword({ model, which, label }: { model: BulkChangeModel; which: "add" | "remove"; label: string }) {
  const words = officeDatasetMessages[model.page.language]
  const choices = languages.map((language) => choice(language, languageNames[language]))
  return (
    <span class="row">
      <Input model={model} name={`keyword.${which}`} label={label} />
      <Select
        model={model}
        name={`keywordLanguage.${which}`}
        label={`${label} (${words.keywordLanguage})`}
        choices={choices}
        first={model.page.language}
      />
    </span>
  )
}

function Input({
  model,
  name,
  label,
  visible = false,
}: {
  model: BulkChangeModel
  name: string
  label: string
  visible?: boolean
}) {
  return (
    <label class="small">
      {visible && label}
      <input
        class="inp"
        name={name}
        value={model.typed.get(name) ?? ""}
        {...(visible ? {} : { "aria-label": label })}
      />
    </label>
  )
}

function Select({
  model,
  name,
  label,
  choices,
  first,
}: {
  model: BulkChangeModel
  name: string
  label: string
  choices: readonly Choice[]
  first?: string
}) {
  const chosen = model.typed.get(name) ?? first
  return (
    <select class="inp" name={name} aria-label={label}>
      {choices.map(({ value, label: text }) => (
        <option value={value} selected={value === chosen}>
          {text}
        </option>
      ))}
    </select>
  )
}
