/** Deciding about a draft: what awaits, what differs, the decision with its word. */
import {
  addComment,
  checkDocument,
  commentsOf,
  diffDocuments,
  discardDraft,
  listOfficeDatasets,
  mayOnDataset,
  type OfficeDataset,
  officeDataset,
  publishDataset,
  requestChanges,
  restoreDataset,
  scheduleDataset,
  trashDataset,
  withdrawalReasons,
  withdrawDataset,
} from "../../../../catalogue/index.ts"
import { InvalidInput } from "../../../../platform/refusal.ts"
import { storedFiles } from "../../../../platform/uploads/index.ts"
import { type DoneCode, reviewMessages } from "../../../../texts/index.ts"
import { localisedFromForm } from "../../../components/form/localised-field.tsx"
import { attempt } from "../../../forms/attempt.ts"
import { momentFrom } from "../../../forms/local-moment.ts"
import { type FormRefusal, formRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeAnswer, OfficeContext, OfficeHandler, OfficeRoute, Visit } from "../../office-route.ts"
import { changeLines, fileNames } from "../change-lines.ts"
import { inputOf } from "../form/field-names.ts"
import { missingOf } from "../form/form-model.ts"
import { organizationNames, peopleNamed, writing } from "../office-reading.ts"
import { ReviewListView } from "./review-list-view.tsx"
import { ReviewView } from "./review-view.tsx"

const waitingAtOnce = 50

const reviewList: OfficeHandler = async (context, visit) => {
  const { items } = await listOfficeDatasets(context.db, visit.viewer.actor, {
    states: ["in-review"],
    limit: waitingAtOnce,
  })
  const decidable = await mayDecide(
    context,
    visit,
    items.map(({ id }) => id),
  )
  const rows = items.filter(({ id }) => decidable.has(id))
  const people = await peopleNamed(
    context,
    rows.map(({ submittedBy }) => submittedBy),
  )
  return { kind: "page", view: <ReviewListView page={visit.page} rows={rows} people={people} /> }
}

async function mayDecide({ db }: OfficeContext, { viewer }: Visit, ids: readonly string[]): Promise<Set<string>> {
  const offices = await Promise.all(ids.map((id) => officeDataset(db, id, viewer.actor)))
  const may = offices.filter(({ access }) => decides(viewer.actor, access))
  return new Set(may.map(({ id }) => id))
}

function decides(actor: Visit["viewer"]["actor"], access: OfficeDataset["access"]): boolean {
  return mayOnDataset(actor, "publish", access) || mayOnDataset(actor, "request-changes", access)
}

const review: OfficeHandler = async (context, visit) => {
  const office = await officeDataset(context.db, visit.params.id ?? "", visit.viewer.actor)
  return reviewAnswer(context, visit, { office })
}

async function reviewAnswer(
  context: OfficeContext,
  visit: Visit,
  { office, refusal }: { readonly office: OfficeDataset; readonly refusal?: FormRefusal },
): Promise<OfficeAnswer> {
  const { language, vocabularies, viewer } = visit
  const { document, shown } = office
  const stored = document.distributions.flatMap(({ file }) => file?.id ?? [])
  const [comments, files, organizations] = await Promise.all([
    commentsOf(context.db, office.id),
    storedFiles(context.db, stored),
    organizationNames(context),
  ])
  const people = await peopleNamed(context, [
    office.createdBy,
    office.draft?.updatedBy,
    office.draft?.submittedBy,
    ...comments.map(({ author }) => author),
  ])
  const saying = { language, vocabularies, organizations, files: fileNames([shown, document], language) }
  const differences = office.draft && shown ? changeLines(diffDocuments(shown, document), saying) : undefined
  const everything = shown ? undefined : changeLines(diffDocuments(emptyOf(office), document), saying)
  const may = (action: Parameters<typeof mayOnDataset>[1]) => mayOnDataset(viewer.actor, action, office.access)
  const view = (
    <ReviewView
      model={{
        page: visit.page,
        office,
        differences,
        everything,
        missing: checkDocument(document, vocabularies).length > 0 ? missingOf(document, visit) : [],
        files,
        comments,
        people,
        may: {
          publish: may("publish") && office.draft !== undefined && office.shownState !== "withdrawn",
          requestChanges: may("request-changes") && office.state === "in-review",
          comment: may("comment"),
          edit: may("edit"),
        },
        refusal,
      }}
    />
  )
  return { kind: "page", view, ...(refusal ? { status: refusal.status } : {}) }
}

function emptyOf({ document }: OfficeDataset): OfficeDataset["document"] {
  const { organizationId, visibility } = document
  return { organizationId, visibility, facts: { title: {} }, distributions: [] }
}

/** One step of the workflow: done, or the review page again with what was refused and what was typed. */
function step(
  done: DoneCode,
  work: (context: OfficeContext, visit: Visit, office: OfficeDataset) => Promise<unknown>,
): OfficeHandler {
  return async (context, visit) => {
    const { language, viewer } = visit
    const office = await officeDataset(context.db, visit.params.id ?? "", viewer.actor)
    const outcome = await attempt(() => work(context, visit, office))
    if (outcome.kind === "refused") {
      const words = reviewMessages[language]
      const refusal = formRefusal(outcome.refusal, language, {
        fieldOf: (path) => inputOf(path, office.document, language),
        refusals: words.refusals,
        texts: { "comment:missing": words.wordMissing, "publishAt:in-the-past": words.dateMissing },
      })
      return reviewAnswer(context, visit, { office, refusal })
    }
    const list = done === "trashed" || done === "draft-discarded"
    const page = done === "commented" ? "/review" : done === "changes-requested" ? "/review" : "/edit"
    const path =
      list && !office.everPublished ? "/datasets" : done === "trashed" ? "/datasets" : `/datasets/${office.id}${page}`
    return { kind: "see", to: routes.office(language, path), done }
  }
}

function said({ form }: Visit): { comment?: string } {
  const comment = form.get("comment")?.trim()
  return comment ? { comment } : {}
}

/** What was decided about is what was looked at: a draft that somebody changed meanwhile is shown again. */
function seen({ form }: Visit): { version?: number } {
  const version = Number(form.get("version") ?? Number.NaN)
  return Number.isInteger(version) ? { version } : {}
}

const publish = step("published", ({ db }, visit, { id }) =>
  publishDataset(db, { id, ...seen(visit), ...said(visit) }, writing(visit)),
)

const schedule = step("scheduled", async ({ db }, visit, { id }) => {
  const publishAt = momentFrom(visit.form.get("publishAt") ?? "")
  if (!publishAt) throw new InvalidInput([{ path: "publishAt", rule: "in-the-past" }])
  return scheduleDataset(db, { id, publishAt, ...seen(visit), ...said(visit) }, writing(visit))
})

const askChanges = step("changes-requested", ({ db }, visit, { id }) =>
  requestChanges(db, { id, ...seen(visit), comment: said(visit).comment ?? "" }, writing(visit)),
)

const comment = step("commented", ({ db }, visit, { id }) =>
  addComment(db, { id, text: said(visit).comment ?? "" }, writing(visit)),
)

const withdraw = step("withdrawn", ({ db }, visit, { id }) => {
  const wanted = visit.form.get("reason")
  const reason = withdrawalReasons.find((one) => one === wanted)
  if (!reason) throw new InvalidInput([{ path: "reason", rule: "missing" }])
  return withdrawDataset(db, { id, reason, note: localisedFromForm(visit.form, "note") }, writing(visit))
})

const discard = step("draft-discarded", ({ db }, visit, { id }) => discardDraft(db, { id }, writing(visit)))
const trash = step("trashed", ({ db }, visit, { id }) => trashDataset(db, { id }, writing(visit)))
const restore = step("restored", ({ db }, visit, { id }) => restoreDataset(db, { id }, writing(visit)))

export const reviewRoutes: readonly OfficeRoute[] = [
  { path: "/review", get: reviewList },
  { path: "/datasets/:id/review", get: review },
  { path: "/datasets/:id/publish", post: publish },
  { path: "/datasets/:id/schedule", post: schedule },
  { path: "/datasets/:id/request-changes", post: askChanges },
  { path: "/datasets/:id/comment", post: comment },
  { path: "/datasets/:id/withdraw", post: withdraw },
  { path: "/datasets/:id/discard", post: discard },
  { path: "/datasets/:id/trash", post: trash },
  { path: "/datasets/:id/restore", post: restore },
]
