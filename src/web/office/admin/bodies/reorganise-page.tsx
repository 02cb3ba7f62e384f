import { moveMembers } from "../../../../accounts/index.ts"
import {
  type OfficeOrganization,
  officeOrganization,
  previewReorganisation,
  type Reorganisation,
  type ReorganisationPlan,
  reorganise,
} from "../../../../catalogue/index.ts"
import { isUuid } from "../../../../platform/ids.ts"
import { InvalidInput } from "../../../../platform/refusal.ts"
import { inLanguage, type LocalisedText, listMessages } from "../../../../texts/index.ts"
import { type Choice, ChoiceGroup, problemAt, SelectField, TextArea } from "../../../components/form/field.tsx"
import { ErrorSummary, Form } from "../../../components/form/form.tsx"
import { Notice } from "../../../components/notice/notice.tsx"
import { attempt } from "../../../forms/attempt.ts"
import type { FormRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeContext, OfficeHandler, OfficePage, Visit } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { bodyRefusal, openBodies } from "./body-page.tsx"

export const reorganisePage: OfficeHandler = async (context, visit) => {
  const id = visit.params.id ?? ""
  if (!isUuid(id)) return { kind: "none" }
  return show(context, visit, { body: await officeOrganization(context.db, id) })
}

/** First the plan with its counts, then, confirmed, the thing itself: the plan is made anew of what is true then. */
export const reorganiseAct: OfficeHandler = async (context, visit) => {
  const { params, form, viewer, now, language } = visit
  const id = params.id ?? ""
  if (!isUuid(id)) return { kind: "none" }
  const body = await officeOrganization(context.db, id)
  const by = viewer.actor
  const confirmed = form.get("confirmed") === "yes"
  const tried = await attempt(async () => {
    const wanted = wantedIn(form, id)
    if (!confirmed) return previewReorganisation(context.db, wanted, { by })
    return reorganise(context.db, wanted, { by, at: now, moveMembers })
  })
  if (tried.kind === "refused") return show(context, visit, { body, refusal: bodyRefusal(tried.refusal, language) })
  if (!confirmed) return show(context, visit, { body, plan: tried.value })
  return {
    kind: "see",
    to: routes.office(language, `/bodies/${id}`),
    done: tried.value.kind === "merge" ? "merged" : "saved",
  }
}

function wantedIn(form: URLSearchParams, id: string): Reorganisation {
  const bodyAt = (name: string) => {
    const value = form.get(name) ?? ""
    return isUuid(value) ? value : undefined
  }
  const into = bodyAt("into")
  const missing = (path: string) => new InvalidInput([{ path, rule: "missing" }])
  switch (form.get("what")) {
    case "merge":
      if (!into) throw missing("into")
      return { kind: "merge", id, into }
    case "split": {
      const part = bodyAt("splitInto")
      if (!part) throw missing("splitInto")
      const datasetIds = (form.get("datasets") ?? "").match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi) ?? []
      if (datasetIds.length === 0) throw missing("datasets")
      return { kind: "split", id, parts: [{ into: part, datasetIds }], ...(into ? { rest: into } : {}) }
    }
    case "close":
      return { kind: "close", id, ...(into ? { successorId: into } : {}) }
    default:
      throw missing("what")
  }
}

async function show(
  context: OfficeContext,
  { page, form, language }: Visit,
  given: { body: OfficeOrganization; plan?: ReorganisationPlan; refusal?: FormRefusal },
) {
  const bodies = await openBodies(context, language, given.body.id)
  const status = given.refusal ? { status: given.refusal.status } : {}
  return {
    kind: "page" as const,
    view: <ReorganiseView page={page} form={form} bodies={bodies} {...given} />,
    ...status,
  }
}

interface Options {
  readonly page: OfficePage
  readonly form: URLSearchParams
  readonly bodies: readonly Choice[]
  readonly body: OfficeOrganization
  readonly plan?: ReorganisationPlan
  readonly refusal?: FormRefusal
}

function ReorganiseView({ page, form, bodies, body, plan, refusal }: Options) {
  const words = listMessages[page.language]
  const here = routes.office(page.language, `/bodies/${body.id}/reorganise`)
  const title = inLanguage(body.name, page.language)?.text ?? body.slug
  const select = (name: "into" | "splitInto", label: string) => (
    <SelectField
      name={name}
      label={label}
      value={form.get(name) ?? ""}
      problem={problemAt(refusal, name)}
      choices={bodies}
      empty="–"
    />
  )
  return (
    <OfficeLayout page={page} title={`${words.reorganise}: ${title}`} lead={words.reorganiseHint}>
      <ErrorSummary page={page} refusal={refusal} />
      {plan && <Plan page={page} plan={plan} form={form} here={here} />}
      <Form page={page} action={here} class="narrow-form">
        <ChoiceGroup
          name="what"
          label={words.what}
          values={[form.get("what") ?? "merge"]}
          problem={problemAt(refusal, "what")}
          choices={(["merge", "split", "close"] as const).map((what) => ({ value: what, label: words[what] }))}
        />
        {select("into", words.into)}
        <details class="f" open={form.get("what") === "split"}>
          <summary>{words.split}</summary>
          {select("splitInto", words.splitInto)}
          <TextArea
            name="datasets"
            label={words.splitDatasets}
            value={form.get("datasets") ?? ""}
            problem={problemAt(refusal, "datasets")}
            dir="ltr"
            rows={6}
          />
        </details>
        <button type="submit" class="btn">
          {words.show}
        </button>
      </Form>
    </OfficeLayout>
  )
}

function Plan({
  page,
  plan,
  form,
  here,
}: {
  page: OfficePage
  plan: ReorganisationPlan
  form: URLSearchParams
  here: string
}) {
  const words = listMessages[page.language]
  const name = ({ name: text, slug }: { name: LocalisedText; slug: string }) =>
    inLanguage(text, page.language)?.text ?? slug
  const lines = [
    ...plan.moves.map(({ count, to }) => words.planMoves(count, name(to))),
    ...(plan.moves.length === 0 ? [words.planKeeps] : []),
    ...(plan.heir ? [words.planHeir(name(plan.heir))] : []),
    ...(plan.pausesSources ? [words.planPauses] : []),
    ...(plan.closes ? [words.planCloses] : []),
    ...(plan.notOwned.length > 0 ? [words.planNotOwned(plan.notOwned.length)] : []),
  ]
  return (
    <Notice tone="warm" icon="triangle-alert">
      <ul>
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <Form page={page} action={here} class="below">
        {["what", "into", "splitInto", "datasets"].map((field) => (
          <input type="hidden" name={field} value={form.get(field) ?? ""} />
        ))}
        <input type="hidden" name="confirmed" value="yes" />
        <button type="submit" class="btn bad">
          {words.confirm}
        </button>
      </Form>
    </Notice>
  )
}
