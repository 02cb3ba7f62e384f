import type { ComponentChildren } from "preact"
import {
  datasetFormMessages,
  directionOf,
  isLanguage,
  type LocalisedText,
  languageNames,
} from "../../../texts/index.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import type { Page } from "../../page.ts"
import { fieldId, problemAt } from "../form/field.tsx"
import { type HintText, LiveHint } from "../live-hint/live-hint.tsx"

interface Options {
  readonly page: Page
  /** Inputs are named after it: `title.ar`. */
  readonly name: string
  readonly label: ComponentChildren
  readonly hint?: string
  readonly value: LocalisedText
  /** BCP 47 tags in the order shown: the first two side by side, the third folded while it is empty. */
  readonly tags: readonly string[]
  readonly hints?: ReadonlyMap<string, HintText>
  readonly refusal?: FormRefusal | undefined
  /** More than one makes text areas. */
  readonly rows?: number
  readonly after?: ComponentChildren
}

/** One text in several languages: write in one, the others are marked missing and can wait. */
export function LanguagePair({ page, name, label, hint, value, tags, hints, refusal, rows = 1, after }: Options) {
  const words = datasetFormMessages[page.language]
  const [first, second, ...others] = tags
  const folded = others.filter((tag) => !value[tag])
  const open = [first, second, ...others.filter((tag) => value[tag])].filter((tag) => tag !== undefined)
  const missing = tags.filter((tag) => isLanguage(tag) && !value[tag])
  const one = (tag: string) => (
    <OneText page={page} name={`${name}.${tag}`} tag={tag} value={value[tag] ?? ""} {...{ hints, refusal, rows }} />
  )
  return (
    <fieldset class="f languages">
      <legend class="lbl">{label}</legend>
      {hint && <p class="hint">{hint}</p>}
      <div class="pair">{open.map(one)}</div>
      {folded.length > 0 && (
        <details class="other-language">
          <summary>{words.otherLanguage(page.format.list(folded.map(nameOf)))}</summary>
          <div class="pair">{folded.map(one)}</div>
        </details>
      )}
      {missing.length > 0 && Object.keys(value).length > 0 && (
        <p class="small muted">{words.missingLanguages(page.format.list(missing.map(nameOf)))}</p>
      )}
      {after}
    </fieldset>
  )

  function nameOf(tag: string): string {
    if (isLanguage(tag)) return languageNames[tag]
    return tag === "und" ? words.unsaidLanguage : page.format.languageName(tag)
  }
}

function OneText({
  page,
  name,
  tag,
  value,
  hints,
  refusal,
  rows,
}: {
  page: Page
  name: string
  tag: string
  value: string
  hints?: ReadonlyMap<string, HintText> | undefined
  refusal?: FormRefusal | undefined
  rows: number
}) {
  const id = fieldId(name)
  const problem = problemAt(refusal, name)
  const words = datasetFormMessages[page.language]
  const unsaid = tag === "und"
  const common = {
    id,
    name,
    class: "inp",
    ...(problem ? { "aria-invalid": "true" as const, "aria-describedby": `${id}-problem` } : {}),
  }
  const own = unsaid ? ({ dir: "auto" } as const) : ({ dir: directionOf(tag), lang: tag } as const)
  const label = isLanguage(tag) ? languageNames[tag] : unsaid ? words.unsaidLanguage : page.format.languageName(tag)
  return (
    <div {...(isLanguage(tag) ? own : {})} class={problem ? "err" : undefined}>
      <label class="small" for={id}>
        {label}
      </label>
      {rows > 1 ? (
        <textarea {...common} {...own} rows={rows} value={value} />
      ) : (
        <input {...common} {...own} value={value} />
      )}
      <div lang={page.language} dir={directionOf(page.language)}>
        {problem && (
          <p class="msg" id={`${id}-problem`}>
            {problem}
          </p>
        )}
        <LiveHint name={name} hint={hints?.get(name)} />
      </div>
    </div>
  )
}
