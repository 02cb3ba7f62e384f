/** Two at once: publications, acceptances, links and forms that arrive twice, administrators who take each other's role. */
import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { invite, setAdministrator } from "../../src/accounts/index.ts"
import { anonymousActor, systemActor } from "../../src/platform/actor.ts"
import { aPassword, takeMails } from "../support/accounts.ts"
import { visitor } from "../support/visitor.ts"
import { type SecretOffice, secretOffice, tokenOf } from "./secret-office.ts"

let office: SecretOffice
before(async () => {
  office = await secretOffice()
})
after(async () => office.portal.close())

const many = <Value>(work: () => Promise<Value>) => Promise.all([1, 2, 3, 4, 5].map(work))

async function kindsOf(id: string): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select kind from change where entity_id = ${id} order by position
  `.execute(office.portal.db)
  return rows.map(({ kind }) => kind)
}

describe("what is asked for several times at once", () => {
  it("is published once", async () => {
    const { owner, portal } = office
    const authorization = `Bearer ${await tokenOf(portal, owner)}`
    const headers = { authorization, "content-type": "application/json" }
    const given = {
      organization: "agriculture",
      title: { fr: "Deux fois" },
      description: { fr: "x" },
      licence: "lndpo-tn",
    }
    const made = await portal.app.inject({
      method: "POST",
      url: "/api/v1/datasets",
      headers,
      payload: JSON.stringify(given),
    })
    const { id } = made.json()
    const url = `/api/v1/datasets/${id}/publish`
    const statuses = (await many(() => portal.app.inject({ method: "POST", url, headers, payload: "{}" }))).map(
      ({ statusCode }) => statusCode,
    )
    assert.equal(statuses.filter((one) => one === 200).length, 1, String(statuses))
    assert.ok(
      statuses.every((one) => one === 200 || one === 409),
      String(statuses),
    )
    assert.deepEqual(
      (await kindsOf(id)).filter((kind) => kind === "published" || kind === "updated"),
      ["published"],
    )
  })

  it("is begun once, where the program says it is the same write", async () => {
    const { owner, portal } = office
    const authorization = `Bearer ${await tokenOf(portal, owner)}`
    const headers = { authorization, "content-type": "application/json", "idempotency-key": "une-seule-fois" }
    const payload = JSON.stringify({ organization: "agriculture", title: { fr: "Unique au monde" } })
    const answers = await many(() => portal.app.inject({ method: "POST", url: "/api/v1/datasets", headers, payload }))
    assert.ok(answers.every(({ statusCode }) => [201, 409].includes(statusCode)))
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from draft where document -> 'facts' -> 'title' ->> 'fr' = 'Unique au monde'
    `.execute(portal.db)
    assert.equal(rows[0]?.n, 1)
    // The key of one is nobody else's: another's answer is never given out.
    const other = { ...headers, authorization: `Bearer ${await tokenOf(portal, office.stranger)}` }
    const foreign = await portal.app.inject({ method: "POST", url: "/api/v1/datasets", headers: other, payload })
    assert.equal(foreign.statusCode, 403)
  })

  it("opens one account, by one invitation, with one role", async () => {
    const { portal, ownerActor, ids } = office
    await takeMails(portal.db)
    const email = "double@exemple.tn"
    const organizationId = ids.body ?? ""
    await invite(portal.accounts, { by: ownerActor, email, organizationId, role: "contributor", language: "fr" })
    const [mail] = await takeMails(portal.db)
    const token = /invitation\?token=([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? ""
    const form = { token, name: "Double", password: aPassword }
    const answers = await many(() => visitor(portal.app, { remoteAddress: "41.9.9.9" }).post("/fr/invitation", form))
    assert.equal(answers.filter(({ statusCode }) => statusCode === 303).length, 1)
    const { rows } = await sql<{ accounts: number; roles: number }>`
      select (select count(*)::int from account where email = ${email}) as accounts,
        (select count(*)::int from membership join account on account.id = account_id where email = ${email}) as roles
    `.execute(portal.db)
    assert.deepEqual(rows, [{ accounts: 1, roles: 1 }])
  })

  it("lets a link of a new password be used once", async () => {
    const { portal, citizen } = office
    const asking = visitor(portal.app, { remoteAddress: "41.9.8.7" })
    await asking.post("/fr/forgotten-password", { email: citizen.email })
    const [mail] = await takeMails(portal.db)
    const token = /new-password\?token=([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? ""
    const form = { token, password: "sept oliviers au bord de l’eau" }
    const answers = await many(() => visitor(portal.app, { remoteAddress: "41.9.8.7" }).post("/fr/new-password", form))
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).filter((one) => one === 303).length, 1)
  })

  it("leaves an administrator, when each takes the other's role", async () => {
    const { portal, administrator, owner } = office
    const as = (id: string) => ({ ...anonymousActor, id, roles: ["administrator"] as const })
    await setAdministrator(portal.accounts, { by: systemActor, accountId: owner.id, administrator: true })
    const { rows: all } = await sql<{ id: string }>`select id from account where administrator`.execute(portal.db)
    assert.equal(all.length, 2)
    await Promise.allSettled([
      setAdministrator(portal.accounts, { by: as(administrator.id), accountId: owner.id, administrator: false }),
      setAdministrator(portal.accounts, { by: as(owner.id), accountId: administrator.id, administrator: false }),
    ])
    const { rows } = await sql`select from account where administrator and state = 'active'`.execute(portal.db)
    assert.equal(rows.length, 1)
  })
})
