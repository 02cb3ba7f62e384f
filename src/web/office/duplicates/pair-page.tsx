import { assertAsked, joinDatasets, keepApart, type PairLookup, pairBetween } from "../../../catalogue/index.ts"
import { isUuid, newId } from "../../../platform/ids.ts"
import { InvalidInput, type Refusal, WrongState } from "../../../platform/refusal.ts"
import { duplicateMessages, type Language } from "../../../texts/index.ts"
import { ErrorSummary } from "../../components/form/form.tsx"
import { Notice } from "../../components/notice/notice.tsx"
import { attempt } from "../../forms/attempt.ts"
import { type FormRefusal, formRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import type { OfficeAnswer, OfficeContext, OfficeHandler, OfficePage, Visit } from "../office-route.ts"
import { OfficeLayout } from "../shell/office-layout.tsx"
import { readPairs } from "./pair-model.ts"
import { Confirmation, Pair, type PairOptions } from "./pair-view.tsx"

export const pairPage: OfficeHandler = async (context, visit) => showPair(context, visit)

/** "The same", with the one that stays, or "different". */
export const answerPair: OfficeHandler = async (context, visit) => {
  const { form, language } = visit
  const found = await askedPair(context, visit)
  if (found.kind === "none") return found
  const act = form.get("act") === "join" ? "join" : "different"
  const tried = await attempt(() => answer(context, visit, { act, found }))
  if (tried.kind === "done")
    return {
      kind: "see",
      to: routes.office(language, "/duplicates"),
      done: act === "join" ? "datasets-joined" : "kept-apart",
    }
  return showPair(context, visit, refusalInWords(tried.refusal, language))
}

async function answer(
  { db }: OfficeContext,
  { params, form, viewer, now }: Visit,
  { act, found }: { act: "join" | "different"; found: PairLookup },
): Promise<void> {
  if (found.kind !== "open") throw new WrongState(act, "decided")
  const ids = [params.one ?? "", params.other ?? ""].map((id) => id.toLowerCase())
  const keep = act === "join" ? (form.get("keep") ?? "") : (ids[0] ?? "")
  const other = ids.find((id) => id !== keep)
  if (!ids.includes(keep) || !other) throw new InvalidInput([{ path: "keep", rule: "missing" }])
  await (act === "join" ? joinDatasets : keepApart)(db, { keep, other }, { by: viewer.actor, at: now, newId })
}

/** What is asked about these two, as far as it is asked of her. */
function askedPair({ db }: OfficeContext, { params, viewer }: Visit): Promise<PairLookup> {
  const organizationIds = assertAsked(viewer.actor)
  const { one = "", other = "" } = params
  return isUuid(one) && isUuid(other)
    ? pairBetween(db, { one, other, organizationIds })
    : Promise.resolve({ kind: "none" })
}

async function showPair(context: OfficeContext, visit: Visit, refusal?: FormRefusal): Promise<OfficeAnswer> {
  const found = await askedPair(context, visit)
  if (found.kind === "none") return found
  const { page, vocabularies, query, form, viewer } = visit
  const [model] = found.kind === "open" ? await readPairs(context.db, [found.pair], viewer) : []
  const status = refusal ? { status: refusal.status } : {}
  if (!model) return { kind: "page", view: <DecidedView page={page} refusal={refusal} />, ...status }
  const wanted = form.get("keep") ?? query.get("keep")
  const keep = model.sides.find(({ dataset }) => dataset.id === wanted)?.dataset.id
  return { kind: "page", view: <PairView {...{ page, model, vocabularies, keep, refusal }} />, ...status }
}

function refusalInWords(refusal: Refusal, language: Language): FormRefusal {
  const { refusals } = duplicateMessages[language]
  const said = formRefusal(refusal, language, { texts: { "keep:missing": refusals.keep } })
  if (refusal.code === "not-allowed") return { ...said, text: refusals["not-allowed"] }
  if (refusal.code !== "wrong-state") return said
  const state = String(refusal.values.state)
  const isDraft = ["draft", "in-review", "changes-requested", "scheduled"].includes(state)
  return { ...said, text: isDraft ? refusals.draft : state === "same-source" ? refusals[state] : refusals.decided }
}

interface Refused {
  readonly refusal?: FormRefusal | undefined
}

function PairView({ page, model, vocabularies, keep, refusal }: PairOptions & Refused) {
  return (
    <OfficeLayout page={page} title={duplicateMessages[page.language].title} lead={<Back page={page} />}>
      <ErrorSummary page={page} refusal={refusal} />
      {keep && model.mayJoin && !refusal && <Confirmation page={page} model={model} keep={keep} />}
      <Pair page={page} model={model} vocabularies={vocabularies} keep={keep} />
    </OfficeLayout>
  )
}

function DecidedView({ page, refusal }: { page: OfficePage } & Refused) {
  const words = duplicateMessages[page.language]
  return (
    <OfficeLayout page={page} title={words.title} lead={<Back page={page} />}>
      <ErrorSummary page={page} refusal={refusal} />
      {!refusal && (
        <Notice icon="info">
          <p>{words.decided}</p>
        </Notice>
      )}
    </OfficeLayout>
  )
}

function Back({ page }: { page: OfficePage }) {
  return <a href={routes.office(page.language, "/duplicates")}>{duplicateMessages[page.language].back}</a>
}
