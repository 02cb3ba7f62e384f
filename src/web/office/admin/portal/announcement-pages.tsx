import {
  type Announcement,
  addAnnouncement,
  announcementById,
  announcementEntity,
  announcementLevels,
  announcementState,
  listAnnouncements,
  removeAnnouncement,
  restoreAnnouncement,
  saveAnnouncement,
} from "../../../../editorial/index.ts"
import { isUuid, newId } from "../../../../platform/ids.ts"
import { adminMessages, editorialMessages, inLanguage, officeShellMessages } from "../../../../texts/index.ts"
import { ChoiceGroup, problemAt, TextField } from "../../../components/form/field.tsx"
import { ErrorSummary, Form, PostButton } from "../../../components/form/form.tsx"
import { LocalisedField, localisedFromForm } from "../../../components/form/localised-field.tsx"
import { Icon } from "../../../components/icon/icon.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { Status } from "../../../components/status/status.tsx"
import { attempt } from "../../../forms/attempt.ts"
import { localMoment, momentFrom } from "../../../forms/local-moment.ts"
import { type FormRefusal, formRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeHandler, OfficePage, Visit } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { type NamedVersion, namedVersions, Versions } from "./versions-view.tsx"

const pageSize = 50

export const announcementsPage: OfficeHandler = async ({ db }, { page, query }) => {
  const startsAt = new Date(query.get("after") ?? "")
  const id = query.get("id") ?? ""
  const isBehind = !Number.isNaN(startsAt.getTime()) && isUuid(id)
  const list = await listAnnouncements(db, { limit: pageSize, ...(isBehind ? { after: { startsAt, id } } : {}) })
  return { kind: "page", view: <AnnouncementsView page={page} {...list} /> }
}

export const newAnnouncementPage: OfficeHandler = async (_context, { page, now }) => ({
  kind: "page",
  view: <AnnouncementForm page={page} written={{ text: {}, level: "info", startsAt: localMoment(now), endsAt: "" }} />,
})

export const addAnnouncementAct: OfficeHandler = async ({ db }, visit) => {
  const { form, viewer, now, language } = visit
  const tried = await attempt(() => addAnnouncement(db, inputFrom(form), { by: viewer.actor, at: now, newId }))
  if (tried.kind === "done") return { kind: "see", to: routes.office(language, "/announcements"), done: "created" }
  return refused(visit, formRefusal(tried.refusal, language))
}

export const editAnnouncementPage: OfficeHandler = async ({ db }, { page, params }) => {
  const stored = isUuid(params.id ?? "") ? await announcementById(db, params.id ?? "") : undefined
  if (!stored) return { kind: "none" }
  const versions = await namedVersions(db, { entity: announcementEntity, entityId: stored.id })
  return {
    kind: "page",
    view: <AnnouncementForm page={page} stored={stored} written={writtenOf(stored)} versions={versions} />,
  }
}

export const announcementActs: OfficeHandler = async ({ db }, visit) => {
  const { params, form, viewer, now, language } = visit
  const id = params.id ?? ""
  const stored = isUuid(id) ? await announcementById(db, id) : undefined
  if (!stored) return { kind: "none" }
  const context = { by: viewer.actor, at: now, newId }
  const list = routes.office(language, "/announcements")
  switch (form.get("act")) {
    case "remove":
      await removeAnnouncement(db, { id }, context)
      return { kind: "see", to: list, done: "removed" }
    case "restore":
      await restoreAnnouncement(db, { id, position: Number(form.get("position")) || 0 }, context)
      return { kind: "see", to: `${list}/${id}`, done: "restored" }
    default: {
      const version = Number(form.get("version")) || 0
      const tried = await attempt(() => saveAnnouncement(db, { id, version, ...inputFrom(form) }, context))
      if (tried.kind === "done") return { kind: "see", to: list, done: "saved" }
      return refused(visit, formRefusal(tried.refusal, language), stored)
    }
  }
}

function refused({ page, form }: Visit, refusal: FormRefusal, stored?: Announcement) {
  const written = {
    text: localisedFromForm(form, "text"),
    level: form.get("level") ?? "info",
    startsAt: form.get("startsAt") ?? "",
    endsAt: form.get("endsAt") ?? "",
  }
  const view = <AnnouncementForm page={page} written={written} refusal={refusal} {...(stored ? { stored } : {})} />
  return { kind: "page" as const, status: refusal.status, view }
}

function inputFrom(form: URLSearchParams) {
  const endsAt = form.get("endsAt")?.trim()
  return {
    text: localisedFromForm(form, "text"),
    level: form.get("level") ?? "",
    startsAt: typedMoment(form.get("startsAt") ?? ""),
    ...(endsAt ? { endsAt: typedMoment(endsAt) } : {}),
  }
}

/** What is no moment is refused as such, where nothing would mean none. */
function typedMoment(text: string): Date {
  return momentFrom(text) ?? new Date(Number.NaN)
}

interface Written {
  readonly text: Readonly<Record<string, string>>
  readonly level: string
  readonly startsAt: string
  readonly endsAt: string
}

function writtenOf({ text, level, startsAt, endsAt }: Announcement): Written {
  return { text, level, startsAt: localMoment(startsAt), endsAt: endsAt ? localMoment(endsAt) : "" }
}

const tones = { "to-come": "info", shown: "ok", over: "plain" } as const

function AnnouncementsView({
  page,
  announcements,
  next,
}: { page: OfficePage } & Awaited<ReturnType<typeof listAnnouncements>>) {
  const words = editorialMessages[page.language]
  const here = routes.office(page.language, "/announcements")
  return (
    <OfficeLayout
      page={page}
      title={words.announcements}
      lead={words.announcementsLead}
      actions={
        <a class="btn" href={`${here}/new`}>
          <Icon name="plus" />
          {words.newAnnouncement}
        </a>
      }
    >
      {announcements.length === 0 && <p class="empty">{words.noAnnouncements}</p>}
      <ul class="ruled">
        {announcements.map((one) => {
          const text = inLanguage(one.text, page.language)
          const state = announcementState(one, page.now)
          return (
            <li>
              <div>
                <a href={`${here}/${one.id}`}>{text && <Localised page={page} text={text} named />}</a>
                <p class="small muted">
                  {words.levels[one.level]} · {words.from} {page.format.dateTime(one.startsAt)}
                  {one.endsAt && ` ${words.to} ${page.format.dateTime(one.endsAt)}`}
                </p>
              </div>
              <Status tone={tones[state]}>{words.announcementStates[state]}</Status>
            </li>
          )
        })}
      </ul>
      {next && (
        <p class="next">
          <a class="btn alt" href={`${here}?after=${encodeURIComponent(next.startsAt.toISOString())}&id=${next.id}`}>
            {adminMessages[page.language].older}
          </a>
        </p>
      )}
    </OfficeLayout>
  )
}

interface FormOptions {
  readonly page: OfficePage
  readonly written: Written
  readonly stored?: Announcement
  readonly refusal?: FormRefusal
  readonly versions?: readonly NamedVersion[]
}

function AnnouncementForm({ page, written, stored, refusal, versions }: FormOptions) {
  const words = editorialMessages[page.language]
  const action = routes.office(page.language, stored ? `/announcements/${stored.id}` : "/announcements/new")
  const moment = (name: "startsAt" | "endsAt", label: string, hint?: string) => (
    <TextField
      {...{ name, label, hint }}
      value={written[name]}
      problem={problemAt(refusal, name)}
      type="datetime-local"
      dir="ltr"
    />
  )
  return (
    <OfficeLayout
      page={page}
      title={stored ? words.editAnnouncement : words.newAnnouncement}
      actions={
        stored && (
          <PostButton page={page} action={action} fields={{ act: "remove" }} kind="btn sm bad">
            {words.remove}
          </PostButton>
        )
      }
    >
      <ErrorSummary page={page} refusal={refusal} />
      <Form page={page} action={action}>
        {stored && <input type="hidden" name="version" value={String(stored.version)} />}
        <LocalisedField
          page={page}
          name="text"
          label={words.text}
          value={written.text}
          refusal={refusal}
          rows={3}
          maxLength={500}
        />
        <ChoiceGroup
          name="level"
          label={words.level}
          values={[written.level]}
          problem={problemAt(refusal, "level")}
          choices={announcementLevels.map((level) => ({ value: level, label: words.levels[level] }))}
        />
        <div class="g2 moments">
          {moment("startsAt", words.from)}
          {moment("endsAt", words.to, words.toHint)}
        </div>
        <button type="submit" class="btn">
          {officeShellMessages[page.language].save}
        </button>
      </Form>
      {stored && versions && <Versions page={page} versions={versions} action={action} />}
    </OfficeLayout>
  )
}
