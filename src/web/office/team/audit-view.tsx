import type { Account, AuditLine } from "../../../accounts/index.ts"
import { type Language, teamMessages } from "../../../texts/index.ts"
import { SelectField, TextField } from "../../components/form/field.tsx"
import { ScrollRegion } from "../../components/table/scroll-region.tsx"
import { routes } from "../../routes.ts"
import type { OfficePage } from "../office-route.ts"
import { OfficeLayout } from "../shell/office-layout.tsx"
import { bodyChoices, type LedBodies } from "./bodies.ts"
import { BodyName } from "./body-name.tsx"

export interface AuditModel {
  readonly lines: readonly AuditLine[]
  readonly people: ReadonlyMap<string, Account>
  readonly bodies: LedBodies
  readonly query: URLSearchParams
  /** The one person whose acts are shown. */
  readonly only: string | undefined
  readonly next: string | undefined
  /** The same list with other filters. */
  readonly link: (more: Record<string, string>) => string
}

interface Options {
  readonly page: OfficePage
  readonly model: AuditModel
}

export function AuditView({ page, model }: Options) {
  const words = teamMessages[page.language]
  const { only, people, link } = model
  return (
    <OfficeLayout page={page} title={words.audit}>
      {only && (
        <p class="chips">
          <a class="chip" href={link({ actor: "" })}>
            {words.onlyHers(nameOf(only, people, page.language))} ×
          </a>
        </p>
      )}
      <Filter page={page} model={model} />
      {model.lines.length === 0 ? <p class="muted">{words.nobody}</p> : <Lines page={page} model={model} />}
      {model.next && (
        <p class="more">
          <a href={model.next}>{words.more}</a>
        </p>
      )}
    </OfficeLayout>
  )
}

function Filter({ page, model: { bodies, query } }: Options) {
  const words = teamMessages[page.language]
  const value = (name: string) => query.get(name) ?? ""
  const acts = Object.entries(words.acts).map(([code, label]) => ({ value: code, label }))
  return (
    <form class="filter row" action={routes.office(page.language, "/audit")}>
      {value("actor") && <input type="hidden" name="actor" value={value("actor")} />}
      <SelectField
        name="body"
        label={words.body}
        empty={words.all}
        value={value("body")}
        choices={bodyChoices(bodies, page.language)}
      />
      <SelectField name="act" label={words.act} empty={words.anyAct} value={value("act")} choices={acts} />
      <TextField name="from" label={words.from} type="date" value={value("from")} />
      <TextField name="to" label={words.to} type="date" value={value("to")} />
      <button type="submit" class="btn alt">
        {words.show}
      </button>
    </form>
  )
}

function Lines({ page, model: { lines, people, bodies, link } }: Options) {
  const words = teamMessages[page.language]
  return (
    <ScrollRegion label={words.audit} kind="stacked">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.date}</th>
            <th scope="col">{words.who}</th>
            <th scope="col">{words.act}</th>
            <th scope="col">{words.about}</th>
            <th scope="col">{words.body}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr>
              <td class="num">
                <time dateTime={line.at.toISOString()}>{page.format.dateTime(line.at)}</time>
              </td>
              <td dir="auto">
                {people.has(line.actor) ? (
                  <a href={link({ actor: line.actor })}>{nameOf(line.actor, people, page.language)}</a>
                ) : (
                  nameOf(line.actor, people, page.language)
                )}
                {line.network && (
                  <bdi dir="ltr" class="small faint">
                    {" "}
                    {line.network}
                  </bdi>
                )}
              </td>
              <td>{labelled(words.acts, line.act)}</td>
              <td>
                <Subject page={page} line={line} people={people} />
              </td>
              <td>
                <BodyName page={page} body={bodies.byId.get(line.organizationId ?? "")} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Subject({ page, line, people }: { page: OfficePage; line: AuditLine; people: AuditModel["people"] }) {
  const words = teamMessages[page.language]
  const { kind, id } = line.subject
  const label = labelled(words.subjects, kind)
  if (kind === "dataset") return <a href={routes.office(page.language, `/datasets/${id}`)}>{label}</a>
  if (kind === "account" && people.has(id))
    return (
      <>
        {label} <bdi>{nameOf(id, people, page.language)}</bdi>
      </>
    )
  return label
}

/** A code without words of its own is shown as it is. */
function labelled(texts: Readonly<Record<string, string>>, code: string) {
  return Object.hasOwn(texts, code) ? texts[code] : <code lang="en">{code}</code>
}

function nameOf(id: string, people: AuditModel["people"], language: Language): string {
  const words = teamMessages[language]
  if (id === "system") return words.system
  if (id === "anonymous") return words.anonymous
  return people.get(id)?.name || words.closed
}
