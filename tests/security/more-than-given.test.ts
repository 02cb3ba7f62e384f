/** People with some rights who reach for more: by fields they were not asked for, by other doors, by other people's rights. */
import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import {
  beginDataset,
  DatasetNotFound,
  officeDataset,
  patchDataset,
  publishDataset,
  publishDue,
  saveDraft,
  scheduleDataset,
  transferDatasets,
} from "../../src/catalogue/index.ts"
import { type Actor, type Scope, systemActor } from "../../src/platform/actor.ts"
import { NotAllowed } from "../../src/platform/refusal.ts"
import { openOffice, type TestOffice } from "../support/office.ts"
import type { Colleague } from "../support/office-people.ts"
import { fingerprint, type SecretOffice, secretOffice, tokenOf } from "./secret-office.ts"

let office: TestOffice
before(async () => {
  office = await openOffice()
})
after(async () => office.database.drop())

/** Contributor of the ministry who coordinates the agency. */
function ofTwoBodies(): Actor {
  const { ministry, agency, contributor } = office
  return {
    ...contributor,
    organizationIds: [ministry, agency],
    grants: { [ministry]: "contributor", [agency]: "coordinator" },
  }
}

async function publishing(rule: string): Promise<void> {
  await sql`update organization set publishing = ${rule} where id = ${office.ministry}`.execute(office.db)
}

describe("a draft", () => {
  it("is taken to another body by nobody who could not throw it away", async () => {
    const { db, ministry, agency, by } = office
    const { id, document } = await office.begin()
    const editor = { ...office.stranger, collaborations: { [id]: "editor" } } as const
    const moved = { ...document, organizationId: agency }
    for (const thief of [editor, ofTwoBodies()]) {
      await assert.rejects(patchDataset(db, { id, patch: { organizationId: agency } }, by(thief)), NotAllowed)
      await assert.rejects(saveDraft(db, { id, base: document, document: moved }, by(thief)), NotAllowed)
    }
    assert.equal((await officeDataset(db, id, office.coordinator)).organization.id, ministry)

    const own = await office.begin({}, ofTwoBodies())
    await patchDataset(db, { id: own.id, patch: { organizationId: agency } }, by(ofTwoBodies()))
    await assert.rejects(officeDataset(db, own.id, office.coordinator), DatasetNotFound)
  })

  it("that waits for its day takes what is published to no other body without that right", async () => {
    const { db, ministry, agency, by } = office
    await publishing("contributors")
    const { id } = await office.published()
    const thief = ofTwoBodies()
    await saveDraft(db, await retitled(id, thief), by(thief))
    const { draft } = await officeDataset(db, id, thief)
    assert.ok(draft)
    const publishAt = new Date("2026-12-01T08:00:00Z")
    await scheduleDataset(db, { id, publishAt }, by(thief))
    await patchDataset(db, { id, patch: { organizationId: agency } }, by(thief)).catch(() => {})
    await publishDue(db, { ...by(systemActor), at: new Date("2026-12-01T08:01:00Z") })
    assert.equal((await officeDataset(db, id, office.administrator)).organization.id, ministry)
    await publishing("coordinators")
  })

  it("of a contributor is published through no door", async () => {
    const { db, by, contributor, agency } = office
    const { id } = await office.begin({}, contributor)
    const publishAt = new Date("2026-12-24T08:00:00Z")
    const doors = [
      () => publishDataset(db, { id }, by(contributor)),
      () => scheduleDataset(db, { id, publishAt }, by(contributor)),
      () => transferDatasets(db, { ids: [id], organizationId: agency }, by(contributor)),
    ]
    for (const door of doors) await assert.rejects(door(), NotAllowed)
    await patchDataset(db, { id, patch: { facts: { title: { fr: "Autre" } } } }, by(contributor))
    assert.equal((await officeDataset(db, id, contributor)).everPublished, false)
  })
})

async function retitled(id: string, by: Actor) {
  const { document } = await officeDataset(office.db, id, by)
  return { id, base: document, document: { ...document, facts: { ...document.facts, title: { fr: "Corrigé" } } } }
}

describe("over HTTP", () => {
  let secrets: SecretOffice
  before(async () => {
    secrets = await secretOffice()
  })
  after(async () => secrets.portal.close())

  async function ask(who: Colleague, scopes: readonly Scope[] | undefined, request: [string, string, unknown?]) {
    const [method, url, body] = request
    const authorization = `Bearer ${await tokenOf(secrets.portal, who, scopes)}`
    return secrets.portal.app.inject({
      method: method as "POST",
      url,
      headers: { authorization, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    })
  }

  it("a token may what its scopes say and nothing more, whoever's it is", async () => {
    const { owner, ids, portal } = secrets
    const patch = { title: { fr: "Par un programme" } }
    const wanting: readonly [Scope, string, string, unknown?][] = [
      ["read", "GET", `/api/v1/office/datasets?limit=1`],
      ["read", "GET", `/api/v1/datasets/${ids.kept}/history`],
      ["write", "POST", "/api/v1/datasets", { organization: "agriculture", ...patch }],
      ["write", "PATCH", `/api/v1/datasets/${ids.draft}`, patch],
      ["write", "POST", `/api/v1/datasets/${ids.draft}/comments`, { text: "x" }],
      ["publish", "POST", `/api/v1/datasets/${ids.kept}/withdraw`, { reason: "error" }],
      ["publish", "POST", `/api/v1/datasets/${ids.draft}/publish`, {}],
      ["administer", "POST", `/api/v1/datasets/${ids.draft}/purge`, {}],
    ]
    const all: readonly Scope[] = ["read", "write", "publish", "administer"]
    const before = await fingerprint(portal, ["api_token"])
    for (const [scope, method, url, body] of wanting) {
      const others = all.filter((one) => one !== scope)
      const { statusCode } = await ask(owner, others, [method, url, body])
      assert.ok([403, 404].includes(statusCode) || url.includes("office"), `${method} ${url} ${statusCode}`)
    }
    const nothing = await ask(owner, ["write"], ["GET", "/api/v1/office/datasets?limit=5"])
    assert.ok(nothing.statusCode === 403 || nothing.json().items.length === 0, nothing.body)
    assert.deepEqual(await fingerprint(portal, ["api_token"]), before)
  })

  it("fields that nobody asked for are refused by REST", async () => {
    const { owner, ids } = secrets
    const smuggled = ["id", "slug", "state", "createdBy", "access", "metadataModified", "measured"]
    for (const name of smuggled) {
      const payload = { title: { fr: "x" }, [name]: "published" }
      const answer = await ask(owner, undefined, ["PATCH", `/api/v1/datasets/${ids.draft}`, payload])
      assert.deepEqual([name, answer.statusCode], [name, 422], answer.body)
    }
  })

  it("fields that nobody asked for are not heard in forms", async () => {
    const { citizen, portal, administrator } = secrets
    await citizen.get("/fr/account")
    const extra = {
      administrator: "true",
      state: "active",
      role: "administrator",
      email: "neu@exemple.tn",
      id: administrator.id,
    }
    await citizen.post("/fr/account", { name: "Neuf", language: "fr", ...extra })
    const { rows } = await sql<Record<string, unknown>>`
      select name, email, administrator from account where id = ${citizen.id}
    `.execute(portal.db)
    assert.deepEqual(rows, [{ name: "Neuf", email: citizen.email, administrator: false }])
  })

  it("a contributor publishes by no interface", async () => {
    const { contributor, ids, portal } = secrets
    const published = async () => {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from dataset where state = 'published' and created_by = ${contributor.id}
      `.execute(portal.db)
      return rows[0]?.n
    }
    const licence = "lndpo-tn"
    const made = await ask(contributor, undefined, [
      "POST",
      "/api/v1/datasets",
      { organization: "agriculture", title: { fr: "À moi" }, description: { fr: "x" }, licence, state: undefined },
    ])
    assert.equal(made.statusCode, 201, made.body)
    const { id } = made.json()
    const publishAt = "2026-12-24T08:00:00Z"
    assert.equal((await ask(contributor, undefined, ["POST", `/api/v1/datasets/${id}/publish`, {}])).statusCode, 403)
    assert.equal(
      (await ask(contributor, undefined, ["POST", `/api/v1/datasets/${id}/schedule`, { publishAt }])).statusCode,
      403,
    )
    const ckan = {
      name: "par-ckan",
      title: "Par CKAN",
      notes: "x",
      license_id: licence,
      owner_org: "agriculture",
      state: "active",
    }
    const created = await ask(contributor, undefined, ["POST", "/api/3/action/package_create", ckan])
    assert.equal(created.json().result?.state, "draft", created.body)
    await contributor.get("/fr/account")
    for (const path of [`/datasets/${id}/publish`, `/datasets/${id}/schedule`]) {
      assert.equal((await contributor.post(`/fr/office${path}`, { publishAt: "2026-12-24T08:00" })).statusCode, 403)
    }
    const before = await ask(contributor, undefined, [
      "PATCH",
      `/api/v1/datasets/${ids.shown}`,
      { title: { fr: "Changé" } },
    ])
    assert.ok([200, 409].includes(before.statusCode), before.body)
    const shown = await portal.app.inject(`/api/v1/datasets/${ids.shown}`)
    assert.equal(shown.json().title.fr, "Ouvert")
    assert.equal(await published(), 0)
  })

  it("a decision is about what was looked at: a draft changed meanwhile is not published unseen", async () => {
    const { owner, contributor, portal } = secrets
    const given = { organization: "agriculture", title: { fr: "Relu" }, description: { fr: "x" }, licence: "lndpo-tn" }
    const { id } = (await ask(contributor, undefined, ["POST", "/api/v1/datasets", given])).json()
    assert.equal((await ask(contributor, undefined, ["POST", `/api/v1/datasets/${id}/submit`, {}])).statusCode, 200)
    const read = async () =>
      /name="version" value="(\d+)"/.exec((await owner.get(`/fr/office/datasets/${id}/review`)).body)?.[1] ?? ""
    const seen = await read()
    await ask(contributor, undefined, ["PATCH", `/api/v1/datasets/${id}`, { title: { fr: "Glissé" } }])
    for (const path of ["publish", "schedule", "request-changes"]) {
      const posted = { version: seen, publishAt: "2026-12-24T08:00", comment: "x" }
      assert.equal((await owner.post(`/fr/office/datasets/${id}/${path}`, posted)).statusCode, 412, path)
    }
    assert.equal((await portal.app.inject(`/api/v1/datasets/${id}`)).statusCode, 404)
    assert.equal((await owner.post(`/fr/office/datasets/${id}/publish`, { version: await read() })).statusCode, 303)
    assert.equal((await portal.app.inject(`/api/v1/datasets/${id}`)).json().title.fr, "Glissé")
  })

  it("nobody gives a role above her own, nor in a body that is not hers", async () => {
    const { owner, contributor, portal } = secrets
    await owner.get("/fr/account")
    for (const role of ["administrator", "system"]) {
      await owner.post("/fr/office/team", {
        act: "invite",
        body: "agriculture",
        email: "plus@exemple.tn",
        role,
        language: "fr",
      })
    }
    await owner.post("/fr/office/team", {
      act: "invite",
      body: "transport",
      email: "plus@exemple.tn",
      role: "reader",
      language: "fr",
    })
    await contributor.get("/fr/account")
    const asked = { act: "invite", body: "agriculture", email: "plus@exemple.tn", role: "reader", language: "fr" }
    assert.equal((await contributor.post("/fr/office/team", asked)).statusCode, 403)
    const own = { act: "role", account: contributor.id, organization: secrets.ids.body ?? "", role: "coordinator" }
    assert.equal((await contributor.post("/fr/office/team", own)).statusCode, 403)
    const { rows } = await sql<{ role: string; slug: string }>`
      select invitation.role, organization.slug from invitation join organization on organization.id = organization_id
      where invitation.email = 'plus@exemple.tn' and invitation.state = 'open'
    `.execute(portal.db)
    assert.deepEqual(rows, [{ role: "contributor", slug: "agriculture" }])
  })

  it("an administrator who has not set up her second factor has a password and nothing else", async () => {
    const strict = await secretOffice({ demo: false })
    try {
      const { administrator } = strict
      assert.equal((await administrator.get("/fr/office/users")).statusCode, 303)
      assert.equal((await administrator.get("/fr/office/datasets")).statusCode, 303)
      await administrator.get("/fr/account")
      const answer = await administrator.post("/fr/account/tokens", {
        name: "détour",
        scopes: "administer",
        days: "30",
      })
      assert.notEqual(answer.statusCode, 303)
    } finally {
      await strict.portal.close()
    }
  })
})

describe("files of others", () => {
  it("are taken into no dataset by who may not read them", async () => {
    const { db, by, agency, stranger, coordinator } = office
    const file = await office.storeFile(coordinator)
    const distributions = [{ title: { fr: "Pris" }, file: { id: file, name: "pris.csv" } }]
    const taking = beginDataset(
      db,
      { organizationId: agency, facts: { title: { fr: "x" } }, distributions },
      by(stranger),
    )
    await assert.rejects(taking, { code: "invalid-input" })
  })
})
