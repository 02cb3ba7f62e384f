import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { newId } from "../../src/platform/ids.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { aColleague, bodyId, type Colleague } from "../support/office-people.ts"
import { type SamplePortal, samplePortal } from "./sample-portal.ts"

let portal: SamplePortal
let coordinator: Colleague
let stranger: Colleague
let reader: Colleague
let administrator: Colleague
before(async () => {
  portal = await samplePortal({ demo: true })
  await migrateJobs(portal.databaseUrl)
  coordinator = await aColleague(portal, { role: "coordinator", at: "agriculture" })
  reader = await aColleague(portal, { role: "reader", at: "agriculture" })
  stranger = await aColleague(portal, { role: "coordinator", at: "transport" })
  administrator = await aColleague(portal, { administrator: true })
})
after(async () => portal.close())

const languages = ["ar", "fr", "en"] as const
const portalPages = ["pages", "announcements", "featured", "settings", "jobs"]
let addresses = 0

/** A source of a body, with a run that waits for a person. */
async function aWaitingRun(body: string): Promise<{ source: string; run: string }> {
  const [source, run] = [newId(), newId()]
  addresses += 1
  await sql`
    insert into harvest_source (id, kind, name, url, organization_id)
    values (${source}, 'ckan', 'agridata', ${`https://a${addresses}.example.tn`}, ${await bodyId(portal.db, body)})
  `.execute(portal.db)
  const at = portal.clock.now()
  await sql`
    insert into harvest_run (id, source_id, status, started_at, heartbeat_at, planned, reason)
    values (${run}, ${source}, 'needs-confirmation', ${at}, ${at}, '{"withdrawn": 312}', '{"code": "mass-disappearance", "message": "gone"}')
  `.execute(portal.db)
  await sql`
    insert into harvest_run_record (run_id, position, remote_id, verdict, problems)
    values (${run}, 0, 'r-1', 'refused', '[{"code": "missing-title", "message": "no title"}]')
  `.execute(portal.db)
  return { source, run }
}

/** A minute later everything that was remembered is read again. */
function aMinuteLater(): void {
  portal.clock.set(new Date(portal.clock.now().getTime() + 61_000).toISOString())
}

describe("the desk", () => {
  it("tells a coordinator what waits for her, in three languages, and says nothing of other bodies", async () => {
    const { source, run } = await aWaitingRun("agriculture")
    for (const language of languages) {
      const page = await coordinator.get(`/${language}/office`)
      assert.equal(page.statusCode, 200)
      assert.match(page.body, new RegExp(`/office/sources/${source}/runs/${run}`))
      assert.match(page.body, /312/)
    }
    assert.doesNotMatch((await stranger.get("/fr/office")).body, new RegExp(source))
  })

  it("shows the country to administrators alone", async () => {
    assert.match((await administrator.get("/fr/office")).body, /Croissance par mois/)
    assert.doesNotMatch((await coordinator.get("/fr/office")).body, /Croissance par mois/)
  })

  it("shows somebody without a body how to join one", async () => {
    const citizen = await aColleague(portal)
    assert.match((await citizen.get("/fr/office")).body, /aucun organisme/)
  })
})

describe("notices", () => {
  it("are listed for their reader alone, counted beside her navigation, and read by a button", async () => {
    await sql`
      insert into notice (id, account_id, position, kind, actor, entity, entity_id, facts, created_at)
      values (${newId()}, ${coordinator.id}, 7, 'published', 'system', 'dataset', ${newId()},
        '{"title": {"fr": "<b>Prix</b>"}}', ${portal.clock.now()})
    `.execute(portal.db)
    const page = await coordinator.get("/fr/office/notices")
    assert.match(page.body, /&lt;b>Prix/)
    assert.doesNotMatch((await stranger.get("/fr/office/notices")).body, /Prix/)
    await coordinator.post("/fr/office/notices", { all: "yes" })
    assert.match((await coordinator.get("/fr/office/notices")).body, /vous avez tout lu/)
  })

  it("are mailed as each person chose", async () => {
    await coordinator.get("/fr/office/notices/preferences")
    const answer = await coordinator.post("/fr/office/notices/preferences", { reviews: "off", comments: "nonsense" })
    assert.equal(answer.statusCode, 303)
    const { rows } = await sql<{ topic: string }>`
      select topic from notification_preference where account_id = ${coordinator.id}
    `.execute(portal.db)
    assert.deepEqual(
      rows.map(({ topic }) => topic),
      ["reviews"],
    )
  })

  it("are stopped only by a whole link of ours", async () => {
    await sql`
      insert into notification_position (epoch, position) select epoch, position from change_head on conflict do nothing
    `.execute(portal.db)
    for (const language of languages)
      assert.equal((await coordinator.get(`/${language}/unsubscribe/${coordinator.id}.all.forged`)).statusCode, 404)
  })
})

describe("sources", () => {
  it("a run that failed says why, in the reader's words", async () => {
    const { source, run } = await aWaitingRun("agriculture")
    await sql`
      update harvest_run set status = 'failed', reason = '{"code": "source-unreachable", "message": "ECONNREFUSED"}'
      where id = ${run}
    `.execute(portal.db)
    const page = await coordinator.get(`/fr/office/sources/${source}/runs/${run}`)
    assert.match(page.body, /La source n(?:'|’|&#39;)a pas répondu/)
  })

  it("are run, reported and confirmed by those who answer for their body, and by nobody else", async () => {
    const { source, run } = await aWaitingRun("agriculture")
    const address = `/ar/office/sources/${source}`
    for (const path of [address, `${address}/edit`, `${address}/runs/${run}`]) {
      assert.equal((await coordinator.get(path)).statusCode, 200, path)
      assert.equal((await stranger.get(path)).statusCode, 403, path)
      assert.equal((await reader.get(path)).statusCode, 403, path)
    }
    assert.match((await coordinator.get(`${address}/runs/${run}?show=refused`)).body, /لا عنوان لهذا السجل/)
    assert.equal((await stranger.post(`${address}/runs/${run}`, {})).statusCode, 403)
    const unsure = await coordinator.post(`${address}/runs/${run}`, {})
    assert.deepEqual([unsure.statusCode, unsure.body.includes("ضع العلامة أولا")], [422, true])
    const confirmed = await coordinator.post(`${address}/runs/${run}`, { sure: "yes" })
    assert.equal(confirmed.headers.location, `${address}?done=confirmed`)
  })

  it("are added by a form that keeps what was written when it refuses", async () => {
    await coordinator.get("/fr/office/sources/new?kind=ckan")
    const organization = await bodyId(portal.db, "agriculture")
    const written = { kind: "ckan", organization, "displayName.ar": "بوابة الفلاحة", schedule: "0 2 * * *" }
    const refused = await coordinator.post("/fr/office/sources/new", { ...written, url: "ftp://nowhere" })
    assert.equal(refused.statusCode, 422)
    assert.match(refused.body, /value="ftp:\/\/nowhere"/)
    assert.match(refused.body, /href="#f-url"/)
    const elsewhere = {
      ...written,
      url: "https://other.example.tn",
      organization: await bodyId(portal.db, "transport"),
    }
    assert.equal((await coordinator.post("/fr/office/sources/new", elsewhere)).statusCode, 403)
    const added = await coordinator.post("/fr/office/sources/new", { ...written, url: "https://new.example.tn" })
    assert.match((await coordinator.follow(added)).body, /بوابة الفلاحة/)
  })

  it("answer any address with a page, never with a failure", async () => {
    for (const path of ["x", newId(), `${newId()}/runs/${newId()}`, `x/runs/y`, "?after=x&id=y", "?after=x"])
      assert.ok((await coordinator.get(`/fr/office/sources/${path}`)).statusCode < 500, path)
    const lists = [
      "sources?after=x&id=y",
      "notices?before=1.5",
      "notices?before=99999999999999999999",
      "notices?before=-1",
    ]
    for (const path of lists) assert.equal((await coordinator.get(`/fr/office/${path}`)).statusCode, 200, path)
    for (const path of [
      "jobs?before=x",
      "jobs?before=1e9",
      "announcements?after=2026&id=z",
      "pages/x",
      "announcements/x",
    ])
      assert.ok((await administrator.get(`/fr/office/${path}`)).statusCode < 500, path)
  })
})

describe("the portal's own words", () => {
  it("are open to administrators alone", async () => {
    for (const path of portalPages) {
      assert.equal((await coordinator.get(`/fr/office/${path}`)).statusCode, 403, path)
      for (const language of languages)
        assert.equal((await administrator.get(`/${language}/office/${path}`)).statusCode, 200, path)
    }
    assert.equal((await coordinator.post("/fr/office/settings", { upToDateGoal: "5" })).statusCode, 403)
  })

  it("become a page of the site once published, in the reader's language, and nothing in them runs", async () => {
    await administrator.get("/fr/office/pages/new")
    const written = {
      slug: "privacy",
      "title.fr": "Vos données",
      "body.fr": "## Rien\n\n<script>alert(1)</script> [x](javascript:alert(1))",
    }
    const added = await administrator.post("/fr/office/pages/new", { ...written, footer: "portal", position: "1" })
    const address = String(added.headers.location).split("?")[0] ?? ""
    assert.doesNotMatch((await administrator.get("/fr/about/privacy")).body, /Vos données/)
    await administrator.get(address)
    await administrator.post(address, { act: "publish" })
    const page = await administrator.get("/fr/about/privacy")
    assert.match(page.body, /<h2>Rien<\/h2>/)
    assert.doesNotMatch(page.body, /<script>alert|href="javascript/)
    await administrator.post(address, { act: "unpublish" })
    assert.doesNotMatch((await administrator.get("/fr/about/privacy")).body, /Vos données/)
  })

  it("are announced on every page for as long as was said", async () => {
    await administrator.get("/fr/office/announcements/new")
    const text = { "text.fr": "Maintenance <i>ce soir</i>", level: "warning" }
    const past = { ...text, startsAt: "2020-01-02T00:00", endsAt: "2020-01-01T00:00" }
    assert.equal((await administrator.post("/fr/office/announcements/new", past)).statusCode, 422)
    await administrator.post("/fr/office/announcements/new", { ...text, startsAt: "2020-01-02T00:00" })
    aMinuteLater()
    for (const path of ["/fr", "/ar/datasets", "/fr/about"])
      assert.match((await administrator.get(path)).body, /Maintenance &lt;i>ce soir/, path)
  })

  it("decide the name of the portal, its links, and what the home page shows in which order", async () => {
    await administrator.get("/fr/office/settings")
    const given = {
      "siteName.fr": "Données de Tunisie",
      contactEmail: "contact@exemple.tn",
      defaultLanguage: "fr",
      upToDateGoal: "70",
      "block.themes": "2",
      "block.developers": "1",
      "footerLinks.3.label.fr": "Gouvernement",
    }
    const refused = await administrator.post("/fr/office/settings", given)
    assert.match(refused.body, /href="#f-footerLinks-3-url"/)
    const kept = await administrator.post("/fr/office/settings", {
      ...given,
      "footerLinks.3.url": "https://gov.example.tn",
    })
    assert.equal(kept.statusCode, 303)
    aMinuteLater()
    const home = (await administrator.get("/fr")).body
    assert.match(home, /Données de Tunisie/)
    assert.match(home, /mailto:contact@exemple.tn/)
    assert.doesNotMatch(home, /Portails sectoriels/)
    assert.ok(home.indexOf("Construisez dessus") < home.indexOf("Index des thèmes"))
    assert.equal((await administrator.get("/", { "accept-language": "de" })).headers.location, "/fr")
    // Sign-up was not ticked.
    assert.equal((await portal.app.inject("/fr/sign-up")).statusCode, 403)
  })

  it("put published datasets forward, in an order", async () => {
    await administrator.get("/fr/office/featured")
    const { rows } = await sql<{ slug: string }>`
      select slug from dataset where state = 'published' order by slug limit 2
    `.execute(portal.db)
    for (const { slug } of rows)
      await administrator.post("/fr/office/featured", { act: "add", ref: `https://x.tn/fr/datasets/${slug}` })
    assert.equal((await administrator.post("/fr/office/featured", { act: "add", ref: "nothing" })).statusCode, 422)
    await administrator.get("/fr/office/settings")
    await administrator.post("/fr/office/settings", {
      defaultLanguage: "ar",
      upToDateGoal: "70",
      "block.featured": "1",
      openSignUp: "yes",
    })
    aMinuteLater()
    const home = (await administrator.get("/fr")).body
    const at = rows.map(({ slug }) => home.indexOf(`/fr/datasets/${slug}"`))
    assert.ok(at[0]! > 0 && at[0]! < at[1]!)
  })
})

describe("reference lists", () => {
  it("are edited by administrators alone, their codes for ever", async () => {
    for (const list of ["theme", "licence", "place"]) {
      assert.equal((await coordinator.get(`/fr/office/lists/${list}`)).statusCode, 403)
      for (const language of languages)
        for (const path of ["", "/new", "?q=eau&from=0"])
          assert.equal((await administrator.get(`/${language}/office/lists/${list}${path}`)).statusCode, 200)
    }
    assert.equal((await administrator.get("/fr/office/lists/account")).statusCode, 404)
    const refused = await administrator.post("/fr/office/lists/theme/new", { code: "Pas Bien", "label.fr": "" })
    assert.match(refused.body, /href="#f-code"[\s\S]*href="#f-label"/)
    await administrator.post("/fr/office/lists/theme/new", { code: "espace", "label.fr": "Espace", euTheme: "TECH" })
    const entry = "/fr/office/lists/theme/espace"
    assert.match((await administrator.get(entry)).body, /value="Espace"/)
    await administrator.post(entry, { version: "1", "label.fr": "Espace", "label.ar": "الفضاء" })
    await administrator.post(entry, { act: "retire", replacedBy: "" })
    assert.match(
      (await administrator.get(entry)).body,
      /الفضاء[\s\S]*N’est plus proposé|N’est plus proposé[\s\S]*الفضاء/,
    )
  })

  it("are put in order by a number beside each name", async () => {
    for (const code of ["air", "mer", "terre", "feu"])
      await administrator.post("/fr/office/lists/theme/new", { code, "label.fr": code })
    const codes = async () => {
      const { body } = await administrator.get("/fr/office/lists/theme?order=yes")
      return [...body.matchAll(/name="place\.([^"]+)" value="(\d+)"|value="(\d+)"[^>]*name="place\.([^"]+)"/g)].map(
        ([, first, , , second]) => first ?? second ?? "",
      )
    }
    const [a = "", b = "", c = "", ...rest] = await codes()
    await administrator.post("/fr/office/lists/theme", {
      [`place.${c}`]: "1",
      [`place.${a}`]: "3",
      [`place.${b}`]: "x",
    })
    assert.deepEqual(await codes(), [c, b, a, ...rest])
    await administrator.post("/fr/office/lists/theme", { [`place.${c}`]: "2" })
    assert.deepEqual(await codes(), [b, c, a, ...rest])
    assert.equal((await administrator.post("/fr/office/lists/place", {})).statusCode, 404)
    assert.equal((await coordinator.post("/fr/office/lists/theme", {})).statusCode, 403)
  })

  it("a retired entry says which datasets still have it, and the worker puts its replacement there", async () => {
    const entry = "/fr/office/lists/theme/ancien"
    for (const code of ["ancien", "nouveau"])
      await administrator.post("/fr/office/lists/theme/new", { code, "label.fr": code, euTheme: "TECH" })
    await sql`
      update dataset set facts = jsonb_set(facts, '{themes}', '["ancien"]')
      where id = (select id from dataset where state = 'published' order by id limit 1)
    `.execute(portal.db)
    const early = await administrator.post(entry, { act: "recode" })
    assert.equal(early.statusCode, 422)
    await administrator.post(entry, { act: "retire", replacedBy: "nouveau" })
    assert.match((await administrator.get(entry)).body, /Encore dans [\s\S]*name="act" value="recode"/)
    assert.equal((await administrator.post(entry, { act: "recode" })).statusCode, 303)
    assert.equal((await coordinator.post(entry, { act: "recode" })).statusCode, 403)
    const jobs = await sql`select from graphile_worker.jobs where task_identifier = 'recode-datasets'`.execute(
      portal.db,
    )
    assert.equal(jobs.rows.length, 1)
  })
})

describe("bodies", () => {
  it("are described by their own coordinators; the national list is the administrators'", async () => {
    const id = await bodyId(portal.db, "agriculture")
    const address = `/fr/office/bodies/${id}`
    const page = await coordinator.get(address)
    assert.equal(page.statusCode, 200)
    assert.doesNotMatch(page.body, /name="newName/)
    assert.equal((await stranger.get(address)).statusCode, 403)
    assert.equal((await coordinator.get(`${address}/reorganise`)).statusCode, 403)
    const version = /name="version" value="(\d+)"/.exec(page.body)?.[1] ?? ""
    const names = await sql<{ name: Record<string, string> }>`select name from organization where id = ${id}`.execute(
      portal.db,
    )
    const name = Object.fromEntries(Object.entries(names.rows[0]!.name).map(([tag, text]) => [`name.${tag}`, text]))
    const saved = await coordinator.post(address, {
      version,
      ...name,
      acronym: "MARH",
      homepage: "https://agri.example.tn",
    })
    assert.equal(saved.statusCode, 303, saved.body.slice(0, 300))
    assert.equal((await coordinator.post(address, { version, ...name })).statusCode, 412)
    assert.equal(
      (await coordinator.post(address, { act: "rename", version: "2", "newName.fr": "Autre" })).statusCode,
      403,
    )
  })

  it("merge only after the plan was shown and confirmed", async () => {
    await administrator.get("/fr/office/bodies/new")
    const added = await administrator.post("/fr/office/bodies/new", {
      slug: "petit-office",
      "name.fr": "Petit office",
      level: "body",
    })
    const address = String(added.headers.location).split("?")[0] ?? ""
    const into = await bodyId(portal.db, "transport")
    await administrator.get(`${address}/reorganise`)
    assert.equal((await administrator.post(`${address}/reorganise`, { what: "merge" })).statusCode, 422)
    const plan = await administrator.post(`${address}/reorganise`, { what: "merge", into })
    assert.match(plan.body, /name="confirmed" value="yes"/)
    assert.doesNotMatch((await administrator.get(address)).body, /Fermé/)
    await administrator.post(`${address}/reorganise`, { what: "merge", into, confirmed: "yes" })
    assert.match((await administrator.get(address)).body, /Fermé/)
  })
})
