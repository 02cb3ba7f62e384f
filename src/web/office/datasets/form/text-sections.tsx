import { datasetFormMessages, inLanguage } from "../../../../texts/index.ts"
import { inUse } from "../../../../vocabulary/index.ts"
import { fieldId, problemAt } from "../../../components/form/field.tsx"
import { Icon } from "../../../components/icon/icon.tsx"
import { LanguagePair } from "../../../components/language-pair/language-pair.tsx"
import { LiveHint } from "../../../components/live-hint/live-hint.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { PlacePicker } from "../../../components/place-picker/place-picker.tsx"
import type { FormModel } from "./form-model.ts"
import { emptyPeriod, formLanguages, type PeriodValues } from "./form-values.ts"
import { SourceMark } from "./source-mark.tsx"
import type { Suggestion } from "./suggestions.ts"

/** Title, description and keywords, each in several languages. */
export function DescriptionSection({ model }: { model: FormModel }) {
  const { page, values, hints, refusal } = model
  const words = datasetFormMessages[page.language]
  const tags = formLanguages(page.language, { ...values.keywords, ...values.description, ...values.title })
  const common = { page, tags, hints, refusal }
  return (
    <>
      <LanguagePair
        {...common}
        name="title"
        label={words.title}
        hint={words.titleHint}
        value={values.title}
        after={
          <>
            <Suggestions model={model} of="title" />
            <SourceMark model={model} field="title" />
          </>
        }
      />
      <LanguagePair
        {...common}
        name="description"
        label={words.description}
        hint={words.descriptionHint}
        value={values.description}
        rows={5}
        after={<SourceMark model={model} field="description" />}
      />
      <LanguagePair
        {...common}
        name="keywords"
        label={words.keywords}
        hint={words.keywordsHint}
        value={values.keywords}
        after={
          <>
            <Suggestions model={model} of="keywords" />
            <SourceMark model={model} field="keywords" />
          </>
        }
      />
    </>
  )
}

/** Buttons that add what is proposed; nothing where nothing is. */
export function Suggestions({ model, of }: { model: FormModel; of: string }) {
  const { page } = model
  const words = datasetFormMessages[page.language]
  const own = model.suggestions.filter(({ field }) => field.split(".")[0] === of)
  return (
    <div class="chips suggestions" data-part={`suggest-${of}`}>
      {own.length > 0 && (
        <span class="small muted">
          <Icon name="lightbulb" /> {words.useSuggestion}
        </span>
      )}
      {own.map((suggestion) => (
        <button type="submit" class="tag" name="act" value={`use:${suggestion.field}=${suggestion.value}`}>
          + <SuggestionName model={model} suggestion={suggestion} />
        </button>
      ))}
    </div>
  )
}

function SuggestionName({ model: { page }, suggestion }: { model: FormModel; suggestion: Suggestion }) {
  const shown = inLanguage(suggestion.label, page.language)
  return shown ? <Localised page={page} text={shown} /> : <bdi>{suggestion.value}</bdi>
}

/** Themes, places, period. */
export function PlaceSection({ model }: { model: FormModel }) {
  const { page, values, vocabularies, hints, typed, more } = model
  const words = datasetFormMessages[page.language]
  const themes = inUse(vocabularies.themes)
  const extra = values.themes.filter((code) => !themes.some((theme) => theme.code === code))
  const known = vocabularies.themes.filter(({ code }) => extra.includes(code))
  const unknown = extra.filter((code) => !known.some((theme) => theme.code === code))
  return (
    <>
      <fieldset class="f" id={fieldId("themes")}>
        <legend class="lbl">{words.themes}</legend>
        <p class="hint">{words.themesHint}</p>
        <div class="ticks">
          {[...themes, ...known].map(({ code, label }) => (
            <label class="tick">
              <input type="checkbox" name="theme" value={code} checked={values.themes.includes(code)} />
              <span>{inLanguage(label, page.language)?.text ?? code}</span>
            </label>
          ))}
          {unknown.map((code) => (
            <label class="tick">
              <input type="checkbox" name="theme" value={code} checked />
              <bdi>{code}</bdi>
            </label>
          ))}
        </div>
        <Suggestions model={model} of="theme" />
        <SourceMark model={model} field="themes" />
      </fieldset>
      <PlacePicker page={page} vocabularies={vocabularies} chosen={values.places} typed={typed} hints={hints} />
      <Suggestions model={model} of="place" />
      <SourceMark model={model} field="spatial" />
      <fieldset class="f" id={fieldId("period")}>
        <legend class="lbl">{words.period}</legend>
        <p class="hint">{words.periodHint}</p>
        {[...values.periods, ...(more === "period" || values.periods.length === 0 ? [emptyPeriod] : [])].map(
          (period, at) => (
            <PeriodLine model={model} period={period} at={at} />
          ),
        )}
        <button type="submit" class="btn sm alt" name="act" value="add-period">
          {words.addPeriod}
        </button>
        <Suggestions model={model} of="period" />
        <SourceMark model={model} field="temporal" />
      </fieldset>
    </>
  )
}

function PeriodLine({ model, period, at }: { model: FormModel; period: PeriodValues; at: number }) {
  const { page, hints, refusal } = model
  const words = datasetFormMessages[page.language]
  const [start, end] = [`period.${at}.start`, `period.${at}.end`]
  const problem = problemAt(refusal, start) ?? problemAt(refusal, end)
  return (
    <div class={problem ? "err period" : "period"}>
      {problem && <p class="msg">{problem}</p>}
      <div class="row">
        <PeriodEnd name={start} label={words.periodStart} value={period.start} wrong={Boolean(problem)} />
        <span aria-hidden="true">{words.to}</span>
        <PeriodEnd name={end} label={words.periodEnd} value={period.end} wrong={Boolean(problem)} />
      </div>
      <LiveHint name={start} hint={hints.get(start)} />
      <LiveHint name={end} hint={hints.get(end)} />
    </div>
  )
}

function PeriodEnd({ name, label, value, wrong }: { name: string; label: string; value: string; wrong: boolean }) {
  return (
    <input
      class="inp date"
      id={fieldId(name)}
      name={name}
      value={value}
      dir="ltr"
      inputMode="numeric"
      aria-label={label}
      {...(wrong ? { "aria-invalid": "true" as const } : {})}
    />
  )
}
