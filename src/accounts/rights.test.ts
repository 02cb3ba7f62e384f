import assert from "node:assert/strict"
import { after, before, describe, test } from "node:test"
import { sql } from "kysely"
import { aClient, accountWorld, aPassword, signUpPerson, takeMails, tokenIn } from "../../tests/support/accounts.ts"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { hasRole, systemActor } from "../platform/actor.ts"
import { newId } from "../platform/ids.ts"
import { NotAllowed, WrongState } from "../platform/refusal.ts"
import {
  acceptInvitation,
  acceptInvitationAsNew,
  accountsWithRole,
  actorOfSession,
  actorOfToken,
  blockAccount,
  closeAccount,
  collaboratorsOf,
  createAccount,
  createToken,
  createTokenFor,
  decideMembershipRequest,
  ensureFirstAdministrator,
  exportAccount,
  InvitationForAnother,
  invite,
  LastAdministrator,
  LastCoordinator,
  LinkInvalid,
  listAccounts,
  listAudit,
  membershipsOf,
  membersOf,
  moveMembers,
  openedInvitation,
  openInvitations,
  openMembershipRequests,
  removeCollaborator,
  removeMembership,
  requestMembership,
  resendInvitation,
  revokeToken,
  setAdministrator,
  setCollaborator,
  setMembership,
  signIn,
  tokensOf,
  withdrawInvitation,
  withdrawMembershipRequest,
} from "./index.ts"

let database: TestDatabase
let world: Awaited<ReturnType<typeof accountWorld>>
const bodies = { ministry: newId(), agency: newId(), office: newId(), foreign: newId() }
const datasetId = newId()

before(async () => {
  database = await testDatabase()
  world = await accountWorld(database)
  const body = (id: string, parent: string | null) =>
    sql`
    insert into organization (id, slug, name, parent_id)
    values (${id}, ${`body-${id}`}, ${JSON.stringify({ fr: `Organisme ${id.slice(-4)}` })}, ${parent})
  `.execute(database.db)
  await body(bodies.ministry, null)
  await body(bodies.agency, bodies.ministry)
  await body(bodies.office, bodies.agency)
  await body(bodies.foreign, null)
  await sql`
    insert into dataset (id, slug, organization_id, state, facts)
    values (${datasetId}, 'shared', ${bodies.agency}, 'published', '{}')
  `.execute(database.db)
})
after(() => database.drop())

async function person(email: string) {
  const { token, accountId } = await signUpPerson(world.deps, { email })
  const now = () => world.clock.now()
  const me = async () => (await actorOfSession(database.db, { token, now: now(), secondFactorRequired: false }))!
  return { token, accountId, me, actor: async () => (await me()).actor }
}

const give = (accountId: string, organizationId: string, role: "reader" | "contributor" | "coordinator") =>
  setMembership(world.deps, { by: systemActor, accountId, organizationId, role, confirmed: true })

describe("memberships", () => {
  test("a role goes down the tree, and of several the strongest holds", async () => {
    const amel = await person("tree@exemple.tn")
    await give(amel.accountId, bodies.ministry, "reader")
    await give(amel.accountId, bodies.agency, "contributor")

    const actor = await amel.actor()

    assert.deepEqual(actor.grants, {
      [bodies.ministry]: "reader",
      [bodies.agency]: "contributor",
      [bodies.office]: "contributor",
    })
    assert.deepEqual([...actor.roles].sort(), ["contributor", "reader"])
    assert.equal(hasRole(actor, bodies.foreign, "reader"), false)
  })

  test("a circle of organisations does not hang anybody", async () => {
    const lost = await person("circle@exemple.tn")
    await give(lost.accountId, bodies.office, "reader")
    await sql`update organization set parent_id = ${bodies.office} where id = ${bodies.ministry}`.execute(database.db)
    assert.equal(Object.keys((await lost.actor()).grants).length, 3)
    await accountsWithRole(database.db, { organizationId: bodies.office, least: "reader" })
    await sql`update organization set parent_id = null where id = ${bodies.ministry}`.execute(database.db)
  })

  test("members of a body are listed with those from above; who is concerned has the role there or above", async () => {
    const above = await person("above@exemple.tn")
    const here = await person("here@exemple.tn")
    await give(above.accountId, bodies.ministry, "coordinator")
    await give(here.accountId, bodies.office, "contributor")
    const members = await membersOf(database.db, { organizationId: bodies.office })
    const lineOf = (id: string) => members.find(({ account }) => account.id === id)
    assert.equal(lineOf(above.accountId)?.inherited, true)
    assert.equal(lineOf(here.accountId)?.inherited, false)
    const concerned = await accountsWithRole(database.db, { organizationId: bodies.office, least: "coordinator" })
    assert.deepEqual(
      concerned.map(({ id }) => id),
      [above.accountId],
    )
  })

  test("a coordinator gives roles in her body and below, never beside or above, and no contributor gives any", async () => {
    const coordinator = await person("gives@exemple.tn")
    const somebody = await person("gets@exemple.tn")
    await give(coordinator.accountId, bodies.agency, "coordinator")
    const by = await coordinator.actor()
    const giveIn = (organizationId: string) =>
      setMembership(world.deps, { by, accountId: somebody.accountId, organizationId, role: "contributor" })
    await giveIn(bodies.office)
    await assert.rejects(giveIn(bodies.ministry), NotAllowed)
    await assert.rejects(giveIn(bodies.foreign), NotAllowed)
    const contributor = await somebody.actor()
    await assert.rejects(
      setMembership(world.deps, {
        ...{ by: contributor, role: "coordinator" },
        accountId: somebody.accountId,
        organizationId: bodies.office,
      }),
      NotAllowed,
    )
  })

  test("an unknown organisation is a mistake of the input, not of ours", async () => {
    const somebody = await person("unknown-body@exemple.tn")
    await assert.rejects(give(somebody.accountId, newId(), "reader"), { code: "invalid-input" })
  })

  test("the last coordinator is warned before she goes, and everybody may leave", async () => {
    const only = await person("only@exemple.tn")
    await give(only.accountId, bodies.foreign, "coordinator")
    const target = { accountId: only.accountId, organizationId: bodies.foreign }
    const by = await only.actor()
    await assert.rejects(removeMembership(world.deps, { by, ...target }), LastCoordinator)
    await assert.rejects(setMembership(world.deps, { by, ...target, role: "reader" }), LastCoordinator)
    await removeMembership(world.deps, { by, ...target, confirmed: true })
    await removeMembership(world.deps, { by, ...target, confirmed: true })
    assert.deepEqual(await membershipsOf(database.db, only.accountId), [])
  })

  test("members of a merged body go to its heir and keep the stronger role", async () => {
    const [weak, strong] = [await person("weak@exemple.tn"), await person("strong@exemple.tn")]
    const merged = newId()
    await sql`insert into organization (id, slug, name) values (${merged}, 'merged', '{"fr": "M"}')`.execute(
      database.db,
    )
    await give(weak.accountId, merged, "reader")
    await give(weak.accountId, bodies.foreign, "contributor")
    await give(strong.accountId, merged, "contributor")
    await requestMembership(world.deps, { by: await weak.actor(), organizationId: merged, role: "reader", reason: "x" })
    await invite(world.deps, {
      by: systemActor,
      email: "heir@exemple.tn",
      organizationId: merged,
      role: "reader",
      language: "fr",
    })

    await database.db.transaction().execute((tx) => moveMembers(tx, { from: merged, to: bodies.foreign }))

    assert.deepEqual((await weak.actor()).grants, { [bodies.foreign]: "contributor" })
    assert.deepEqual((await strong.actor()).grants, { [bodies.foreign]: "contributor" })
    assert.equal((await openMembershipRequests(database.db, { organizationIds: [bodies.foreign] })).length, 1)
    assert.equal((await openInvitations(database.db, { organizationId: bodies.foreign })).length, 1)
  })

  test("a role taken away is gone with the next request", async () => {
    const short = await person("short@exemple.tn")
    await give(short.accountId, bodies.office, "contributor")
    assert.ok(hasRole(await short.actor(), bodies.office, "contributor"))
    await removeMembership(world.deps, { by: systemActor, accountId: short.accountId, organizationId: bodies.office })
    assert.deepEqual((await short.actor()).grants, {})
  })
})

describe("requests", () => {
  test("a person asks once, a coordinator above accepts with another role, and both logs tell", async () => {
    const asker = await person("asker@exemple.tn")
    const boss = await person("boss@exemple.tn")
    await give(boss.accountId, bodies.ministry, "coordinator")
    const ask = { organizationId: bodies.office, role: "coordinator", reason: "Je travaille ici." } as const
    const id = await requestMembership(world.deps, { by: await asker.actor(), ...ask })
    await assert.rejects(requestMembership(world.deps, { by: await asker.actor(), ...ask }), WrongState)
    const open = await openMembershipRequests(database.db, { organizationIds: (await boss.actor()).organizationIds })
    assert.deepEqual(
      open.map((one) => one.id),
      [id],
    )

    const decide = { by: await boss.actor(), id, decision: "accepted", role: "contributor" } as const
    await decideMembershipRequest(world.deps, decide)
    await decideMembershipRequest(world.deps, decide)

    assert.equal((await asker.actor()).grants[bodies.office], "contributor")
    const { rows } = await sql<{ kind: string }>`
      select kind from change where entity = 'membership-request' and entity_id = ${id} order by position
    `.execute(database.db)
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ["created", "accepted"],
    )
  })

  test("nobody decides for a body that is not hers, nor about her own request", async () => {
    const asker = await person("own-request@exemple.tn")
    const id = await requestMembership(world.deps, {
      by: await asker.actor(),
      organizationId: bodies.agency,
      role: "coordinator",
      reason: "Pourquoi pas",
    })
    const decide = (by: Awaited<ReturnType<typeof asker.actor>>) =>
      decideMembershipRequest(world.deps, { by, id, decision: "accepted" })
    await assert.rejects(decide(await asker.actor()), NotAllowed)
    const stranger = await person("stranger@exemple.tn")
    await give(stranger.accountId, bodies.foreign, "coordinator")
    await assert.rejects(decide(await stranger.actor()), NotAllowed)
    await assert.rejects(withdrawMembershipRequest(world.deps, { by: await stranger.actor(), id }), {
      code: "membership-request-not-found",
    })
    await withdrawMembershipRequest(world.deps, { by: await asker.actor(), id })
  })
})

describe("invitations", () => {
  const inviteTo = async (email: string, by = systemActor) =>
    invite(world.deps, { by, email, organizationId: bodies.office, role: "contributor", language: "ar" })
  const linkOf = async () => tokenIn((await takeMails(database.db)).at(-1), "invitation")

  test("a stranger follows the link, chooses a password, and has the role; the second click is safe", async () => {
    await inviteTo("New@exemple.tn")
    const token = await linkOf()
    const opened = await openedInvitation(world.deps, { token })
    assert.deepEqual([opened?.hasAccount, opened?.invitation.email], [false, "new@exemple.tn"])
    const accept = () =>
      acceptInvitationAsNew(world.deps, { token, name: "سلمى", password: aPassword, language: "ar", client: aClient })

    const signedIn = await accept()

    await assert.rejects(accept(), LinkInvalid)
    assert.equal((await membershipsOf(database.db, signedIn.accountId))[0]?.role, "contributor")
    const again = await acceptInvitation(world.deps, { token, accountId: signedIn.accountId })
    assert.equal(again.state, "accepted")
  })

  test("who has an account accepts with it, keeps what is stronger, and nobody else can", async () => {
    const known = await person("known@exemple.tn")
    const other = await person("other@exemple.tn")
    await give(known.accountId, bodies.office, "coordinator")
    await inviteTo("known@exemple.tn")
    const token = await linkOf()
    assert.equal((await openedInvitation(world.deps, { token }))?.hasAccount, true)
    await assert.rejects(acceptInvitation(world.deps, { token, accountId: other.accountId }), InvitationForAnother)
    await acceptInvitation(world.deps, { token, accountId: known.accountId })
    assert.equal((await known.actor()).grants[bodies.office], "coordinator")
  })

  test("sent again, only the new link works; withdrawn, none; after 14 days, none", async () => {
    const id = await inviteTo("again@exemple.tn")
    const first = await linkOf()
    await resendInvitation(world.deps, { by: systemActor, id })
    const second = await linkOf()
    assert.equal(await openedInvitation(world.deps, { token: first }), undefined)
    assert.ok(await openedInvitation(world.deps, { token: second }))
    await withdrawInvitation(world.deps, { by: systemActor, id })
    assert.equal(await openedInvitation(world.deps, { token: second }), undefined)

    await inviteTo("slow@exemple.tn")
    const late = await linkOf()
    world.wait(14 * 24 * 60)
    assert.equal(await openedInvitation(world.deps, { token: late }), undefined)
  })

  test("a coordinator invites to her body only, never an administrator; with her role her invitations go", async () => {
    const coordinator = await person("inviter@exemple.tn")
    await give(coordinator.accountId, bodies.office, "coordinator")
    const by = await coordinator.actor()
    await assert.rejects(
      invite(world.deps, { by, email: "a@exemple.tn", role: "administrator", language: "fr" }),
      NotAllowed,
    )
    const elsewhere = { organizationId: bodies.foreign, role: "reader", language: "fr" } as const
    await assert.rejects(invite(world.deps, { by, email: "a@exemple.tn", ...elsewhere }), NotAllowed)
    await inviteTo("friend@exemple.tn", by)
    const token = await linkOf()
    await removeMembership(world.deps, {
      by: systemActor,
      accountId: coordinator.accountId,
      organizationId: bodies.office,
      confirmed: true,
    })
    assert.equal(await openedInvitation(world.deps, { token }), undefined)
    const open = await openInvitations(database.db, { organizationId: bodies.office })
    assert.ok(open.every(({ email }) => email !== "friend@exemple.tn"))
  })
})

describe("collaborators", () => {
  test("one dataset is shared with a person by her address, and taken back", async () => {
    const guest = await person("guest@exemple.tn")
    const owner = await person("owner@exemple.tn")
    await give(owner.accountId, bodies.agency, "coordinator")
    const dataset = {
      id: datasetId,
      organizationId: bodies.agency,
      isPublic: true,
      neverPublished: false,
      publishing: "coordinators",
    } as const
    const share = async (role: "reader" | "editor", by = owner) =>
      setCollaborator(world.deps, { by: await by.actor(), dataset, email: "guest@exemple.tn", role })
    await share("reader")
    await share("editor")
    assert.deepEqual((await guest.actor()).collaborations, { [datasetId]: "editor" })
    assert.equal((await collaboratorsOf(database.db, datasetId))[0]?.account.id, guest.accountId)
    await assert.rejects(share("reader", guest), NotAllowed)
    await removeCollaborator(world.deps, { by: await guest.actor(), dataset, accountId: guest.accountId })
    assert.deepEqual((await guest.actor()).collaborations, {})
  })
})

describe("API tokens", () => {
  test("a token stands for its owner within its scopes until it runs out or is withdrawn", async () => {
    const owner = await person("token@exemple.tn")
    await give(owner.accountId, bodies.office, "contributor")
    const { account } = await owner.me()
    const make = (name: string) =>
      createToken(world.deps, { account, by: account.id, name, scopes: ["read", "write"], needsSecondFactor: false })
    const { token, made } = await make("export")
    assert.match(token, /^fih_[\w-]{43}$/)
    const whoIs = (given: string) => actorOfToken(database.db, { token: given, now: world.clock.now() })

    const found = await whoIs(token)

    assert.deepEqual(found?.actor.scopes, ["read", "write"])
    assert.equal(found?.actor.grants[bodies.office], "contributor")
    const first = (await tokensOf(database.db, account.id))[0]!.lastUsedAt
    world.wait(0.5)
    await whoIs(token)
    assert.deepEqual((await tokensOf(database.db, account.id))[0]!.lastUsedAt, first, "written once a minute at most")
    await revokeToken(world.deps, { accountId: account.id, id: made.id })
    await revokeToken(world.deps, { accountId: account.id, id: made.id })
    assert.equal(await whoIs(token), undefined)

    const second = await make("year")
    world.wait(365 * 24 * 60)
    assert.equal(await whoIs(second.token), undefined)
  })

  test("nobody withdraws the token of another, and none lives longer than two years", async () => {
    const owner = await person("token-owner@exemple.tn")
    const thief = await person("token-thief@exemple.tn")
    const { account } = await owner.me()
    const given = { account, by: account.id, name: "x", scopes: ["read"], needsSecondFactor: false } as const
    const { made } = await createToken(world.deps, given)
    await assert.rejects(revokeToken(world.deps, { accountId: thief.accountId, id: made.id }), {
      code: "token-not-found",
    })
    const expiresAt = new Date(world.clock.now().getTime() + 800 * 24 * 3600 * 1000)
    await assert.rejects(createToken(world.deps, { ...given, expiresAt }), { code: "invalid-input" })
  })

  test("blocking an account ends its sessions and tokens", async () => {
    const bad = await person("bad@exemple.tn")
    const token = await createTokenFor(world.deps, { email: "bad@exemple.tn", name: "x" })
    const admin = { ...systemActor }
    await blockAccount(world.deps, { by: admin, accountId: bad.accountId })
    assert.equal(await bad.me(), undefined)
    assert.equal(await actorOfToken(database.db, { token, now: world.clock.now() }), undefined)
  })
})

describe("administrators", () => {
  test("the first one is made from the settings once; the last one stays", async () => {
    const first = { email: "first@exemple.tn", password: "une très longue phrase secrète" }
    assert.equal(await ensureFirstAdministrator(world.deps, first), true)
    assert.equal(await ensureFirstAdministrator(world.deps, { ...first, email: "second@exemple.tn" }), false)
    const [admin] = (await listAccounts(database.db, systemActor, { administrators: true })).accounts
    await assert.rejects(
      setAdministrator(world.deps, { by: systemActor, accountId: admin!.id, administrator: false }),
      LastAdministrator,
    )
    await assert.rejects(blockAccount(world.deps, { by: systemActor, accountId: admin!.id }), LastAdministrator)
  })

  test("who take each other's role away at once do not both lose it, nor does one hear of a fault", async () => {
    const [one, two] = [await person("duel-1@exemple.tn"), await person("duel-2@exemple.tn")]
    const ids = [one.accountId, two.accountId]
    for (let round = 0; round < 5; round++) {
      await sql`update account set administrator = id = any(${ids}::uuid[])`.execute(database.db)
      const deeds = await Promise.allSettled(
        ids.map((accountId) => setAdministrator(world.deps, { by: systemActor, accountId, administrator: false })),
      )
      const refused = deeds.filter((deed) => deed.status === "rejected")
      assert.equal(refused.length, 1)
      assert.ok(refused[0]?.reason instanceof LastAdministrator, String(refused[0]?.reason))
    }
    await sql`update account set administrator = email = 'first@exemple.tn'`.execute(database.db)
  })

  test("without a second factor an administrator acts as a person without that role, except in demos", async () => {
    const { token } = await signIn(world.deps, {
      email: "first@exemple.tn",
      password: "une très longue phrase secrète",
      client: aClient,
    })
    const ask = (secondFactorRequired: boolean) =>
      actorOfSession(database.db, { token, now: world.clock.now(), secondFactorRequired })
    assert.deepEqual((await ask(true))?.actor.roles, [])
    assert.equal((await ask(true))?.needsSecondFactor, true)
    assert.deepEqual((await ask(false))?.actor.roles, ["administrator"])
    const { account } = (await ask(true))!
    await assert.rejects(
      createToken(world.deps, { account, by: account.id, name: "x", scopes: ["read"], needsSecondFactor: true }),
      { code: "second-factor-needed" },
    )
  })

  test("who becomes one signs in again, and tokens of before do not grow with her", async () => {
    const raised = await person("raised@exemple.tn")
    const token = await createTokenFor(world.deps, { email: "raised@exemple.tn", name: "before" })
    await setAdministrator(world.deps, { by: systemActor, accountId: raised.accountId, administrator: true })
    assert.equal(await raised.me(), undefined)
    assert.equal(await actorOfToken(database.db, { token, now: world.clock.now() }), undefined)
    await setAdministrator(world.deps, { by: systemActor, accountId: raised.accountId, administrator: false })
  })

  test("people without that role neither list accounts nor block them", async () => {
    const nobody = await person("nobody@exemple.tn")
    const by = await nobody.actor()
    await assert.rejects(listAccounts(database.db, by, {}), NotAllowed)
    await assert.rejects(blockAccount(world.deps, { by, accountId: nobody.accountId }), NotAllowed)
    await assert.rejects(
      setAdministrator(world.deps, { by, accountId: nobody.accountId, administrator: true }),
      NotAllowed,
    )
  })

  test("the operator's accounts have the roles asked for, and an address is given once", async () => {
    const id = await createAccount(world.deps, {
      email: "operator@exemple.tn",
      password: aPassword,
      membership: { organizationId: bodies.office, role: "reader" },
    })
    assert.equal((await membershipsOf(database.db, id))[0]?.role, "reader")
    await assert.rejects(createAccount(world.deps, { email: "Operator@exemple.tn", password: aPassword }), {
      code: "email-taken",
    })
  })
})

describe("the audit", () => {
  test("administrators read all of it page by page, with what people changed in the catalogue laid in by time", async () => {
    const editor = await person("editor@exemple.tn")
    await sql`
      insert into change (position, at, actor, entity, entity_id, kind, fields)
      values (900001, ${world.clock.now()}, ${editor.accountId}, 'dataset', ${datasetId}, 'published', '{licence}'),
        (900002, ${world.clock.now()}, 'system', 'dataset', ${datasetId}, 'updated', '{}')
    `.execute(database.db)
    const all = (await listAudit(database.db, systemActor, { limit: 1000 })).lines
    assert.ok(all.some(({ act, actor }) => act === "published" && actor === editor.accountId))
    assert.ok(all.every(({ act }) => act !== "updated"))
    assert.deepEqual(
      all.map(({ at }) => +at),
      all.map(({ at }) => +at).toSorted((a, b) => b - a),
    )

    const paged: string[] = []
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await listAudit(database.db, systemActor, { limit: 7, ...(cursor ? { cursor } : {}) })
      paged.push(...page.lines.map((line) => line.cursor))
      cursor = page.next
      more = cursor !== undefined
    }
    assert.deepEqual(
      paged,
      all.map(({ cursor }) => cursor),
    )
  })

  test("a coordinator reads what concerns her organisations and nothing else; others nothing", async () => {
    const coordinator = await person("auditor@exemple.tn")
    await give(coordinator.accountId, bodies.agency, "coordinator")
    const { lines } = await listAudit(database.db, await coordinator.actor(), { limit: 1000 })
    assert.ok(lines.length > 0)
    assert.ok(lines.every(({ organizationId }) => [bodies.agency, bodies.office].includes(organizationId ?? "")))
    const reader = await person("curious@exemple.tn")
    await give(reader.accountId, bodies.agency, "reader")
    await assert.rejects(listAudit(database.db, await reader.actor(), {}), NotAllowed)
  })

  test("filters narrow it; a cursor of nobody begins at the beginning", async () => {
    const { lines } = await listAudit(database.db, systemActor, { filters: { act: "token-created" }, limit: 3 })
    assert.ok(lines.length > 0 && lines.every(({ act }) => act === "token-created"))
    const impossible = [
      "2026-13-01 00:00:00+00",
      "0000-01-01 00:00:00+00",
      "2026-02-31 10:00:00+00",
      "2026-01-01 00:00:00+99",
    ]
    const forged = impossible.map((moment) => Buffer.from(`${moment}|a${newId()}`).toString("base64url"))
    for (const cursor of ["x", "MjAyNg", "'; drop table audit", ...forged]) {
      assert.ok((await listAudit(database.db, systemActor, { cursor, limit: 1 })).lines.length === 1)
    }
  })
})

describe("closing one's account", () => {
  test("name, address, sessions, tokens and roles go; the id stays; what the person may take with her is complete", async () => {
    const leaver = await person("leaver@exemple.tn")
    await give(leaver.accountId, bodies.ministry, "contributor")
    const token = await createTokenFor(world.deps, { email: "leaver@exemple.tn", name: "mine" })
    const { session } = await leaver.me()
    const taken = JSON.stringify(await exportAccount(world.deps, { session }))
    for (const known of ["leaver@exemple.tn", "contributor", "mine", "signed-in"])
      assert.ok(taken.includes(known), known)
    assert.ok(!/csrf|argon2|hash/i.test(taken))

    await closeAccount(world.deps, { session })

    assert.equal(await leaver.me(), undefined)
    assert.equal(await actorOfToken(database.db, { token, now: world.clock.now() }), undefined)
    const { rows } = await sql<{ name: string; email: string | null; state: string }>`
      select name, email, state from account where id = ${leaver.accountId}
    `.execute(database.db)
    assert.deepEqual(rows, [{ name: "", email: null, state: "closed" }])
    assert.deepEqual(await membershipsOf(database.db, leaver.accountId), [])
    await signUpPerson(world.deps, { email: "leaver@exemple.tn" })
  })
})
