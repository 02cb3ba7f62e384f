import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { aColleague, type Colleague } from "../support/office-people.ts"
import { visitor } from "../support/visitor.ts"
import { type SamplePortal, samplePortal } from "./sample-portal.ts"

let portal: SamplePortal
let editor: Colleague
let reader: Colleague
let stranger: Colleague
let slug: string
let id: string
let distributionId: string
before(async () => {
  portal = await samplePortal({ demo: true })
  await migrateJobs(portal.databaseUrl)
  editor = await aColleague(portal, { role: "coordinator", at: "observatoire-agriculture" })
  reader = await aColleague(portal, { role: "reader", at: "observatoire-agriculture" })
  stranger = await aColleague(portal, { role: "coordinator", at: "transport" })
  const { rows } = await sql<{ slug: string; id: string; distribution_id: string }>`
    select dataset.slug, dataset.id, distribution.id as distribution_id
    from dataset
    join organization on organization.id = organization_id
    join distribution on dataset_id = dataset.id
    where organization.slug = 'observatoire-agriculture' and state = 'published' and distribution.facts ? 'downloadUrl'
    order by dataset.id, distribution.position
    limit 1
  `.execute(portal.db)
  slug = rows[0]!.slug
  id = rows[0]!.id
  distributionId = rows[0]!.distribution_id
  const outcomes = [
    { at: "2026-11-22T03:00:00Z", status: 0, code: "timeout", ms: 10012 },
    { at: "2026-11-20T03:00:00Z", status: 503, code: "http-503", ms: 88 },
  ]
  await sql`insert into link_host (host) values ('portail.tn') on conflict do nothing`.execute(portal.db)
  await sql`
    insert into link (distribution_id, url, host, due_at, verdict, code, failures, failing_since, outcomes)
    values (${distributionId}, 'https://portail.tn/a.csv', 'portail.tn', '2027-01-01', 'broken', 'timeout', 2,
      '2026-11-20T03:00:00Z', ${JSON.stringify(outcomes)})
    on conflict (distribution_id) do update
    set url = excluded.url, host = excluded.host, due_at = excluded.due_at, verdict = excluded.verdict,
      code = excluded.code, failures = excluded.failures, failing_since = excluded.failing_since,
      outcomes = excluded.outcomes
  `.execute(portal.db)
  const copy = { takenAt: "2026-11-19T03:00:00Z", name: "prix du blé.csv", byteSize: 1200 }
  const measured = { checkedAt: "2026-11-22T03:00:00Z", status: 0, problem: "timeout", verdict: "broken" }
  await sql`
    update distribution set measured = ${JSON.stringify({ ...measured, since: "2026-11-20T03:00:00Z", copy })}::jsonb
    where id = ${distributionId}
  `.execute(portal.db)
})
after(async () => portal.close())

const officePage = (language = "fr") => `/${language}/office/datasets/${id}/links`

describe("a broken link on the page of its dataset", () => {
  it("is told in three languages: what is wrong, since when, checked when; and the copy is offered", async () => {
    const told = {
      ar: /الرابط لا يعمل، لم يجب الخادم في الأجل، منذ 20 نوفمبر 2026، فُحص/,
      fr: /Lien en panne, l’hôte n’a pas répondu à temps, depuis le 20 novembre 2026, vérifié/,
      en: /Link is broken, the host did not answer in time, since 20 November 2026, checked/,
    }
    for (const [language, words] of Object.entries(told)) {
      const { body } = await visitor(portal.app).get(`/${language}/datasets/${slug}`)
      assert.match(body, words)
      assert.ok(body.includes(`href="/files/${distributionId}/copy/prix%20du%20bl%C3%A9.csv"`))
    }
  })

  it("offers no copy once it works", async () => {
    await sql`
      update distribution set measured = (measured || '{"verdict": "ok", "status": 200}') - 'problem' where id = ${distributionId}
    `.execute(portal.db)
    const { body } = await reader.get(`/en/datasets/${slug}`)
    assert.ok(!body.includes("/copy/"))
  })
})

describe("the links of a dataset in the office", () => {
  it("show each check and when the next one is", async () => {
    const { statusCode, body } = await editor.get(officePage())
    assert.equal(statusCode, 200)
    assert.match(body, /Lien en panne, l’hôte n’a pas répondu à temps, depuis le 20 novembre 2026/)
    assert.match(body, /aucune réponse · l’hôte n’a pas répondu à temps/)
    assert.match(body, /l’hôte a répondu 503/)
    assert.match(body, /10\u202f012 ms/)
    for (const language of ["ar", "en"]) assert.equal((await editor.get(officePage(language))).statusCode, 200)
  })

  it("are asked again by who may edit, without scripts, and not twice in ten minutes", async () => {
    await editor.get(officePage())
    const asked = await editor.post(officePage(), {})
    assert.equal(asked.statusCode, 303)
    const page = await editor.follow(asked)
    assert.match(page.body, /Prochaine vérification : sous peu|Prochaine vérification\u00a0: sous peu/)
    const again = await editor.post(officePage(), {})
    assert.equal(again.statusCode, 429)
    assert.match(again.body, /il y a moins de dix minutes/)
  })

  it("are read, not asked, by who only reads, and are not there for strangers", async () => {
    const page = await reader.get(officePage())
    assert.equal(page.statusCode, 200)
    assert.doesNotMatch(page.body, /Vérifier les liens maintenant/)
    assert.equal((await reader.post(officePage(), {})).statusCode, 404)
    assert.equal((await stranger.get(officePage())).statusCode, 404)
    assert.equal((await stranger.post(officePage(), {})).statusCode, 404)
  })

  it("are one click from the list of what is to be mended", async () => {
    await sql`
      update distribution set measured = measured || '{"verdict": "suspicious"}' where id = ${distributionId}
    `.execute(portal.db)
    const { body } = await editor.get("/fr/office/datasets?needs=broken-links")
    assert.ok(body.includes(officePage()))
  })
})
