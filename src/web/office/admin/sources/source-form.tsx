import { mayOnOrganization, organizationByRef } from "../../../../catalogue/index.ts"
import {
  addSource,
  assertMayManageSources,
  type ConnectorKind,
  type ConnectorOption,
  connectorKinds,
  editSource,
  optionsFromTexts,
  optionsOfKind,
  type StoredSource,
  sourceFor,
} from "../../../../harvest/index.ts"
import { mayEverything } from "../../../../platform/actor.ts"
import { isUuid, newId } from "../../../../platform/ids.ts"
import type { Refusal } from "../../../../platform/refusal.ts"
import {
  adminMessages,
  inLanguage,
  type Language,
  linkMessages,
  localisedText,
  officeShellMessages,
} from "../../../../texts/index.ts"
import {
  CheckField,
  type Choice,
  ChoiceGroup,
  problemAt,
  SelectField,
  TextField,
} from "../../../components/form/field.tsx"
import { ErrorSummary, Form } from "../../../components/form/form.tsx"
import { LocalisedField, localisedFromForm } from "../../../components/form/localised-field.tsx"
import { attempt } from "../../../forms/attempt.ts"
import { type FormRefusal, formRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeContext, OfficeHandler, OfficePage, Viewer, Visit } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { kindNames } from "./source-list.tsx"

/** What the fields of the form hold, as written. */
type Written = Readonly<Record<string, string>>

export const newSourcePage: OfficeHandler = async (context, visit) => {
  const kind = kindFrom(visit.query.get("kind"))
  if (!kind) return { kind: "page", view: <KindsView page={visit.page} /> }
  const written = { organizations: "given", rank: "0", ...optionDefaults(kind) }
  return formPage(context, visit, { kind, written })
}

export const addSourceAct: OfficeHandler = async (context, visit) => {
  const { db, clock } = context
  const { form, viewer, language } = visit
  const kind = kindFrom(form.get("kind"))
  if (!kind) return { kind: "none" }
  const tried = await attempt(async () => {
    const source = sourceIn(form, kind)
    const found = await organizationByRef(db, source.organization)
    // Bodies that do not exist are refused with the rest.
    if (found.kind !== "none") {
      const organizationId = found.kind === "found" ? found.organization.id : found.id
      assertMayManageSources(viewer.actor, { organizationId, organizations: source.organizations })
    }
    return addSource(db, { ...source, kind }, { newId, clock, by: viewer.actor })
  })
  if (tried.kind === "refused")
    return formPage(context, visit, { kind, written: writtenIn(form), refused: tried.refusal })
  return { kind: "see", to: routes.office(language, `/sources/${tried.value}`), done: "created" }
}

export const editSourcePage: OfficeHandler = async (context, visit) => {
  const { params, viewer } = visit
  if (!isUuid(params.id ?? "")) return { kind: "none" }
  const source = await sourceFor(context.db, params.id ?? "", viewer.actor)
  return formPage(context, visit, { kind: source.kind, written: writtenOf(source), source })
}

export const saveSource: OfficeHandler = async (context, visit) => {
  const { params, viewer, form, now, language } = visit
  if (!isUuid(params.id ?? "")) return { kind: "none" }
  const source = await sourceFor(context.db, params.id ?? "", viewer.actor)
  const tried = await attempt(() =>
    editSource(
      context.db,
      source.id,
      { ...sourceIn(form, source.kind), name: form.get("name")?.trim().slice(0, 200) || source.name },
      { by: viewer.actor, at: now },
    ),
  )
  if (tried.kind === "refused")
    return formPage(context, visit, { kind: source.kind, written: writtenIn(form), source, refused: tried.refusal })
  return { kind: "see", to: routes.office(language, `/sources/${source.id}`), done: "saved" }
}

function kindFrom(text: string | null): ConnectorKind | undefined {
  return connectorKinds.find((kind) => kind === text)
}

function sourceIn(form: URLSearchParams, kind: ConnectorKind) {
  const text = (name: string) => form.get(name)?.trim() ?? ""
  const name = text("name").slice(0, 200)
  const displayName = localisedText(localisedFromForm(form, "displayName"))
  const schedule = text("customSchedule") || text("schedule")
  return {
    url: text("url"),
    organization: text("organization"),
    organizations: text("organizations") === "remote" ? ("remote" as const) : ("given" as const),
    archive: form.get("archive") !== null,
    rank: Math.max(-1000, Math.min(1000, Math.trunc(Number(text("rank")) || 0))),
    options: optionsFromTexts(kind, (option) => form.get(`options.${option}`) ?? undefined),
    ...(name ? { name } : {}),
    ...(displayName ? { displayName } : {}),
    ...(schedule ? { schedule } : {}),
  }
}

function writtenIn(form: URLSearchParams): Written {
  return Object.fromEntries([...form].filter(([name]) => name !== "csrf"))
}

function optionDefaults(kind: ConnectorKind, options: Readonly<Record<string, unknown>> = {}): Written {
  return Object.fromEntries(
    optionsOfKind(kind).map(({ name, default: fallback }) => [`options.${name}`, textOf(options[name] ?? fallback)]),
  )
}

// A box that is not ticked posts nothing.
function textOf(value: unknown): string {
  return value === true ? "yes" : value === false || value === undefined ? "" : String(value)
}

function writtenOf(source: StoredSource): Written {
  const { schedule = "" } = source
  const isChoice = Object.hasOwn(adminMessages.ar.scheduleChoices, schedule)
  return {
    url: source.url,
    name: source.name,
    organization: source.organization.id,
    organizations: source.organizations,
    rank: String(source.rank),
    archive: source.archive ? "yes" : "",
    schedule: isChoice ? schedule : "",
    customSchedule: isChoice ? "" : schedule,
    ...Object.fromEntries(Object.entries(source.displayName ?? {}).map(([tag, text]) => [`displayName.${tag}`, text])),
    ...optionDefaults(source.kind, source.options),
  }
}

async function formPage(
  context: OfficeContext,
  { page, viewer, language }: Visit,
  given: { kind: ConnectorKind; written: Written; source?: StoredSource; refused?: Refusal },
) {
  const refusal = given.refused && refusalOf(given.refused, language)
  const bodies = await bodyChoices(context, viewer, language)
  const mayRemote = mayEverything(viewer.actor)
  const view = <SourceForm page={page} {...given} refusal={refusal} bodies={bodies} mayRemote={mayRemote} />
  return { kind: "page" as const, view, ...(refusal ? { status: refusal.status } : {}) }
}

function refusalOf(refusal: Refusal, language: Language): FormRefusal {
  const words = adminMessages[language]
  const field = String(refusal.values.field ?? "")
  const text = words.fieldProblems[field.split(".", 1)[0] ?? ""]
  if (refusal.code === "harvest-source-invalid" && text) return { status: 422, problems: [{ field, text }] }
  const own = words.sourceRefusals[refusal.code]
  if (own) return { status: refusal.status, problems: [{ field: "url", text: own }] }
  return formRefusal(refusal, language)
}

/** Bodies whose sources the viewer may manage, by name. */
async function bodyChoices({ directory }: OfficeContext, { actor }: Viewer, language: Language): Promise<Choice[]> {
  const { all } = await directory.organizations()
  const { compare } = new Intl.Collator(language)
  return all
    .filter(({ id, successorId }) => !successorId && mayOnOrganization(actor, "manage-sources", id))
    .map(({ id, name, slug }) => ({ value: id, label: inLanguage(name, language)?.text ?? slug }))
    .sort((a, b) => compare(a.label, b.label))
}

function KindsView({ page }: { page: OfficePage }) {
  const words = adminMessages[page.language]
  return (
    <OfficeLayout page={page} title={words.add} lead={words.chooseKind}>
      <ul class="stack-s">
        {connectorKinds.map((kind) => (
          <li class="card tight">
            <div class="row spread">
              <div>
                <h2>
                  <bdi dir="ltr">{kindNames[kind]}</bdi>
                </h2>
                <p class="small muted">{words.kinds[kind]}</p>
              </div>
              <a class="btn alt" href={routes.office(page.language, "/sources/new", { kind })}>
                {words.choose}
                <span class="sr"> {kindNames[kind]}</span>
              </a>
            </div>
          </li>
        ))}
      </ul>
    </OfficeLayout>
  )
}

interface FormOptions {
  readonly page: OfficePage
  readonly kind: ConnectorKind
  readonly written: Written
  readonly source?: StoredSource
  readonly refusal?: FormRefusal | undefined
  readonly bodies: readonly Choice[]
  readonly mayRemote: boolean
}

function SourceForm({ page, kind, written, source, refusal, bodies, mayRemote }: FormOptions) {
  const words = adminMessages[page.language]
  const field = (name: string) => ({ name, value: written[name] ?? "", problem: problemAt(refusal, name) })
  const action = routes.office(page.language, source ? `/sources/${source.id}/edit` : "/sources/new")
  const displayName = Object.fromEntries(["ar", "fr", "en"].map((tag) => [tag, written[`displayName.${tag}`] ?? ""]))
  return (
    <OfficeLayout page={page} title={source ? words.editTitle : words.add} lead={words.kinds[kind]}>
      <ErrorSummary page={page} refusal={refusal} />
      <Form page={page} action={action} class="narrow-form">
        <input type="hidden" name="kind" value={kind} />
        <TextField
          {...field("url")}
          label={words.address}
          hint={words.addressHint}
          type="url"
          dir="ltr"
          maxLength={2000}
        />
        <SelectField {...field("organization")} label={words.body} choices={bodies} empty="–" />
        <LocalisedField
          page={page}
          name="displayName"
          label={words.displayName}
          hint={words.displayNameHint}
          value={displayName}
          refusal={refusal}
          maxLength={200}
        />
        <TextField {...field("name")} label={words.shortName} hint={words.shortNameHint} dir="auto" maxLength={200} />
        {mayRemote && (
          <ChoiceGroup
            name="organizations"
            label={words.organizations}
            values={[written.organizations ?? "given"]}
            choices={[
              { value: "given", label: words.given },
              { value: "remote", label: words.remote },
            ]}
          />
        )}
        <SelectField
          {...field("schedule")}
          problem={undefined}
          label={words.schedule}
          choices={Object.entries(words.scheduleChoices).map(([value, label]) => ({ value, label }))}
        />
        <TextField
          {...field("customSchedule")}
          problem={problemAt(refusal, "schedule")}
          label={words.customSchedule}
          hint={words.customScheduleHint}
          dir="ltr"
          maxLength={60}
        />
        <CheckField
          name="archive"
          label={linkMessages[page.language].archive}
          hint={linkMessages[page.language].archiveHint}
          checked={written.archive === "yes"}
        />
        <details class="f" open={refusal?.problems.some((one) => one.field.startsWith("options"))}>
          <summary>{words.options}</summary>
          <p class="hint">{words.optionsHint}</p>
          {optionsOfKind(kind).map((option) => (
            <OptionField
              page={page}
              option={option}
              value={written[`options.${option.name}`] ?? ""}
              refusal={refusal}
            />
          ))}
          <TextField {...field("rank")} label={words.rank} hint={words.rankHint} type="number" dir="ltr" />
        </details>
        <button type="submit" class="btn">
          {officeShellMessages[page.language].save}
        </button>
      </Form>
    </OfficeLayout>
  )
}

function OptionField({
  page,
  option: { name, type },
  value,
  refusal,
}: {
  page: OfficePage
  option: ConnectorOption
  value: string
  refusal: FormRefusal | undefined
}) {
  const label = adminMessages[page.language].optionLabels[name] ?? name
  const input = `options.${name}`
  const common = { name: input, label, problem: problemAt(refusal, input) }
  if (type === "boolean") return <CheckField {...common} checked={value !== ""} />
  return <TextField {...common} value={value} dir="ltr" {...(type === "number" ? { type: "number" as const } : {})} />
}
