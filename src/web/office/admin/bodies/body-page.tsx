import {
  createOrganization,
  editOrganization,
  mayOnOrganization,
  moveOrganization,
  type OfficeOrganization,
  officeOrganization,
  organizationLevels,
  type PublishingRule,
  publishingRules,
  renameOrganization,
  setPublishingRule,
} from "../../../../catalogue/index.ts"
import { isUuid, newId } from "../../../../platform/ids.ts"
import { NotAllowed, type Refusal } from "../../../../platform/refusal.ts"
import {
  inLanguage,
  type Language,
  listMessages,
  officeShellMessages,
  organizationMessages,
} from "../../../../texts/index.ts"
import { type Choice, problemAt, SelectField, TextField } from "../../../components/form/field.tsx"
import { ErrorSummary, Form } from "../../../components/form/form.tsx"
import { LocalisedField, localisedFromForm } from "../../../components/form/localised-field.tsx"
import { attempt } from "../../../forms/attempt.ts"
import { type FormRefusal, formRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeContext, OfficeHandler, OfficePage, Visit } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { wholeNumber } from "../../whole-number.ts"

export const newBodyPage: OfficeHandler = async (context, { page, language }) => ({
  kind: "page",
  view: <NewBodyView page={page} written={new URLSearchParams()} bodies={await openBodies(context, language)} />,
})

export const addBody: OfficeHandler = async (context, { page, form, viewer, now, language }) => {
  const parentId = form.get("parentId") ?? ""
  const given = {
    slug: form.get("slug")?.trim() ?? "",
    name: localisedFromForm(form, "name"),
    level: form.get("level") ?? "body",
    ...(isUuid(parentId) ? { parentId } : {}),
  }
  const tried = await attempt(() => createOrganization(context.db, given, { newId, by: viewer.actor, at: now }))
  if (tried.kind === "done")
    return { kind: "see", to: routes.office(language, `/bodies/${tried.value}`), done: "created" }
  const refusal = bodyRefusal(tried.refusal, language)
  const bodies = await openBodies(context, language)
  return {
    kind: "page",
    status: refusal.status,
    view: <NewBodyView page={page} written={form} {...{ refusal, bodies }} />,
  }
}

export const bodyPage: OfficeHandler = async (context, visit) => {
  const body = await bodyOf(context, visit)
  return body ? { kind: "page", view: await bodyView(context, visit, body) } : { kind: "none" }
}

export const bodyActs: OfficeHandler = async (context, visit) => {
  const body = await bodyOf(context, visit)
  if (!body) return { kind: "none" }
  const { form, language } = visit
  const tried = await attempt(() => act(context, visit, body))
  const to = routes.office(language, `/bodies/${body.id}`)
  if (tried.kind === "done") return { kind: "see", to, done: form.get("act") === "rename" ? "renamed" : "saved" }
  const refusal = bodyRefusal(tried.refusal, language)
  return { kind: "page", status: refusal.status, view: await bodyView(context, visit, body, refusal) }
}

function act({ db }: OfficeContext, { form, viewer, now }: Visit, { id }: OfficeOrganization): Promise<unknown> {
  const context = { by: viewer.actor, at: now }
  const version = wholeNumber(form.get("version")) ?? 0
  const line = (name: string) => form.get(name)?.trim() || null
  switch (form.get("act")) {
    case "rename": {
      const slug = line("slug")
      const name = localisedFromForm(form, "newName")
      return renameOrganization(db, { id, version, name, ...(slug ? { slug } : {}) }, context)
    }
    case "move": {
      const parentId = form.get("parentId") ?? ""
      return moveOrganization(db, { id, version, parentId: isUuid(parentId) ? parentId : null }, context)
    }
    case "publishing":
      return setPublishingRule(db, { id, version, rule: form.get("publishing") as PublishingRule }, context)
    default: {
      const changes = {
        name: localisedFromForm(form, "name"),
        description: localisedFromForm(form, "description"),
        acronym: line("acronym"),
        homepage: line("homepage"),
        email: line("email"),
        phone: line("phone"),
        ...(form.has("level") ? { level: form.get("level") ?? "" } : {}),
      }
      return editOrganization(db, { id, version, changes }, context)
    }
  }
}

async function bodyOf({ db }: OfficeContext, { params, viewer }: Visit): Promise<OfficeOrganization | undefined> {
  const id = params.id ?? ""
  if (!isUuid(id)) return undefined
  if (!mayOnOrganization(viewer.actor, "edit", id)) throw new NotAllowed("edit")
  return officeOrganization(db, id)
}

/** Mistakes of a body, at their field. */
export function bodyRefusal(refusal: Refusal, language: Language): FormRefusal {
  const words = listMessages[language].refusals
  const text = words[refusal.code]
  if (!text) return formRefusal(refusal, language, { refusals: words })
  const field = refusal.code.startsWith("slug") ? "slug" : refusal.code === "name-missing" ? "name" : undefined
  return field
    ? { status: refusal.status, problems: [{ field, text }] }
    : { status: refusal.status, text, problems: [] }
}

/** Bodies that can still receive something, by name. */
export async function openBodies({ directory }: OfficeContext, language: Language, but?: string): Promise<Choice[]> {
  const { all } = await directory.organizations()
  const { compare } = new Intl.Collator(language)
  return all
    .filter(({ id, closedAt, successorId }) => id !== but && !closedAt && !successorId)
    .map(({ id, name, slug }) => ({ value: id, label: inLanguage(name, language)?.text ?? slug }))
    .sort((a, b) => compare(a.label, b.label))
}

async function bodyView(
  context: OfficeContext,
  { page, viewer, form, language }: Visit,
  body: OfficeOrganization,
  refusal?: FormRefusal,
) {
  const reorganises = mayOnOrganization(viewer.actor, "reorganise", body.id)
  const bodies = reorganises ? await openBodies(context, language, body.id) : []
  const written = refusal && !form.has("act") ? form : undefined
  return <BodyView page={page} {...{ body, bodies, reorganises, written }} {...(refusal ? { refusal } : {})} />
}

interface ViewOptions {
  readonly page: OfficePage
  readonly body: OfficeOrganization
  readonly bodies: readonly Choice[]
  readonly reorganises: boolean
  readonly written?: URLSearchParams | undefined
  readonly refusal?: FormRefusal
}

function BodyView({ page, body, bodies, reorganises, written, refusal }: ViewOptions) {
  const words = listMessages[page.language]
  const here = routes.office(page.language, `/bodies/${body.id}`)
  const title = inLanguage(body.name, page.language)?.text ?? body.slug
  return (
    <OfficeLayout
      page={page}
      title={title}
      lead={body.closedAt ? words.closed : words.editOrganization}
      actions={
        reorganises &&
        !body.closedAt && (
          <a class="btn alt" href={`${here}/reorganise`}>
            {words.reorganise}
          </a>
        )
      }
    >
      <ErrorSummary page={page} refusal={refusal} />
      <Facts {...{ page, body, here, written, refusal, reorganises }} />
      <Publishing page={page} body={body} here={here} />
      {reorganises && !body.closedAt && <Place {...{ page, body, here, bodies, refusal }} />}
    </OfficeLayout>
  )
}

function Facts({
  page,
  body,
  here,
  written,
  refusal,
  reorganises,
}: Pick<ViewOptions, "page" | "body" | "written" | "reorganises"> & {
  here: string
  refusal: FormRefusal | undefined
}) {
  const words = listMessages[page.language]
  const text = (name: "name" | "description") => (written ? localisedFromForm(written, name) : (body[name] ?? {}))
  const line = (name: "acronym" | "homepage" | "email" | "phone") => ({
    name,
    label: words[name],
    value: written ? (written.get(name) ?? "") : (body[name] ?? ""),
    problem: problemAt(refusal, name),
  })
  return (
    <Form page={page} action={here} class="narrow-form">
      <input type="hidden" name="version" value={String(body.version)} />
      <LocalisedField
        page={page}
        name="name"
        label={words.name}
        value={text("name")}
        refusal={refusal}
        maxLength={300}
      />
      <LocalisedField
        page={page}
        name="description"
        label={words.description}
        value={text("description")}
        refusal={refusal}
        rows={5}
        maxLength={10_000}
      />
      <div class="g2">
        <TextField {...line("acronym")} maxLength={40} />
        {reorganises && <LevelField page={page} value={written?.get("level") ?? body.level} refusal={refusal} />}
        <TextField {...line("homepage")} type="url" dir="ltr" maxLength={2000} />
        <TextField {...line("email")} type="email" dir="ltr" maxLength={254} />
        <TextField {...line("phone")} type="tel" dir="ltr" maxLength={40} />
      </div>
      <SaveButton page={page} />
    </Form>
  )
}

function Publishing({ page, body, here }: { page: OfficePage; body: OfficeOrganization; here: string }) {
  const words = listMessages[page.language]
  return (
    <section class="blk">
      <h2 class="h2">{words.publishing}</h2>
      <Act page={page} body={body} here={here} act="publishing">
        <SelectField
          name="publishing"
          label={words.publishing}
          value={body.publishing}
          choices={publishingRules.map((rule) => ({ value: rule, label: words.publishingRules[rule] }))}
        />
      </Act>
    </section>
  )
}

function Place({
  page,
  body,
  here,
  bodies,
  refusal,
}: Pick<ViewOptions, "page" | "body" | "bodies"> & { here: string; refusal: FormRefusal | undefined }) {
  const words = listMessages[page.language]
  return (
    <>
      <section class="blk">
        <h2 class="h2">{words.rename}</h2>
        <Act page={page} body={body} here={here} act="rename">
          <LocalisedField
            page={page}
            name="newName"
            label={words.name}
            hint={words.renameHint}
            value={body.name}
            maxLength={300}
          />
          <SlugField page={page} value={body.slug} refusal={refusal} />
        </Act>
      </section>
      <section class="blk">
        <h2 class="h2">{words.move}</h2>
        <Act page={page} body={body} here={here} act="move">
          <SelectField name="parentId" label={words.parent} value={body.parentId} empty={words.top} choices={bodies} />
        </Act>
      </section>
    </>
  )
}

function Act({
  page,
  body,
  here,
  act,
  children,
}: {
  page: OfficePage
  body: OfficeOrganization
  here: string
  act: string
  children: preact.ComponentChildren
}) {
  return (
    <Form page={page} action={here} class="narrow-form">
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="version" value={String(body.version)} />
      {children}
      <SaveButton page={page} />
    </Form>
  )
}

function SaveButton({ page }: { page: OfficePage }) {
  return (
    <button type="submit" class="btn">
      {officeShellMessages[page.language].save}
    </button>
  )
}

interface PartOptions {
  readonly page: OfficePage
  readonly value: string
  readonly refusal: FormRefusal | undefined
}

function SlugField({ page, value, refusal }: PartOptions) {
  const words = listMessages[page.language]
  return (
    <TextField
      name="slug"
      label={words.slug}
      hint={words.slugHint}
      value={value}
      problem={problemAt(refusal, "slug")}
      dir="ltr"
      maxLength={80}
    />
  )
}

function LevelField({ page, value, refusal }: PartOptions) {
  const { levels } = organizationMessages[page.language]
  return (
    <SelectField
      name="level"
      label={listMessages[page.language].level}
      value={value}
      problem={problemAt(refusal, "level")}
      choices={organizationLevels.map((level) => ({ value: level, label: levels[level] ?? level }))}
    />
  )
}

function NewBodyView({
  page,
  written,
  refusal,
  bodies,
}: {
  page: OfficePage
  written: URLSearchParams
  refusal?: FormRefusal
  bodies: readonly Choice[]
}) {
  const words = listMessages[page.language]
  return (
    <OfficeLayout page={page} title={words.addOrganization}>
      <ErrorSummary page={page} refusal={refusal} />
      <Form page={page} action={routes.office(page.language, "/bodies/new")} class="narrow-form">
        <LocalisedField
          page={page}
          name="name"
          label={words.name}
          value={localisedFromForm(written, "name")}
          refusal={refusal}
          maxLength={300}
        />
        <SlugField page={page} value={written.get("slug") ?? ""} refusal={refusal} />
        <LevelField page={page} value={written.get("level") ?? "body"} refusal={refusal} />
        <SelectField
          name="parentId"
          label={words.parent}
          value={written.get("parentId") ?? ""}
          empty={words.top}
          choices={bodies}
        />
        <SaveButton page={page} />
      </Form>
    </OfficeLayout>
  )
}
