import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import {
  type DatasetFacts,
  findNextDuplicates,
  keepApart,
  patchDataset,
  saveHarvested,
} from "../../src/catalogue/index.ts"
import { type Actor, systemActor } from "../../src/platform/actor.ts"
import { newId } from "../../src/platform/ids.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { aColleague, bodyId, type Colleague } from "../support/office-people.ts"
import { visitor } from "../support/visitor.ts"
import { type SamplePortal, samplePortal } from "./sample-portal.ts"

let portal: SamplePortal
let administrator: Colleague
let coordinator: Colleague
let neighbour: Colleague
let reader: Colleague
/** The portal of one body, and one that gathers from many. */
let sources: { readonly own: string; readonly aggregator: string }

before(async () => {
  portal = await samplePortal({ demo: true })
  await migrateJobs(portal.databaseUrl)
  administrator = await aColleague(portal, { administrator: true })
  coordinator = await aColleague(portal, { role: "coordinator", at: "agriculture" })
  neighbour = await aColleague(portal, { role: "coordinator", at: "transport" })
  reader = await aColleague(portal, { role: "reader", at: "agriculture" })
  sources = { own: await aSource("Portail agricole", "given", 9), aggregator: await aSource("Agrégateur", "remote", 0) }
})
after(async () => portal.close())

async function aSource(name: string, organizations: string, rank: number): Promise<string> {
  const id = newId()
  await sql`
    insert into harvest_source (id, kind, name, url, organization_id, organizations, rank)
    values (${id}, 'ckan', ${name}, ${`https://${id}.example.tn/`}, ${await bodyId(portal.db, "agriculture")},
      ${organizations}, ${rank})
  `.execute(portal.db)
  return id
}

async function harvest(sourceId: string, facts: DatasetFacts, body: string): Promise<string> {
  const record = { remoteId: newId(), hash: new Uint8Array([1]), problems: [], facts }
  const organizationId = await bodyId(portal.db, body)
  const context = { sourceId, at: portal.clock.now(), by: systemActor, newId }
  const { saved } = await portal.db
    .transaction()
    .execute((tx) => saveHarvested(tx, [{ ...record, organizationId }], context))
  return saved[0]!.datasetId
}

interface Asked {
  readonly own: string
  readonly gathered: string
  readonly page: (language?: string) => string
}

/** One dataset that both sources give, each under its own identifier. */
async function aQuestion(more: { body?: string; title?: string } = {}): Promise<Asked> {
  const { body = "agriculture", title = `Barrages ${newId()}` } = more
  const landingPage = `https://agridata.example.tn/${newId()}`
  const facts = { landingPage, distributions: [{ downloadUrl: `${landingPage}.csv`, format: "CSV" }] }
  const own = await harvest(
    sources.own,
    { ...facts, title: { fr: title }, description: { fr: "Niveaux" } },
    "agriculture",
  )
  const gathered = await harvest(sources.aggregator, { ...facts, title: { fr: `${title} (copie)` } }, body)
  while (await findNextDuplicates({ db: portal.db, clock: portal.clock })) {
    // Until all is looked at.
  }
  const [one, other] = [own, gathered].sort()
  return { own, gathered, page: (language = "fr") => `/${language}/office/duplicates/${one}/${other}` }
}

async function rowOf(id: string) {
  const { rows } = await sql<{ state: string; slug: string; title: { fr: string } }>`
    select state, slug, facts -> 'title' as title from dataset where id = ${id}
  `.execute(portal.db)
  return rows[0]!
}

describe("the page of possible duplicates", () => {
  it("shows each pair side by side in three languages: what they share, what differs, which one speaks", async () => {
    const { own, gathered } = await aQuestion({ title: "Remplissage des barrages" })
    const told = {
      ar: /صفحة المنتج نفسها[\s\S]*متطابق[\s\S]*مختلف[\s\S]*الرتبة 9/,
      fr: /la même page d’origine[\s\S]*identique[\s\S]*différent[\s\S]*rang 9/,
      en: /the same page at the source[\s\S]*the same[\s\S]*different[\s\S]*rank 9/,
    }
    for (const [language, words] of Object.entries(told)) {
      const { statusCode, body } = await administrator.get(`/${language}/office/duplicates`)
      assert.equal(statusCode, 200)
      // What they share is said above the comparison, likeness and rank within it.
      for (const part of words.source.split("[\\s\\S]*")) assert.ok(body.includes(part), part)
      assert.match(body, new RegExp(`value="${own}" checked`))
      assert.doesNotMatch(body, new RegExp(`value="${gathered}" checked`))
    }
  })

  it("is in the navigation and on the desk, with how many wait", async () => {
    const { body } = await coordinator.get("/fr/office")
    assert.match(
      body,
      /<a href="\/fr\/office\/duplicates"><span>Doublons possibles<\/span><span class="num small"> ?\d/,
    )
    assert.match(body, /Deux jeux n’en font peut-être qu’un|paires de jeux n’en font peut-être/)
    assert.doesNotMatch((await reader.get("/fr/office")).body, /office\/duplicates/)
  })

  it("says so when nothing waits, and is not for who coordinates nothing", async () => {
    const { statusCode, body } = await neighbour.get("/fr/office/duplicates")
    assert.equal(statusCode, 200)
    assert.match(body, /Aucune question en attente/)
    assert.equal((await reader.get("/fr/office/duplicates")).statusCode, 403)
    assert.equal((await visitor(portal.app).get("/fr/office/duplicates")).statusCode, 303)
  })

  it("goes on page by page", async () => {
    const asked = []
    for (let n = 0; n < 6; n += 1) asked.push(await aQuestion())
    const seen = new Set<string>()
    for (let path = "/fr/office/duplicates"; path !== ""; ) {
      const { body } = await administrator.get(path)
      for (const [, href = ""] of body.matchAll(/<h2 class="h2"><a href="([^"]+)"/g)) seen.add(href)
      path = /class="btn alt" href="([^"]+duplicates\?at=[^"]+)"/.exec(body)?.[1]?.replaceAll("&amp;", "&") ?? ""
    }
    for (const { page } of asked) assert.ok(seen.has(page()))
  })

  it("shows hostile and very long words as words", async () => {
    await aQuestion({ title: `<script>alert(1)</script>${"long".repeat(500)}` })
    const { body } = await administrator.get("/ar/office/duplicates?at=nonsense&one=1&other=2")
    assert.doesNotMatch(body, /<script>alert/)
  })
})

describe("joining two datasets", () => {
  it("is said in plain words first, then done, and the address of the other leads to the one that stays", async () => {
    const { own, gathered, page } = await aQuestion({ title: "Pluviométrie" })
    const former = await rowOf(gathered)
    const confirmation = await administrator.get(`${page()}?keep=${own}`)
    assert.match(confirmation.body, /Voici ce qui va se passer/)
    assert.match(confirmation.body, /La page cite toutes les sources\u00a0: Portail agricole, Agrégateur/)
    assert.equal((await rowOf(gathered)).state, "published", "looking does nothing")

    const done = await administrator.post(page(), { act: "join", keep: own })
    assert.equal(done.statusCode, 303)
    assert.match((await administrator.follow(done)).body, /Jeux réunis/)

    const { slug } = await rowOf(own)
    const old = await visitor(portal.app).get(`/fr/datasets/${former.slug}`)
    assert.deepEqual([old.statusCode, old.headers.location], [301, `/fr/datasets/${slug}`])
    const shown = await visitor(portal.app).get(`/fr/datasets/${slug}`)
    assert.match(shown.body, /2 sources donnent ce jeu[\s\S]*Portail agricole[\s\S]*fait foi[\s\S]*Agrégateur/)
    assert.equal(shown.body.match(/>Page d’origine</g)?.length, 2)
    const arabic = await visitor(portal.app).get(`/ar/datasets/${slug}`)
    assert.match(arabic.body, /يعطي هذه المجموعة مصدران/)

    const permanent = await visitor(portal.app).get(`/id/dataset/${gathered}`, { "accept-language": "fr" })
    assert.match(String(permanent.headers.location), new RegExp(`/fr/datasets/${slug}$`))
    const asJson = await visitor(portal.app).get(`/id/dataset/${gathered}`, { accept: "application/json" })
    const record = await visitor(portal.app).follow(asJson)
    assert.equal(record.json().id, own)
    const sitemap = await visitor(portal.app).get("/sitemap-1.xml")
    assert.ok(!sitemap.body.includes(`/datasets/${former.slug}<`))

    const history = await coordinator.get(`/fr/office/datasets/${own}/history`)
    assert.match(history.body, /Un autre jeu lui a été réuni[\s\S]*Réuni avec\u00a0:[\s\S]*Pluviométrie \(copie\)/)
    const away = await coordinator.get(`/fr/office/datasets/${gathered}/history`)
    assert.match(away.body, /Réuni à un autre jeu[\s\S]*Réuni à\u00a0:[\s\S]*Pluviométrie/)
  })

  it("is refused in words where a draft would be lost", async () => {
    const { own, gathered, page } = await aQuestion()
    const organizationId = await bodyId(portal.db, "agriculture")
    const contributor: Actor = {
      ...{ id: reader.id, roles: ["contributor"], organizationIds: [organizationId] },
      ...{ grants: { [organizationId]: "contributor" }, collaborations: {} },
    }
    const patch = { facts: { title: { fr: "Un titre en chantier" } } }
    await patchDataset(portal.db, { id: gathered, patch }, { by: contributor, at: portal.clock.now(), newId })
    await administrator.get(page())
    const refused = await administrator.post(page(), { act: "join", keep: own })
    assert.equal(refused.statusCode, 409)
    assert.match(refused.body, /un brouillon non publié, qui serait perdu/)
    assert.equal((await rowOf(gathered)).state, "published")
  })

  it("is refused in words where somebody answered meanwhile, and where nothing was chosen", async () => {
    const { own, gathered, page } = await aQuestion()
    await administrator.get(page())
    const unchosen = await administrator.post(page(), { act: "join" })
    assert.equal(unchosen.statusCode, 422)
    assert.match(unchosen.body, /Choisissez lequel des deux reste/)
    const other = { by: systemActor, at: portal.clock.now(), newId }
    await keepApart(portal.db, { keep: own, other: gathered }, other)
    const late = await administrator.post(page(), { act: "join", keep: own })
    assert.equal(late.statusCode, 409)
    assert.match(late.body, /Quelqu’un a répondu à cette question entre-temps/)
    const page2 = await administrator.get(page("ar"))
    assert.match(page2.body, /أجاب غيرك عن هذا السؤال/)
    assert.equal((await rowOf(gathered)).state, "published")
  })

  it("is for who answers for both; who answers for one may say that they differ", async () => {
    const { own, page } = await aQuestion({ body: "transport" })
    const seen = await neighbour.get(page())
    assert.match(seen.body, /seul un administrateur peut les réunir/)
    const refused = await neighbour.post(page(), { act: "join", keep: own })
    assert.equal(refused.statusCode, 403)
    assert.match(refused.body, /Demandez-le à un administrateur du portail/)
    const done = await neighbour.post(page(), { act: "different" })
    assert.equal(done.statusCode, 303)
    assert.match((await neighbour.follow(done)).body, /ils sont différents/)
    assert.doesNotMatch((await administrator.get("/fr/office/duplicates")).body, new RegExp(page()))
  })

  it("knows nothing of pairs that are none of hers, or none at all", async () => {
    const { page } = await aQuestion()
    assert.equal((await neighbour.get(page())).statusCode, 404)
    assert.equal((await neighbour.post(page(), { act: "different" })).statusCode, 404)
    for (const path of [`${newId()}/${newId()}`, "a/b"])
      assert.equal((await administrator.get(`/fr/office/duplicates/${path}`)).statusCode, 404)
  })
})
