import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { type TestDatabase, testDatabase } from "../../../tests/support/database.ts"
import { type Actor, anonymousActor, systemActor } from "../../platform/actor.ts"
import { changesOf } from "../../platform/changes/index.ts"
import { newId } from "../../platform/ids.ts"
import { InvalidInput, NotAllowed, Stale, WrongState } from "../../platform/refusal.ts"
import { createOrganization } from "../create-organization.ts"
import { SlugTaken } from "../errors.ts"
import { organizationByRef, organizationNames } from "../organization-store.ts"
import { editOrganization } from "./edit-organization.ts"
import { OrganizationCycle, OrganizationNotFound } from "./errors.ts"
import { moveOrganization } from "./move-organization.ts"
import { officeOrganization } from "./office-organization.ts"
import { renameOrganization } from "./rename-organization.ts"
import { setPublishingRule } from "./set-publishing-rule.ts"

const at = new Date("2026-11-23T08:00:00Z")
const administrator: Actor = { ...anonymousActor, id: newId(), roles: ["administrator"] }
const asAdministrator = { by: administrator, at }

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.drop())

let count = 0
async function aBody(fr = "Ministère du Transport", parentId?: string): Promise<string> {
  const slug = `body-${++count}`
  return createOrganization(database.db, { slug, name: { fr }, parentId }, { by: systemActor, at, newId })
}

function coordinatorOf(organizationId: string): Actor {
  return {
    ...anonymousActor,
    id: newId(),
    organizationIds: [organizationId],
    grants: { [organizationId]: "coordinator" },
  }
}

describe("a body is edited", () => {
  it("by its coordinator, who tells who it is and how to reach it", async () => {
    const id = await aBody()
    const changes = {
      description: { ar: "وزارة النقل", fr: "  Routes, rail, mer, air.  " },
      homepage: "https://www.transport.tn/",
      email: "contact@transport.tn",
      phone: "+216 71 905 026",
      acronym: "MT",
    }
    const edited = await editOrganization(database.db, { id, version: 1, changes }, { by: coordinatorOf(id), at })
    assert.equal(edited.version, 2)
    assert.deepEqual(edited.description, { ar: "وزارة النقل", fr: "Routes, rail, mer, air." })
    assert.deepEqual(await officeOrganization(database.db, id), edited)
    const [change] = await changesOf(database.db, { entity: "organization", entityId: id, limit: 1 })
    assert.equal(change?.kind, "updated")
    assert.ok(change?.fields.includes("email"))
    assert.doesNotMatch(JSON.stringify(change), /contact@|905/)
  })

  it("and nothing is written when nothing changes", async () => {
    const id = await aBody()
    const same = await editOrganization(database.db, { id, changes: { level: "body" } }, asAdministrator)
    assert.equal(same.version, 1)
  })

  it("only on the version that was read", async () => {
    const id = await aBody()
    await editOrganization(database.db, { id, version: 1, changes: { acronym: "A" } }, asAdministrator)
    const late = editOrganization(database.db, { id, version: 1, changes: { acronym: "B" } }, asAdministrator)
    await assert.rejects(late, Stale)
  })

  it("never by strangers, and in its name and level by administrators only; a missing language may be added", async () => {
    const id = await aBody()
    const coordinator = { by: coordinatorOf(id), at }
    const edit = (changes: object, context: object = coordinator) =>
      editOrganization(database.db, { id, changes }, context as typeof coordinator)
    await assert.rejects(edit({ acronym: "X" }, { by: coordinatorOf(newId()), at }), NotAllowed)
    await assert.rejects(edit({ acronym: "X" }, { by: anonymousActor, at }), NotAllowed)
    await assert.rejects(edit({ name: { fr: "Autre" } }), NotAllowed)
    await assert.rejects(edit({ level: "ministry" }), NotAllowed)
    const edited = await edit({ name: { fr: "Ministère du Transport", en: "Ministry of Transport" } })
    assert.equal(edited.name.en, "Ministry of Transport")
  })

  it("and what cannot be so is refused at its place", async () => {
    const id = await aBody()
    const changes = {
      name: { fr: " " },
      level: "kingdom",
      homepage: "javascript:alert(1)",
      email: "a@b\nBcc: c@d.tn",
      phone: "call me",
      logoFileId: "../../etc/passwd",
      acronym: "a\u0000b",
      description: { "x y": "?" },
    }
    await assert.rejects(editOrganization(database.db, { id, changes }, asAdministrator), (error) => {
      assert.ok(error instanceof InvalidInput)
      assert.deepEqual(
        error.problems.map(({ path, rule }) => `${path} ${rule}`),
        [
          "name missing",
          "acronym unreadable-characters",
          "description not-a-language",
          "level unknown",
          "homepage not-a-url",
          "email not-an-email",
          "phone not-a-phone",
          "logoFileId not-an-id",
        ],
      )
      return true
    })
    await assert.rejects(officeOrganization(database.db, "nobody"), OrganizationNotFound)
  })

  it("with its own rule of publication", async () => {
    const id = await aBody()
    const changed = await setPublishingRule(database.db, { id, rule: "contributors" }, { by: coordinatorOf(id), at })
    assert.equal(changed.publishing, "contributors")
    assert.deepEqual((await officeOrganization(database.db, id)).publishing, "contributors")
  })
})

describe("a body is renamed", () => {
  it("keeps its old name with its last day, and its old address leads to the new one", async () => {
    const id = await aBody("Ministère de l’Équipement")
    const { slug: oldSlug } = await officeOrganization(database.db, id)
    const name = { fr: "Ministère de l’Équipement et de l’Habitat", ar: "وزارة التجهيز والإسكان" }
    const renamed = await renameOrganization(database.db, { id, name, slug: "equipement-habitat" }, asAdministrator)
    assert.deepEqual(renamed.formerNames, [{ fr: "Ministère de l’Équipement" }])
    assert.deepEqual(renamed.renamings, [
      { name: { fr: "Ministère de l’Équipement" }, slug: oldSlug, until: "2026-11-23" },
    ])
    assert.deepEqual(await organizationByRef(database.db, oldSlug), { kind: "moved", id, slug: "equipement-habitat" })
    const [change] = await changesOf(database.db, { entity: "organization", entityId: id, limit: 1 })
    assert.deepEqual([change?.kind, change?.fields], ["renamed", ["name", "slug"]])
  })

  it("may take its own former address again, never that of another", async () => {
    const id = await aBody("A")
    const other = await officeOrganization(database.db, await aBody("B"))
    const { slug } = await officeOrganization(database.db, id)
    await renameOrganization(database.db, { id, name: { fr: "A2" }, slug: `${slug}-new` }, asAdministrator)
    const taken = renameOrganization(database.db, { id, name: { fr: "A3" }, slug: other.slug }, asAdministrator)
    await assert.rejects(taken, SlugTaken)
    const back = await renameOrganization(database.db, { id, name: { fr: "A" }, slug }, asAdministrator)
    assert.equal(back.slug, slug)
  })

  it("by administrators only", async () => {
    const id = await aBody()
    const attempt = renameOrganization(database.db, { id, name: { fr: "Moi" } }, { by: coordinatorOf(id), at })
    await assert.rejects(attempt, NotAllowed)
  })
})

describe("a body is moved", () => {
  it("under another one, or to the top", async () => {
    const [ministry, office] = [await aBody("Ministère"), await aBody("Office")]
    const moved = await moveOrganization(database.db, { id: office, parentId: ministry }, asAdministrator)
    assert.equal(moved.parentId, ministry)
    const top = await moveOrganization(database.db, { id: office, parentId: null }, asAdministrator)
    assert.equal(top.parentId, undefined)
  })

  it("never below itself, however far", async () => {
    const top = await aBody("1")
    const middle = await aBody("2", top)
    const low = await aBody("3", middle)
    for (const parentId of [top, middle, low]) {
      await assert.rejects(moveOrganization(database.db, { id: top, parentId }, asAdministrator), OrganizationCycle)
    }
  })

  it("and two moves at once do not make a circle", async () => {
    const [a, b] = [await aBody("a"), await aBody("b")]
    const both = await Promise.allSettled([
      moveOrganization(database.db, { id: a, parentId: b }, asAdministrator),
      moveOrganization(database.db, { id: b, parentId: a }, asAdministrator),
    ])
    assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"])
  })
})

it("harvests find a body by all its names", async () => {
  const id = await aBody("Office de l’Huile")
  await renameOrganization(database.db, { id, name: { fr: "Office national de l’Huile" } }, asAdministrator)
  const names = (await organizationNames(database.db)).find((one) => one.id === id)?.names
  assert.deepEqual(names, ["Office national de l’Huile", "Office de l’Huile"])
})

it("a closed body takes no bodies below it", async () => {
  const id = await aBody()
  const { sql } = await import("kysely")
  await sql`update organization set closed_at = now() where id = ${id}`.execute(database.db)
  await assert.rejects(aBody("child", id), WrongState)
})
