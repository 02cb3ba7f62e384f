/** Who the token stands for, what she is told, and the audit of what she may steer. */
import { z } from "zod"
import { AccountNotFound, accountsByIds, listAudit, membershipsOf } from "../../accounts/index.ts"
import { markRead, type Notice, noticesOf, unreadCount } from "../../notifications/index.ts"
import { collaborationRoles, organizationRoles, scopes } from "../../platform/actor.ts"
import { isUuid } from "../../platform/ids.ts"
import { languages } from "../../texts/index.ts"
import { endpoint } from "./endpoint.ts"
import { cursorLike, numberCursor, officePage, officePaging } from "./office-paging.ts"
import { assertScope, bodyIdOf, iso } from "./office-support.ts"
import { choiceParameter, momentParameter, textParameter } from "./parameters.ts"
import { localisedText } from "./schemas.ts"

const account = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    language: z.enum(languages),
    roles: z.array(z.string()).describe("Over the whole portal, and the roles had somewhere"),
    memberships: z.array(z.object({ organizationId: z.string(), role: z.enum(organizationRoles), since: z.string() })),
    grants: z.record(z.string(), z.enum(organizationRoles)).describe("Body → role, those below included"),
    collaborations: z.record(z.string(), z.enum(collaborationRoles)).describe("Dataset → role"),
    scopes: z.array(z.enum(scopes)).nullable().describe("Of the token; null: all"),
    unreadNotices: z.number().describe("Counted up to 99"),
  })
  .meta({ id: "Account" })

export const showAccount = endpoint({
  id: "showAccount",
  signedIn: true,
  group: "account",
  path: "/account",
  summary: { ar: "من أنت وما صلاحياتك", fr: "Qui vous êtes et vos droits", en: "Who you are and what you may do" },
  pathParameters: {},
  query: {},
  answer: account,
  refusals: ["account-not-found"],
  examples: [],
  async handle({ caller }, { db }) {
    assertScope(caller, "read")
    const own = (await accountsByIds(db, [caller.id])).get(caller.id)
    if (!own) throw new AccountNotFound(caller.id)
    const { id, name, email, language } = own
    const memberships = (await membershipsOf(db, id)).map(({ organizationId, role, since }) => ({
      ...{ organizationId, role, since: since.toISOString() },
    }))
    return {
      kind: "found",
      body: {
        ...{ id, name, email, language, memberships },
        roles: [...caller.roles],
        grants: { ...caller.grants },
        collaborations: { ...caller.collaborations },
        scopes: caller.scopes ? [...caller.scopes] : null,
        unreadNotices: await unreadCount(db, id),
      },
    }
  },
})

const notice = z
  .object({
    id: z.string(),
    kind: z.string(),
    actor: z.string().describe("Account id, or system"),
    entity: z.string(),
    entityId: z.string(),
    title: localisedText,
    count: z.number().nullable(),
    createdAt: z.string(),
    readAt: z.string().nullable(),
  })
  .meta({ id: "Notice" })

function noticeToJson({ id, kind, actor, entity, entityId, facts, createdAt, readAt }: Notice) {
  const told = { title: facts.title, count: facts.count ?? null }
  return { id, kind, actor, entity, entityId, ...told, createdAt: createdAt.toISOString(), readAt: iso(readAt) }
}

export const listNotices = endpoint({
  id: "listNotices",
  signedIn: true,
  group: "account",
  path: "/account/notices",
  summary: {
    ar: "ما أُعلمت به، من الأحدث",
    fr: "Vos avis, le plus récent d’abord",
    en: "What you were told, newest first",
  },
  pathParameters: {},
  query: {
    unread: choiceParameter(["true"], { ar: "ما لم يُقرأ فقط", fr: "Non lus seulement", en: "Unread ones alone" }),
    ...officePaging,
  },
  answer: z
    .object({ items: z.array(notice), next: z.string().nullable(), limit: z.number(), maxLimit: z.number() })
    .meta({ id: "NoticeList" }),
  refusals: ["invalid-cursor"],
  examples: [],
  async handle({ query: { unread, limit, cursor }, caller }, { db }) {
    assertScope(caller, "read")
    const before = cursorLike(cursor, numberCursor)
    const asked = { limit, unread: unread === "true", ...(before ? { before: Number(before) } : {}) }
    const found = isUuid(caller.id) ? await noticesOf(db, caller.id, asked) : { notices: [] }
    const next = found.next === undefined ? undefined : String(found.next)
    return officePage(found.notices.map(noticeToJson), { limit, next })
  },
})

export const readNotices = endpoint({
  id: "markNoticesRead",
  method: "POST",
  group: "account",
  path: "/account/notices/read",
  summary: {
    ar: "اعتبارها مقروءة: المذكورة، أو كلّها",
    fr: "Les marquer lus : ceux qui sont nommés, ou tous",
    en: "Mark them read: those named, or all",
  },
  pathParameters: {},
  query: {},
  body: z.strictObject({ ids: z.array(z.uuid()).max(1000).optional() }).meta({ id: "NoticesRead" }),
  answer: z.object({ read: z.number() }).meta({ id: "NoticesReadCount" }),
  refusals: [],
  examples: [{ title: { ar: "كلّها", fr: "Tous", en: "All" }, path: {}, query: "", body: {} }],
  async handle({ body: { ids }, caller }, { db, clock }) {
    assertScope(caller, "write")
    if (!isUuid(caller.id)) return { kind: "found", body: { read: 0 } }
    const read = await markRead(db, caller.id, { at: clock.now(), ...(ids ? { ids } : {}) })
    return { kind: "found", body: { read } }
  },
})

const auditLine = z
  .object({
    at: z.string(),
    actor: z.string().describe("Account id, system or anonymous"),
    act: z.string(),
    subject: z.object({ kind: z.string(), id: z.string() }),
    organizationId: z.string().nullable(),
    fields: z.array(z.string()).describe("Names of fields that changed"),
    details: z.record(z.string(), z.unknown()),
    network: z.string().nullable().describe("Where from, to the /24 or /48"),
  })
  .meta({ id: "AuditLine" })

export const listAuditLines = endpoint({
  id: "listAudit",
  signedIn: true,
  group: "account",
  path: "/audit",
  summary: {
    ar: "من فعل ماذا: كلّ شيء للمديرين، وما يخصّ هياكلهم للمنسّقين",
    fr: "Qui a fait quoi : tout pour les administrateurs, leurs organismes pour les coordinateurs",
    en: "Who did what: all of it for administrators, their bodies for coordinators",
  },
  pathParameters: {},
  query: {
    actor: textParameter({ ar: "معرّف الحساب", fr: "Identifiant du compte", en: "Identifier of the account" }),
    organization: textParameter({ ar: "الهيكل", fr: "Organisme", en: "Body" }),
    act: textParameter({ ar: "العمل", fr: "Acte", en: "Act" }),
    from: momentParameter({ ar: "منذ", fr: "Depuis", en: "From" }),
    until: momentParameter({ ar: "قبل", fr: "Avant", en: "Before" }),
    ...officePaging,
  },
  answer: z
    .object({ items: z.array(auditLine), next: z.string().nullable(), limit: z.number(), maxLimit: z.number() })
    .meta({ id: "AuditList" }),
  refusals: ["organization-not-found", "invalid-cursor"],
  examples: [],
  async handle({ query, caller }, { db }) {
    const { actor, organization, act, from, until, limit, cursor } = query
    const organizationId = organization ? await bodyIdOf(db, organization) : undefined
    const filters = {
      ...(actor ? { actor } : {}),
      ...(organizationId ? { organizationId } : {}),
      ...(act ? { act } : {}),
      ...(from === undefined ? {} : { from: new Date(from) }),
      ...(until === undefined ? {} : { until: new Date(until) }),
    }
    const found = await listAudit(db, caller, { filters, limit, ...(cursor ? { cursor } : {}) })
    const items = found.lines.map((line) => ({
      ...{ at: line.at.toISOString(), actor: line.actor, act: line.act, details: { ...line.details } },
      subject: { kind: line.subject.kind, id: line.subject.id },
      organizationId: line.organizationId ?? null,
      fields: [...(line.fields ?? [])],
      network: line.network ?? null,
    }))
    return officePage(items, { limit, next: found.next })
  },
})
