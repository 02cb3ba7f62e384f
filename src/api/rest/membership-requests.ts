/** Who asks to work with a body, and what is answered. */
import { z } from "zod"
import {
  type Account,
  accountsByIds,
  decideMembershipRequest,
  type MembershipRequest,
  MembershipRequestNotFound,
  membershipRequestById,
  openMembershipRequests,
} from "../../accounts/index.ts"
import { mayOnOrganization } from "../../catalogue/index.ts"
import { mayEverything, organizationRoles } from "../../platform/actor.ts"
import { NotAllowed } from "../../platform/refusal.ts"
import { endpoint } from "./endpoint.ts"
import { cursorLike, firstOf, idCursor, officePage, officePaging } from "./office-paging.ts"
import { accountsOf, assertScope, idParameter, iso, knownId } from "./office-support.ts"
import { membershipRequest, membershipRequestList } from "./people-schemas.ts"

export const listMembershipRequests = endpoint({
  id: "listMembershipRequests",
  signedIn: true,
  group: "bodies",
  path: "/membership-requests",
  summary: {
    ar: "طلبات الانضمام التي تنتظر جوابك",
    fr: "Les demandes d’adhésion qui attendent votre réponse",
    en: "The membership requests that wait for your answer",
  },
  pathParameters: {},
  query: officePaging,
  answer: membershipRequestList,
  refusals: ["invalid-cursor"],
  examples: [],
  async handle({ query: { limit, cursor }, caller }, { db }) {
    assertScope(caller, "administer")
    const led = caller.organizationIds.filter((id) => mayOnOrganization(caller, "manage-members", id))
    if (led.length === 0 && !mayEverything(caller)) throw new NotAllowed("manage-members")
    const before = cursorLike(cursor, idCursor)
    const found = await openMembershipRequests(db, {
      limit: limit + 1,
      ...(mayEverything(caller) ? {} : { organizationIds: led }),
      ...(before ? { before } : {}),
    })
    const { items, next } = firstOf(found, limit, ({ id }) => id)
    const people = await accountsByIds(
      db,
      items.map(({ accountId }) => accountId),
    )
    return officePage(
      items.map((one) => requestToJson(one, people)),
      { limit, next },
    )
  },
})

export const decideRequest = endpoint({
  id: "decideMembershipRequest",
  method: "POST",
  group: "bodies",
  path: "/membership-requests/{id}/decide",
  summary: {
    ar: "قبول طلب، ولو بدور آخر، أو رفضه، مع جواب",
    fr: "Accepter une demande, au besoin avec un autre rôle, ou la décliner, avec une réponse",
    en: "Accept a request, perhaps with another role, or decline it, with an answer",
  },
  pathParameters: { id: idParameter },
  query: {},
  body: z
    .strictObject({
      decision: z.enum(["accepted", "declined"]),
      role: z.enum(organizationRoles).optional().describe("Absent: as asked"),
      answer: z.string().max(2000).optional().describe("She reads it"),
    })
    .meta({ id: "RequestDecision" }),
  answer: membershipRequest,
  refusals: ["membership-request-not-found", "wrong-state"],
  examples: [
    {
      title: { ar: "قبول", fr: "Accepter", en: "Accept" },
      path: { id: "01930000-0000-7000-8000-000000000001" },
      query: "",
      body: { decision: "accepted", role: "contributor" },
    },
  ],
  async handle({ path, body, caller }, deps) {
    const id = knownId(path.id, (unknown) => new MembershipRequestNotFound(unknown))
    const { decision, role, answer } = body
    const given = { ...(role ? { role } : {}), ...(answer ? { answer } : {}) }
    await decideMembershipRequest(accountsOf(deps), { by: caller, id, decision, ...given })
    const decided = await membershipRequestById(deps.db, id)
    if (!decided) throw new MembershipRequestNotFound(id)
    const people = await accountsByIds(deps.db, [decided.accountId])
    return { kind: "found", body: requestToJson(decided, people) }
  },
})

function requestToJson(one: MembershipRequest, people: ReadonlyMap<string, Account>) {
  const account = people.get(one.accountId)
  return {
    id: one.id,
    account: account ? { id: account.id, name: account.name, email: account.email } : null,
    organizationId: one.organizationId,
    role: one.role,
    reason: one.reason,
    state: one.state,
    answer: one.answer ?? null,
    createdAt: one.createdAt.toISOString(),
    decidedAt: iso(one.decidedAt),
  }
}
