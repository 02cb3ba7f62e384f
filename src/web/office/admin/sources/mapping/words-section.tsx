/** Words of the source that nobody knows here, and those that were given a meaning. */
import { problemTexts, type UnmappedValue } from "../../../../../harvest/index.ts"
import { adminMessages, inLanguage, runMessages, sourceMappingMessages } from "../../../../../texts/index.ts"
import { fold, inUse } from "../../../../../vocabulary/index.ts"
import type { Choice } from "../../../../components/form/field.tsx"
import { ScrollRegion } from "../../../../components/table/scroll-region.tsx"
import type { OfficePage } from "../../../office-route.ts"
import { sentenceOf } from "../problem-texts.tsx"
import type { SectionOptions } from "./mapping-model.ts"
import { MeaningsForm, type Row } from "./meanings-form.tsx"

const lists = { licences: "unknown-licence", themes: "unknown-theme" } as const
type List = keyof typeof lists

/** A problem keeps no more of a value: what is that long may be longer, and a meaning of its beginning fits nothing. */
const longestShown = 200

export function WordsSection(options: SectionOptions) {
  const { page, model } = options
  const own = sourceMappingMessages[page.language]
  const { unmapped, isRead, source } = model
  const others = unmapped.filter(({ code }) => !Object.values<string>(lists).includes(code))
  const isSaid = Object.keys({ ...source.mapping.licences, ...source.mapping.themes }).length > 0
  return (
    <>
      <section aria-labelledby="unknown" class="blk">
        <h2 id="unknown">{own.unknown}</h2>
        {unmapped.length === 0 ? (
          <p class="empty">{isRead ? own.noUnknown : own.notRead}</p>
        ) : (
          <p class="muted">{own.unknownText}</p>
        )}
        <UnknownWords {...options} list="licences" title={own.unknownLicences} />
        <UnknownWords {...options} list="themes" title={own.unknownThemes} />
        {others.length > 0 && <OtherWords page={page} words={others} />}
      </section>
      <section aria-labelledby="meanings" class="blk">
        <h2 id="meanings">{own.meanings}</h2>
        {isSaid && <p class="muted">{own.meaningsText}</p>}
        <KnownWords {...options} list="licences" title={own.unknownLicences} />
        <KnownWords {...options} list="themes" title={own.unknownThemes} />
      </section>
    </>
  )
}

interface Words extends SectionOptions {
  readonly list: List
  readonly title: string
}

function UnknownWords({ page, model, here, list, title }: Words) {
  const meanings = new Set(Object.keys(model.source.mapping[list]).map(fold))
  // Once it has a meaning, the next run knows it.
  const values = model.unmapped.filter(({ code, value }) => code === lists[list] && !meanings.has(fold(value)))
  if (values.length === 0) return null
  const rows = values.map(({ value, records }): Row => {
    const typed = typedFor(model.form, list, value)
    return { word: value, code: typed, records, ...(value.length >= longestShown ? { isCut: true } : {}) }
  })
  const own = sourceMappingMessages[page.language]
  return (
    <MeaningsForm
      page={page}
      {...{ here, list, title, rows, choices: choicesOf(page, model, list) }}
      empty={own.unsaid}
    />
  )
}

/** What was chosen in a form that was refused. */
function typedFor(form: URLSearchParams | undefined, list: List, word: string): string {
  if (form?.get("act") !== list) return ""
  return form.getAll("code")[form.getAll("raw").indexOf(word)] ?? ""
}

function KnownWords({ page, model, here, list, title }: Words) {
  const own = sourceMappingMessages[page.language]
  const rows = Object.entries(model.source.mapping[list]).map(([word, code]) => ({ word, code }))
  const typed = model.form?.get("act") === list ? (model.form.getAll("raw").at(-1) ?? "") : ""
  const given = { here, list, title, rows, choices: choicesOf(page, model, list) }
  const problem = model.refusal?.problems.find(({ field }) => field === `${list}.raw`)?.text
  return <MeaningsForm page={page} {...given} empty={own.removeMeaning} another={{ typed, problem }} />
}

function choicesOf(page: OfficePage, { vocabularies }: SectionOptions["model"], list: List): Choice[] {
  const { compare } = new Intl.Collator(page.language)
  const entries =
    list === "licences"
      ? inUse(vocabularies.licences).map(({ code, title }) => ({ code, name: title }))
      : inUse(vocabularies.themes).map(({ code, label }) => ({ code, name: label }))
  return entries
    .map(({ code, name }) => ({ value: code, label: inLanguage(name, page.language)?.text ?? code }))
    .sort((a, b) => compare(a.label, b.label))
}

function OtherWords({ page, words }: { page: OfficePage; words: readonly UnmappedValue[] }) {
  const own = sourceMappingMessages[page.language]
  return (
    <details class="f" open={words.length <= 10}>
      <summary>
        {own.unknownOthers} <span class="num">{page.format.number(words.length)}</span>
      </summary>
      <p class="hint">{own.unknownOthersText}</p>
      <ScrollRegion label={own.unknownOthers} kind="stacked">
        <table>
          <thead>
            <tr>
              <th scope="col">{own.asWritten}</th>
              <th scope="col" class="n">
                {own.howMany}
              </th>
              <th scope="col">{adminMessages[page.language].problem}</th>
            </tr>
          </thead>
          <tbody>
            {words.map(({ code, value, records }) => (
              <tr>
                <th scope="row">
                  <bdi dir="auto" class="url">
                    {value}
                  </bdi>
                </th>
                <td class="n">{runMessages[page.language].records(records)}</td>
                <td class="small">
                  {sentenceOf(problemTexts, code, page.language)} <code dir="ltr">{code}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  )
}
