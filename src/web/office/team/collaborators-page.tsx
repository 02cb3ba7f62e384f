import {
  AccountNotFound,
  type Collaborator,
  collaboratorsOf,
  removeCollaborator,
  setCollaborator,
} from "../../../accounts/index.ts"
import { assertMayOnDataset, type OfficeDataset, officeDataset } from "../../../catalogue/index.ts"
import { collaborationRoles } from "../../../platform/actor.ts"
import { type DoneCode, inLanguage, teamMessages } from "../../../texts/index.ts"
import { accountRefusal } from "../../account/account-refusal.ts"
import { attempt } from "../../forms/attempt.ts"
import { postedId } from "../../forms/posted-id.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import type { OfficeAnswer, OfficeContext, OfficeRoute, Visit } from "../office-route.ts"
import { CollaboratorsView } from "./collaborators-view.tsx"

/** People who read or edit one dataset beside the roles. */
export const collaboratorsRoute: OfficeRoute = {
  path: "/datasets/:id/collaborators",
  async get(context, visit) {
    return show(context, visit, await managed(context, visit))
  },
  async post(context, visit) {
    const { form, viewer, language, page } = visit
    const found = await managed(context, visit)
    const deed = { by: viewer.actor, dataset: found.access }
    const tried = await attempt(async (): Promise<DoneCode> => {
      if (form.get("act") === "remove") {
        await removeCollaborator(context.accounts, { ...deed, accountId: postedId(form, "account") })
        return "collaborator-removed"
      }
      const role = collaborationRoles.find((one) => one === form.get("role")) ?? "reader"
      await setCollaborator(context.accounts, { ...deed, email: form.get("email") ?? "", role })
      return "collaborator-added"
    })
    if (tried.kind === "done")
      return { kind: "see", to: routes.office(language, `/datasets/${found.id}/collaborators`), done: tried.value }
    const text = teamMessages[language].noAccount
    const refusal =
      tried.refusal instanceof AccountNotFound
        ? { status: 422, problems: [{ field: "email", text }] }
        : accountRefusal(tried.refusal, page)
    return show(context, visit, found, refusal)
  },
}

async function managed({ db }: OfficeContext, { params, viewer }: Visit): Promise<OfficeDataset> {
  const found = await officeDataset(db, params.id ?? "", viewer.actor)
  assertMayOnDataset(viewer.actor, "manage-collaborators", found.access)
  return found
}

async function show(
  { db }: OfficeContext,
  { page, form }: Visit,
  { id, document }: OfficeDataset,
  refusal?: FormRefusal,
): Promise<OfficeAnswer> {
  const collaborators: readonly Collaborator[] = await collaboratorsOf(db, id)
  const title = inLanguage(document.facts.title, page.language)
  const view = <CollaboratorsView page={page} model={{ id, title, collaborators, form, refusal }} />
  return { kind: "page", view, status: refusal?.status ?? 200 }
}
