import { inLanguage, officeShellMessages, sourceMappingMessages } from "../../../../../texts/index.ts"
import { inUse } from "../../../../../vocabulary/index.ts"
import { problemAt, SelectField, TextField } from "../../../../components/form/field.tsx"
import { Form } from "../../../../components/form/form.tsx"
import { placeName } from "../../../../models/catalogue-words.ts"
import type { OfficePage } from "../../../office-route.ts"
import type { SectionOptions } from "./mapping-model.ts"

/** What is meant where a record says nothing. */
export function DefaultsSection({ page, model, here }: SectionOptions) {
  const own = sourceMappingMessages[page.language]
  const { vocabularies, refusal, source } = model
  const { defaults } = source.mapping
  const typed = model.form?.get("act") === "defaults" ? model.form : undefined
  const value = (name: keyof typeof defaults) => typed?.get(name) ?? defaults[name] ?? ""
  const place = typed?.get("place") ?? (defaults.place ? nameOfPlace(model, defaults.place, page) : "")
  const list = (entries: readonly { code: string; name: Parameters<typeof inLanguage>[0] }[]) =>
    entries.map(({ code, name }) => ({ value: code, label: inLanguage(name, page.language)?.text ?? code }))
  return (
    <section aria-labelledby="defaults" class="blk">
      <h2 id="defaults">{own.defaults}</h2>
      <p class="muted">{own.defaultsText}</p>
      <Form page={page} action={here} class="narrow-form">
        <input type="hidden" name="act" value="defaults" />
        <SelectField
          name="licence"
          label={own.licence}
          value={value("licence")}
          choices={list(inUse(vocabularies.licences).map(({ code, title }) => ({ code, name: title })))}
          empty={own.noDefault}
        />
        <SelectField
          name="theme"
          label={own.theme}
          value={value("theme")}
          choices={list(inUse(vocabularies.themes).map(({ code, label }) => ({ code, name: label })))}
          empty={own.noDefault}
        />
        <SelectField
          name="frequency"
          label={own.frequency}
          value={value("frequency")}
          choices={list(vocabularies.frequencies.map(({ code, label }) => ({ code, name: label })))}
          empty={own.noDefault}
        />
        <TextField
          name="place"
          label={own.place}
          hint={own.placeHint}
          value={place}
          dir="auto"
          maxLength={500}
          list="known-places"
          autocomplete="off"
          problem={problemAt(refusal, "place")}
        />
        <datalist id="known-places">
          {placeNames(page, model).map((name) => (
            <option value={name} />
          ))}
        </datalist>
        <TextField
          name="contactEmail"
          type="email"
          label={own.email}
          value={value("contactEmail")}
          dir="ltr"
          maxLength={254}
          problem={problemAt(refusal, "contactEmail")}
        />
        <button type="submit" class="btn sm">
          {officeShellMessages[page.language].save}
          <span class="sr">: {own.defaults}</span>
        </button>
      </Form>
    </section>
  )
}

/** Its name where that alone says which place it is, else its code. */
function nameOfPlace({ vocabularies }: SectionOptions["model"], code: string, page: OfficePage): string {
  const name = placeName(vocabularies, code, page.language).text
  return vocabularies.placeFrom(name)?.code === code ? name : code
}

/** Names that say which place is meant. */
function placeNames(page: OfficePage, { vocabularies }: SectionOptions["model"]): string[] {
  const names = inUse(vocabularies.places).map(({ name }) => inLanguage(name, page.language)?.text ?? "")
  const times = Map.groupBy(names, (name) => name)
  const once = [...times].flatMap(([name, same]) => (name !== "" && same.length === 1 ? name : []))
  return once.sort(new Intl.Collator(page.language).compare)
}
