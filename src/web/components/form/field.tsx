import type { ComponentChildren } from "preact"
import type { FormRefusal } from "../../forms/problems.ts"
import { Icon } from "../icon/icon.tsx"

/** The id of the input of this name; the error summary links to it. */
export function fieldId(name: string): string {
  return `f-${name.replaceAll(/[^\w-]/g, "-")}`
}

/** What to say above the input of this name; undefined where it was not refused. */
export function problemAt(refusal: FormRefusal | undefined, name: string): string | undefined {
  return refusal?.problems.find(({ field }) => field === name)?.text
}

export interface FieldOptions {
  readonly name: string
  /** Where another form of the page has an input of the same name. */
  readonly id?: string
  readonly label: ComponentChildren
  readonly hint?: ComponentChildren
  readonly problem?: string | undefined
}

interface Described {
  readonly id: string
  readonly "aria-describedby"?: string
  readonly "aria-invalid"?: "true"
}

/** Label, hint and error above the control, which is told of both. */
export function FieldFrame({
  name,
  id = fieldId(name),
  label,
  hint,
  problem,
  after,
  control,
}: FieldOptions & {
  readonly after?: ComponentChildren
  readonly control: (described: Described) => ComponentChildren
}) {
  const described = [hint ? `${id}-hint` : "", problem ? `${id}-problem` : ""].filter(Boolean).join(" ")
  return (
    <div class={problem ? "f err" : "f"}>
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <Problem id={`${id}-problem`} text={problem} />
      {control({
        id,
        ...(described ? { "aria-describedby": described } : {}),
        ...(problem ? { "aria-invalid": "true" as const } : {}),
      })}
      {after}
    </div>
  )
}

function Problem({ id, text }: { id: string; text: string | undefined }) {
  if (!text) return null
  return (
    <p class="msg" id={id}>
      <Icon name="circle-alert" /> {text}
    </p>
  )
}

interface Written {
  readonly value?: string | undefined
  readonly maxLength?: number
  readonly dir?: "ltr" | "rtl" | "auto"
  readonly lang?: string
  readonly autocomplete?: string
  readonly required?: boolean
  readonly readOnly?: boolean
  readonly spellcheck?: boolean
}

interface Input extends Written {
  readonly type?:
    | "text"
    | "email"
    | "password"
    | "url"
    | "tel"
    | "number"
    | "date"
    | "datetime-local"
    | "search"
    | "file"
  readonly inputmode?: "numeric" | "decimal" | "email" | "url" | "tel"
  readonly min?: string
  readonly max?: string
  readonly step?: string
  /** Id of a `datalist`. */
  readonly list?: string
  readonly accept?: string
  readonly multiple?: boolean
  readonly autofocus?: boolean
}

export function TextField({
  name,
  label,
  hint,
  problem,
  after,
  ...input
}: FieldOptions & Input & { readonly after?: ComponentChildren }) {
  return (
    <FieldFrame
      {...{ name, label, hint, problem, after }}
      control={(described) => {
        // Preact's types name the attributes of each type of input apart; which one this is, the caller knows.
        const attributes: object = { type: "text", name, ...input, ...described }
        return <input {...attributes} />
      }}
    />
  )
}

export function TextArea({
  name,
  id = fieldId(name),
  label,
  hint,
  problem,
  value,
  ...area
}: FieldOptions & Written & { readonly rows?: number }) {
  return (
    <FieldFrame
      {...{ name, id, label, hint, problem }}
      control={(described) => <textarea name={name} value={value} {...area} {...described} />}
    />
  )
}

export interface Choice {
  readonly value: string
  readonly label: string
  readonly hint?: ComponentChildren
  readonly disabled?: boolean
}

export function SelectField({
  name,
  id = fieldId(name),
  label,
  hint,
  problem,
  value = "",
  choices,
  empty,
}: FieldOptions & {
  readonly value?: string | undefined
  readonly choices: readonly Choice[]
  /** The first line, which chooses nothing. */
  readonly empty?: string
}) {
  return (
    <FieldFrame
      {...{ name, id, label, hint, problem }}
      control={(described) => (
        <select name={name} {...described}>
          {empty !== undefined && <option value="">{empty}</option>}
          {choices.map((choice) => (
            <option value={choice.value} selected={choice.value === value} disabled={choice.disabled}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    />
  )
}

/** Several boxes or round buttons under one legend. */
export function ChoiceGroup({
  name,
  label,
  hint,
  problem,
  values,
  choices,
  many = false,
}: FieldOptions & {
  readonly values: readonly string[]
  readonly choices: readonly Choice[]
  readonly many?: boolean
}) {
  const id = fieldId(name)
  const described = [hint ? `${id}-hint` : "", problem ? `${id}-problem` : ""].filter(Boolean).join(" ")
  return (
    <fieldset class={problem ? "f err" : "f"} {...(described ? { "aria-describedby": described } : {})}>
      <legend class="lbl">{label}</legend>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <Problem id={`${id}-problem`} text={problem} />
      {choices.map((choice, index) => (
        <label class="choice">
          <input
            type={many ? "checkbox" : "radio"}
            name={name}
            value={choice.value}
            checked={values.includes(choice.value)}
            disabled={choice.disabled}
            {...(index === 0 ? { id } : {})}
          />
          <span>
            {choice.label}
            {choice.hint && <span class="hint">{choice.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** One box that says yes. */
export function CheckField({
  name,
  label,
  hint,
  problem,
  checked = false,
}: FieldOptions & { readonly checked?: boolean }) {
  const id = fieldId(name)
  return (
    <div class={problem ? "f err" : "f"}>
      <Problem id={`${id}-problem`} text={problem} />
      <label class="choice">
        <input
          type="checkbox"
          name={name}
          value="yes"
          id={id}
          checked={checked}
          {...(problem ? { "aria-invalid": "true" as const, "aria-describedby": `${id}-problem` } : {})}
        />
        <span>
          {label}
          {hint && <span class="hint">{hint}</span>}
        </span>
      </label>
    </div>
  )
}
