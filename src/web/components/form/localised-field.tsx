import { directionOf, type Language, type LocalisedText, languageNames, languages } from "../../../texts/index.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import type { Page } from "../../page.ts"
import { type FieldOptions, fieldId, problemAt } from "./field.tsx"

/** One text in the three languages side by side, the page's first: inputs `title.ar`, `title.fr`, `title.en`. */
export function LocalisedField({
  page,
  name,
  label,
  hint,
  value,
  refusal,
  rows = 1,
  maxLength,
}: Omit<FieldOptions, "problem"> & {
  readonly page: Page
  readonly value: LocalisedText
  readonly refusal?: FormRefusal | undefined
  /** More than one makes text areas. */
  readonly rows?: number
  readonly maxLength?: number
}) {
  return (
    <fieldset class="f">
      <legend class="lbl">{label}</legend>
      {hint && <p class="hint">{hint}</p>}
      <div class="tongues">
        {pageFirst(page.language).map((language) => {
          const input = `${name}.${language}`
          return (
            <OneLanguage
              language={language}
              name={input}
              value={value[language] ?? ""}
              problem={problemAt(refusal, input) ?? (language === page.language ? problemAt(refusal, name) : undefined)}
              rows={rows}
              maxLength={maxLength}
            />
          )
        })}
      </div>
    </fieldset>
  )
}

/** The texts that were written, as a form of `LocalisedField` posts them. */
export function localisedFromForm(form: URLSearchParams, name: string): LocalisedText {
  const written = languages.map((language) => [language, form.get(`${name}.${language}`)?.trim() ?? ""] as const)
  return Object.fromEntries(written.filter(([, text]) => text !== ""))
}

function pageFirst(language: Language): readonly Language[] {
  return [language, ...languages.filter((other) => other !== language)]
}

function OneLanguage({
  language,
  name,
  value,
  problem,
  rows,
  maxLength,
}: {
  language: Language
  name: string
  value: string
  problem: string | undefined
  rows: number
  maxLength: number | undefined
}) {
  const id = fieldId(name)
  const common = {
    id,
    name,
    class: "inp",
    maxLength,
    ...(problem ? { "aria-invalid": "true" as const, "aria-describedby": `${id}-problem` } : {}),
  }
  return (
    <div dir={directionOf(language)} lang={language} class={problem ? "err" : undefined}>
      <label class="small" for={id}>
        {languageNames[language]}
      </label>
      {problem && (
        <p class="msg" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      {rows > 1 ? <textarea {...common} rows={rows} value={value} /> : <input {...common} value={value} />}
    </div>
  )
}
