/** Who works in a body: members, their roles, and those who are asked in. */
import { z } from "zod"
import {
  AccountNotFound,
  type Invitation,
  InvitationNotFound,
  invitationById,
  invite,
  type Member,
  membersOf,
  openInvitations,
  removeMembership,
  resendInvitation,
  setMembership,
  withdrawInvitation,
} from "../../accounts/index.ts"
import { assertMayOnOrganization } from "../../catalogue/index.ts"
import { organizationRoles } from "../../platform/actor.ts"
import { languages } from "../../texts/index.ts"
import { endpoint, restRoot } from "./endpoint.ts"
import { cursorLike, firstOf, idCursor, officePage, officePaging } from "./office-paging.ts"
import { accountsOf, assertScope, bodyIdOf, bodyRef, idParameter, knownId } from "./office-support.ts"
import { choiceParameter, pathParameter } from "./parameters.ts"
import { invitation, invitationList, memberList } from "./people-schemas.ts"

const accountParameter = pathParameter({
  ar: "معرّف الحساب",
  fr: "Identifiant du compte",
  en: "Identifier of the account",
})

export const listMembers = endpoint({
  id: "listMembers",
  signedIn: true,
  group: "bodies",
  path: "/organizations/{ref}/members",
  summary: {
    ar: "من يعمل في الهيكل، وفي ما فوقه، لمن يدير الأعضاء",
    fr: "Qui travaille dans l’organisme et au-dessus, pour qui gère les membres",
    en: "Who works in the body and above it, for those who manage members",
  },
  pathParameters: { ref: bodyRef },
  query: officePaging,
  answer: memberList,
  refusals: ["organization-not-found", "invalid-cursor"],
  examples: [],
  async handle({ path, query, caller }, { db }) {
    const organizationId = await bodyIdOf(db, path.ref)
    assertMayOnOrganization(caller, "manage-members", organizationId)
    const after = cursorLike(query.cursor, idCursor)
    const { limit } = query
    const found = await membersOf(db, { organizationId, limit: limit + 1, ...(after ? { after } : {}) })
    const whole = found.length > limit ? withoutLast(found) : found
    const next = found.length > limit ? whole.at(-1)?.account.id : undefined
    return officePage(whole.map(memberToJson), { limit, next })
  },
})

/** Somebody may have a role here and others above, and all of them stand on one page: whose lines may be cut comes later. */
function withoutLast(found: readonly Member[]): readonly Member[] {
  const last = found.at(-1)?.account.id
  const others = found.filter(({ account }) => account.id !== last)
  return others.length > 0 ? others : found
}

function memberToJson({ account, role, organizationId, inherited, since }: Member) {
  const { id, name, email } = account
  return { account: { id, name, email }, role, organizationId, inherited, since: since.toISOString() }
}

const confirmed = z.boolean().optional().describe("Needed to leave a body without a coordinator")

export const changeMember = endpoint({
  id: "setMember",
  method: "PATCH",
  group: "bodies",
  path: "/organizations/{ref}/members/{accountId}",
  summary: { ar: "إسناد دور أو تغييره", fr: "Donner un rôle, ou le changer", en: "Give a role, or change it" },
  pathParameters: { ref: bodyRef, accountId: accountParameter },
  query: {},
  body: z.strictObject({ role: z.enum(organizationRoles), confirmed }).meta({ id: "MemberWrite" }),
  answer: z.null(),
  status: 204,
  refusals: ["organization-not-found", "account-not-found", "last-coordinator"],
  examples: [
    {
      title: { ar: "منسّق", fr: "Coordinateur", en: "Coordinator" },
      path: { ref: "ministere-agriculture", accountId: "01930000-0000-7000-8000-000000000001" },
      query: "",
      body: { role: "coordinator" },
    },
  ],
  async handle({ path, body, caller }, deps) {
    const organizationId = await bodyIdOf(deps.db, path.ref)
    assertMayOnOrganization(caller, "manage-members", organizationId)
    const accountId = knownId(path.accountId, (id) => new AccountNotFound(id))
    const { role, confirmed: sure = false } = body
    await setMembership(accountsOf(deps), { by: caller, organizationId, accountId, role, confirmed: sure })
    return { kind: "done" }
  },
})

export const removeMember = endpoint({
  id: "removeMember",
  method: "DELETE",
  group: "bodies",
  path: "/organizations/{ref}/members/{accountId}",
  summary: {
    ar: "سحب دور؛ ولكلّ أن يغادر",
    fr: "Retirer un rôle ; chacun peut partir",
    en: "Take a role away; everybody may leave",
  },
  pathParameters: { ref: bodyRef, accountId: accountParameter },
  query: {
    confirmed: choiceParameter(["true"], {
      ar: "ولو بقي الهيكل دون منسّق",
      fr: "Même si l’organisme reste sans coordinateur",
      en: "Even where the body is left without a coordinator",
    }),
  },
  answer: z.null(),
  status: 204,
  refusals: ["organization-not-found", "account-not-found", "last-coordinator"],
  examples: [],
  async handle({ path, query, caller }, deps) {
    assertScope(caller, "administer")
    const organizationId = await bodyIdOf(deps.db, path.ref)
    const accountId = knownId(path.accountId, (id) => new AccountNotFound(id))
    const confirmed = query.confirmed === "true"
    await removeMembership(accountsOf(deps), { by: caller, organizationId, accountId, confirmed })
    return { kind: "done" }
  },
})

function invitationToJson({ id, email, role, language, invitedBy, state, createdAt, expiresAt }: Invitation) {
  const moments = { createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() }
  return { id, email, role, language, invitedBy, state, ...moments }
}

export const listInvitations = endpoint({
  id: "listInvitations",
  signedIn: true,
  group: "bodies",
  path: "/organizations/{ref}/invitations",
  summary: { ar: "الدعوات المفتوحة", fr: "Les invitations ouvertes", en: "The open invitations" },
  pathParameters: { ref: bodyRef },
  query: officePaging,
  answer: invitationList,
  refusals: ["organization-not-found", "invalid-cursor"],
  examples: [],
  async handle({ path, query: { limit, cursor }, caller }, { db }) {
    const organizationId = await bodyIdOf(db, path.ref)
    assertMayOnOrganization(caller, "manage-members", organizationId)
    const before = cursorLike(cursor, idCursor)
    const found = await openInvitations(db, { organizationId, limit: limit + 1, ...(before ? { before } : {}) })
    const { items, next } = firstOf(found, limit, ({ id }) => id)
    return officePage(items.map(invitationToJson), { limit, next })
  },
})

export const inviteMember = endpoint({
  id: "inviteMember",
  method: "POST",
  group: "bodies",
  path: "/organizations/{ref}/invitations",
  summary: {
    ar: "دعوة شخص بالبريد؛ الرابط في الرسالة وحدها",
    fr: "Inviter quelqu’un par courriel ; le lien n’est que dans le message",
    en: "Invite somebody by mail; the link is in the message alone",
  },
  pathParameters: { ref: bodyRef },
  query: {},
  body: z
    .strictObject({ email: z.string(), role: z.enum(organizationRoles), language: z.enum(languages).optional() })
    .meta({ id: "InvitationWrite" }),
  answer: invitation,
  status: 201,
  refusals: ["organization-not-found", "too-many-attempts"],
  examples: [
    {
      title: { ar: "مساهمة", fr: "Une contributrice", en: "A contributor" },
      path: { ref: "ministere-agriculture" },
      query: "",
      body: { email: "amel@agriculture.tn", role: "contributor", language: "fr" },
    },
  ],
  async handle({ path, body, caller }, deps) {
    const organizationId = await bodyIdOf(deps.db, path.ref)
    const { email, role, language = "ar" } = body
    const id = await invite(accountsOf(deps), { by: caller, email, role, language, organizationId })
    const made = await invitationById(deps.db, id)
    if (!made) throw new InvitationNotFound(id)
    return {
      kind: "created",
      body: invitationToJson(made),
      location: `${deps.baseUrl}${restRoot}/organizations/${organizationId}/invitations`,
    }
  },
})

export const resendOneInvitation = endpoint({
  id: "resendInvitation",
  method: "POST",
  group: "bodies",
  path: "/invitations/{id}/resend",
  summary: {
    ar: "إرسال الدعوة من جديد؛ يبطل الرابط القديم",
    fr: "Renvoyer l’invitation ; l’ancien lien ne vaut plus",
    en: "Send the invitation again; the old link no longer works",
  },
  pathParameters: { id: idParameter },
  query: {},
  answer: z.null(),
  status: 204,
  refusals: ["invitation-not-found", "wrong-state", "too-many-attempts"],
  examples: [],
  async handle({ path, caller }, deps) {
    const id = knownId(path.id, (unknown) => new InvitationNotFound(unknown))
    await resendInvitation(accountsOf(deps), { by: caller, id })
    return { kind: "done" }
  },
})

export const withdrawOneInvitation = endpoint({
  id: "withdrawInvitation",
  method: "DELETE",
  group: "bodies",
  path: "/invitations/{id}",
  summary: { ar: "سحب الدعوة", fr: "Retirer l’invitation", en: "Withdraw the invitation" },
  pathParameters: { id: idParameter },
  query: {},
  answer: z.null(),
  status: 204,
  refusals: ["invitation-not-found", "wrong-state"],
  examples: [],
  async handle({ path, caller }, deps) {
    const id = knownId(path.id, (unknown) => new InvitationNotFound(unknown))
    await withdrawInvitation(accountsOf(deps), { by: caller, id })
    return { kind: "done" }
  },
})
