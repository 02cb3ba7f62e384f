import {
  type Account,
  type AccountState,
  accountsByIds,
  blockAccount,
  invite,
  listAccounts,
  membershipsOf,
  openInvitations,
  resetSecondFactor,
  setAdministrator,
  unblockAccount,
  withdrawInvitation,
} from "../../../accounts/index.ts"
import { BadRequest } from "../../../platform/http/index.ts"
import { isUuid } from "../../../platform/ids.ts"
import type { DoneCode } from "../../../texts/index.ts"
import { accountRefusal } from "../../account/account-refusal.ts"
import { attempt } from "../../forms/attempt.ts"
import { postedId } from "../../forms/posted-id.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import { routes } from "../../routes.ts"
import type { OfficeAnswer, OfficeContext, OfficeRoute, Visit } from "../office-route.ts"
import { UserView } from "./user-view.tsx"
import { UsersView } from "./users-view.tsx"

const states: readonly AccountState[] = ["active", "blocked", "closed"]

/** All accounts, for administrators. */
export const usersRoute: OfficeRoute = {
  path: "/users",
  administrators: true,
  proof: true,
  get: (context, visit) => showUsers(context, visit),
  async post(context, visit) {
    const { form, viewer, language, page } = visit
    const by = viewer.actor
    const tried = await attempt(async (): Promise<DoneCode> => {
      if (form.get("act") === "withdraw") {
        await withdrawInvitation(context.accounts, { by, id: postedId(form) })
        return "invitation-withdrawn"
      }
      const email = form.get("email") ?? ""
      await invite(context.accounts, { by, email, role: "administrator", language })
      return "invited"
    })
    if (tried.kind === "done") return { kind: "see", to: routes.office(language, "/users"), done: tried.value }
    return showUsers(context, visit, accountRefusal(tried.refusal, page))
  },
}

async function showUsers({ db }: OfficeContext, visit: Visit, refusal?: FormRefusal): Promise<OfficeAnswer> {
  const { page, viewer, query, form, language } = visit
  const [q, chosen, before] = [query.get("q")?.slice(0, 200), query.get("state"), query.get("before")]
  const state = states.find((one) => one === chosen)
  const found = await listAccounts(db, viewer.actor, {
    ...(q ? { q } : {}),
    ...(state ? { state } : {}),
    ...(before && isUuid(before) ? { before } : {}),
  })
  const next = found.next && routes.office(language, "/users", { q, state, before: found.next })
  const invitations = await openInvitations(db, { organizationId: null })
  const model = { accounts: found.accounts, next, q, state, invitations, form, refusal }
  return { kind: "page", view: <UsersView page={page} model={model} />, status: refusal?.status ?? 200 }
}

/** One account: its state, its roles, what an administrator may do. */
export const userRoute: OfficeRoute = {
  path: "/users/:id",
  administrators: true,
  proof: true,
  get: (context, visit) => showUser(context, visit),
  async post(context, visit) {
    const { params, form, viewer, language, page } = visit
    const account = await accountOf(context, params.id)
    if (!account) return { kind: "none" }
    const deed = { by: viewer.actor, accountId: account.id }
    const tried = await attempt(() => doTo(context, deed, form.get("act")))
    if (tried.kind === "done")
      return { kind: "see", to: routes.office(language, `/users/${account.id}`), done: tried.value }
    return showUser(context, visit, accountRefusal(tried.refusal, page))
  },
}

async function doTo(
  { accounts }: OfficeContext,
  deed: Parameters<typeof blockAccount>[1],
  act: string | null,
): Promise<DoneCode> {
  switch (act) {
    case "block":
      await blockAccount(accounts, deed)
      return "blocked"
    case "unblock":
      await unblockAccount(accounts, deed)
      return "unblocked"
    case "reset-factor":
      await resetSecondFactor(accounts, deed)
      return "factor-reset"
    case "make-administrator":
    case "unmake-administrator":
      await setAdministrator(accounts, { ...deed, administrator: act === "make-administrator" })
      return "role-changed"
    default:
      throw new BadRequest("An account knows no such act")
  }
}

async function showUser(context: OfficeContext, visit: Visit, refusal?: FormRefusal): Promise<OfficeAnswer> {
  const account = await accountOf(context, visit.params.id)
  if (!account) return { kind: "none" }
  const memberships = await membershipsOf(context.db, account.id)
  const { byId } = await context.directory.organizations()
  const view = <UserView page={visit.page} model={{ account, memberships, bodies: byId, refusal }} />
  return { kind: "page", view, status: refusal?.status ?? 200 }
}

async function accountOf({ db }: OfficeContext, id = ""): Promise<Account | undefined> {
  return isUuid(id) ? (await accountsByIds(db, [id])).get(id) : undefined
}
