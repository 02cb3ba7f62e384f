import {
  accountsByIds,
  decideMembershipRequest,
  invite,
  type MembersCursor,
  membersWithin,
  openInvitations,
  openMembershipRequests,
  removeMembership,
  resendInvitation,
  setMembership,
  withdrawInvitation,
} from "../../../accounts/index.ts"
import { type OrganizationRole, organizationRoles } from "../../../platform/actor.ts"
import { isUuid } from "../../../platform/ids.ts"
import { InvalidInput, NotAllowed, type Refusal } from "../../../platform/refusal.ts"
import { type DoneCode, isLanguage } from "../../../texts/index.ts"
import { accountRefusal } from "../../account/account-refusal.ts"
import { attempt } from "../../forms/attempt.ts"
import { postedId } from "../../forms/posted-id.ts"
import { routes } from "../../routes.ts"
import type { OfficeAnswer, OfficeContext, OfficeRoute, Visit } from "../office-route.ts"
import { bodiesLedBy, type LedBodies } from "./bodies.ts"
import { TeamView } from "./team-view.tsx"

/** Who works in the bodies one leads: members, requests to decide, invitations. */
export const teamRoute: OfficeRoute = {
  path: "/team",
  async get(context, visit) {
    return show(context, visit, await led(context, visit))
  },
  async post(context, visit) {
    const bodies = await led(context, visit)
    const tried = await attempt(() => act(context, visit, bodies))
    if (tried.kind === "refused") return show(context, visit, bodies, tried.refusal)
    return { kind: "see", to: routes.office(visit.language, "/team", filtersOf(visit)), done: tried.value }
  },
}

async function led(context: OfficeContext, { viewer }: Visit): Promise<LedBodies> {
  const bodies = await bodiesLedBy(context, viewer)
  if (bodies.all.length === 0) throw new NotAllowed("manage-members")
  return bodies
}

/** What the pressed button asked for. */
async function act({ accounts }: OfficeContext, { form, viewer }: Visit, bodies: LedBodies): Promise<DoneCode> {
  const by = viewer.actor
  const role = organizationRoles.find((one) => one === form.get("role"))
  const confirmed = form.get("confirmed") === "yes"
  const target = () => ({ accountId: postedId(form, "account"), organizationId: postedId(form, "organization") })
  switch (form.get("act")) {
    case "invite":
      await inviteTo({ accounts }, { form, by, bodies, role })
      return "invited"
    case "role":
      await setMembership(accounts, { by, role: role ?? "reader", confirmed, ...target() })
      return "role-changed"
    case "remove":
      await removeMembership(accounts, { by, confirmed, ...target() })
      return "member-removed"
    case "resend":
      await resendInvitation(accounts, { by, id: postedId(form) })
      return "invited"
    case "withdraw":
      await withdrawInvitation(accounts, { by, id: postedId(form) })
      return "invitation-withdrawn"
    default:
      return decide({ accounts }, { form, by, role })
  }
}

type Deed = {
  readonly form: URLSearchParams
  readonly by: Visit["viewer"]["actor"]
  readonly role: OrganizationRole | undefined
}

async function inviteTo(
  { accounts }: Pick<OfficeContext, "accounts">,
  { form, by, bodies, role }: Deed & { bodies: LedBodies },
) {
  const organizationId = bodies.all.find(({ slug }) => slug === form.get("body"))?.id
  if (!organizationId) throw new InvalidInput([{ path: "body", rule: "missing" }])
  const language = form.get("language") ?? ""
  const to = { email: form.get("email") ?? "", organizationId, role: role ?? "contributor" }
  await invite(accounts, { by, ...to, language: isLanguage(language) ? language : "ar" })
}

async function decide({ accounts }: Pick<OfficeContext, "accounts">, { form, by, role }: Deed): Promise<DoneCode> {
  const decision = form.get("act") === "accept" ? "accepted" : "declined"
  const answer = form.get("answer") ?? ""
  await decideMembershipRequest(accounts, { by, id: postedId(form), decision, answer, ...(role ? { role } : {}) })
  return decision === "accepted" ? "request-accepted" : "request-declined"
}

async function show(context: OfficeContext, visit: Visit, bodies: LedBodies, refused?: Refusal): Promise<OfficeAnswer> {
  const { page, query, form, language } = visit
  const { db } = context
  const chosen = bodies.all.find(({ slug }) => slug === query.get("body"))
  const organizationIds = chosen ? [chosen.id] : bodies.ids
  const q = query.get("q")?.slice(0, 200)
  const found = await membersWithin(db, { organizationIds, q, after: cursorIn(query) })
  const requests = await openMembershipRequests(db, organizationIds ? { organizationIds } : {})
  const invitations = chosen ? await openInvitations(db, { organizationId: chosen.id }) : []
  const people = await accountsByIds(
    db,
    requests.map(({ accountId }) => accountId),
  )
  const refusal = refused && accountRefusal(refused, page)
  const view = (
    <TeamView
      page={page}
      model={{
        ...{ bodies, chosen, q, form, people, requests, invitations, refusal },
        members: found.members,
        next: found.next && routes.office(language, "/team", { ...filtersOf(visit), after: written(found.next) }),
        lastCoordinator: refused?.code === "last-coordinator",
      }}
    />
  )
  return { kind: "page", view, status: refusal?.status ?? 200 }
}

function filtersOf({ query }: Visit): Record<string, string> {
  return { body: query.get("body") ?? "", q: query.get("q") ?? "" }
}

function written({ accountId, organizationId }: MembersCursor): string {
  return `${accountId}.${organizationId}`
}

function cursorIn(query: URLSearchParams): MembersCursor | undefined {
  const [accountId = "", organizationId = ""] = (query.get("after") ?? "").split(".")
  return isUuid(accountId) && isUuid(organizationId) ? { accountId, organizationId } : undefined
}
