import type { Db } from "../../../../platform/db.ts"
import type { Refusal } from "../../../../platform/refusal.ts"
import {
  inLanguage,
  type Language,
  type LocalisedText,
  listMessages,
  officeShellMessages,
} from "../../../../texts/index.ts"
import {
  addEntry,
  type EditableEntry,
  type EditableList,
  editableEntries,
  editableLists,
  editEntry,
  fold,
  retireEntry,
  reviveEntry,
} from "../../../../vocabulary/index.ts"
import { Crumbs } from "../../../components/crumbs/crumbs.tsx"
import { CheckField, problemAt, SelectField, TextArea, TextField } from "../../../components/form/field.tsx"
import { ErrorSummary, Form, PostButton } from "../../../components/form/form.tsx"
import { LocalisedField } from "../../../components/form/localised-field.tsx"
import { Icon } from "../../../components/icon/icon.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { Notice } from "../../../components/notice/notice.tsx"
import { Status } from "../../../components/status/status.tsx"
import { attempt } from "../../../forms/attempt.ts"
import { type FormRefusal, formRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeHandler, OfficePage, Visit } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { wholeNumber } from "../../whole-number.ts"
import { changesIn, type EntryField, entryFields } from "./entry-fields.ts"

const pageSize = 100

export const listPage: OfficeHandler = async ({ db }, { page, params, query }) => {
  const list = listFrom(params.list)
  if (!list) return { kind: "none" }
  const q = (query.get("q") ?? "").slice(0, 100)
  const from = wholeNumber(query.get("from"), 6) ?? 0
  const found = (await editableEntries(db, list)).filter((entry) => isNamed(entry, q))
  const next = found.length > from + pageSize ? from + pageSize : undefined
  return {
    kind: "page",
    view: <ListView page={page} {...{ list, q, next }} entries={found.slice(from, from + pageSize)} />,
  }
}

export const newEntryPage: OfficeHandler = async (_context, { page, params }) => {
  const list = listFrom(params.list)
  return list ? { kind: "page", view: <EntryForm page={page} list={list} values={{}} /> } : { kind: "none" }
}

export const addEntryAct: OfficeHandler = async ({ db }, visit) => {
  const { page, params, form, viewer, now, language } = visit
  const list = listFrom(params.list)
  if (!list) return { kind: "none" }
  const code = form.get("code")?.trim() ?? ""
  const tried = await attempt(() =>
    addEntry(db, { list, code, fields: changesIn(list, form) }, { by: viewer.actor, at: now }),
  )
  if (tried.kind === "done") return { kind: "see", to: routes.office(language, `/lists/${list}`), done: "created" }
  const refusal = refusalOf(tried.refusal, language)
  const values = { ...changesIn(list, form), code }
  return { kind: "page", status: refusal.status, view: <EntryForm page={page} {...{ list, values, refusal }} /> }
}

export const entryPage: OfficeHandler = async ({ db }, { page, params }) => {
  const list = listFrom(params.list)
  const entry = list && (await entryOf(db, list, params.code ?? ""))
  if (!list || !entry) return { kind: "none" }
  return { kind: "page", view: <EntryForm page={page} list={list} entry={entry} values={entry as Values} /> }
}

export const entryActs: OfficeHandler = async ({ db }, visit) => {
  const { page, params, form, language } = visit
  const list = listFrom(params.list)
  const entry = list && (await entryOf(db, list, params.code ?? ""))
  if (!list || !entry) return { kind: "none" }
  const tried = await attempt(() => act(db, visit, { list, entry }))
  if (tried.kind === "done")
    return {
      kind: "see",
      to: routes.office(language, `/lists/${list}/${encodeURIComponent(entry.code)}`),
      done: "saved",
    }
  const refusal = refusalOf(tried.refusal, language)
  const values = form.has("act") ? (entry as Values) : { ...changesIn(list, form), code: entry.code }
  return { kind: "page", status: refusal.status, view: <EntryForm page={page} {...{ list, entry, values, refusal }} /> }
}

function act(
  db: Db,
  { form, viewer, now }: Visit,
  { list, entry: { code } }: { list: EditableList; entry: EditableEntry },
): Promise<unknown> {
  const context = { by: viewer.actor, at: now }
  switch (form.get("act")) {
    case "retire":
      return retireEntry(db, { list, code, replacedBy: form.get("replacedBy")?.trim() || undefined }, context)
    case "revive":
      return reviveEntry(db, { list, code }, context)
    default: {
      const version = wholeNumber(form.get("version")) ?? 0
      return editEntry(db, { list, code, version, changes: changesIn(list, form) }, context)
    }
  }
}

function listFrom(text: string | undefined): EditableList | undefined {
  return editableLists.find((list) => list === text)
}

async function entryOf(db: Db, list: EditableList, code: string): Promise<EditableEntry | undefined> {
  return (await editableEntries(db, list)).find((entry) => entry.code === code)
}

function refusalOf(refusal: Refusal, language: Language): FormRefusal {
  return formRefusal(refusal, language, {
    fieldOf: (path) => path.replace(/^(rawValues|aliases|otherCodes)\.\d+$/, "$1"),
  })
}

type Values = Readonly<Record<string, unknown>>

function nameOf(entry: EditableEntry): LocalisedText {
  const { label, title, name } = entry as { label?: LocalisedText; title?: LocalisedText; name?: LocalisedText }
  return label ?? title ?? name ?? {}
}

function isNamed(entry: EditableEntry, q: string): boolean {
  const sought = fold(q)
  return sought === "" || [entry.code, ...Object.values(nameOf(entry))].some((text) => fold(text).includes(sought))
}

interface ListOptions {
  readonly page: OfficePage
  readonly list: EditableList
  readonly entries: readonly EditableEntry[]
  readonly q: string
  readonly next?: number | undefined
}

function ListView({ page, list, entries, q, next }: ListOptions) {
  const words = listMessages[page.language]
  const here = routes.office(page.language, `/lists/${list}`)
  return (
    <OfficeLayout
      page={page}
      title={words.lists[list]}
      lead={words.leads[list]}
      actions={
        <a class="btn" href={`${here}/new`}>
          <Icon name="plus" />
          {words.add[list]}
        </a>
      }
    >
      <form method="get" action={here} class="find line">
        <label class="sr" for="list-q">
          {words.search}
        </label>
        <input id="list-q" name="q" type="search" value={q} placeholder={words.search} />
        <button type="submit" class="btn">
          {words.searchButton}
        </button>
      </form>
      {entries.length === 0 && <p class="empty">{words.none}</p>}
      <ul class="ruled">
        {entries.map((entry) => {
          const name = inLanguage(nameOf(entry), page.language)
          return (
            <li>
              <div>
                <a href={`${here}/${encodeURIComponent(entry.code)}`}>
                  {name ? <Localised page={page} text={name} /> : entry.code}
                </a>{" "}
                <code dir="ltr" class="faint">
                  {entry.code}
                </code>
              </div>
              {entry.retiredAt && <Status tone="plain">{words.retired}</Status>}
            </li>
          )
        })}
      </ul>
      {next !== undefined && (
        <p class="next">
          <a class="btn alt" href={routes.office(page.language, `/lists/${list}`, { q, from: String(next) })}>
            {words.more}
          </a>
        </p>
      )}
    </OfficeLayout>
  )
}

interface FormOptions {
  readonly page: OfficePage
  readonly list: EditableList
  readonly values: Values
  readonly entry?: EditableEntry
  readonly refusal?: FormRefusal
}

function EntryForm({ page, list, values, entry, refusal }: FormOptions) {
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
