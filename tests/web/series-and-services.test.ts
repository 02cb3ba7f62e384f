import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { saveRelated, withdrawGone } from "../../src/catalogue/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { createPageStore } from "../../src/platform/cache/index.ts"
import { readChanges, readHead } from "../../src/platform/changes/index.ts"
import { fixedClock } from "../../src/platform/clock.ts"
import { newId } from "../../src/platform/ids.ts"
import { now, type SamplePortal, samplePortal } from "./sample-portal.ts"
import { sampleRelated } from "./sample-records.ts"

let portal: SamplePortal
before(async () => {
  portal = await samplePortal()
})
after(() => portal.close())

async function get(url: string, headers: Record<string, string> = {}) {
  const { statusCode, headers: answered, body } = await portal.app.inject({ url, headers })
  return { statusCode, headers: answered, body: body.replace(/[\u00a0\u202f]/g, " ") }
}

async function rowOf(table: "dataset_series" | "data_service", title: string) {
  const { rows } = await sql<{ id: string; slug: string }>`
    select id, slug from ${sql.table(table)} where ${title} in (facts -> 'title' ->> 'fr', facts -> 'title' ->> 'en')
  `.execute(portal.db)
  return rows[0]!
}

describe("the page of a series", () => {
  it("shows publisher, description and its published datasets, the freshest first", async () => {
    const { slug } = await rowOf("dataset_series", "Récolte d’olives par gouvernorat")
    const { statusCode, body } = await get(`/fr/series/${slug}`)
    assert.equal(statusCode, 200)
    assert.ok(body.includes("Observatoire National de l’Agriculture"))
    assert.ok(body.includes("Un jeu par gouvernorat, aux mêmes colonnes."))
    const shown = [...body.matchAll(/Récolte d’olives, gouvernorat n° (\d)/g)].map(([, number]) => number)
    assert.deepEqual(shown, ["7", "6", "5", "4", "3", "2", "1"])
    assert.match(body, /7 jeux de données/)
  })

  it("leads on to older ones and back, and ignores an address that nobody of us wrote", async () => {
    const { id, slug } = await rowOf("dataset_series", "Récolte d’olives par gouvernorat")
    const after = `2026-03-15~${await portal.idOf("olives-2")}`
    const older = await get(`/fr/series/${slug}?after=${encodeURIComponent(after)}`)
    const shown = [...older.body.matchAll(/Récolte d’olives, gouvernorat n° (\d)/g)].map(([, number]) => number)
    assert.deepEqual(shown, ["2", "1"])
    assert.ok(older.body.includes(`<a href="/fr/series/${slug}">`))
    assert.match(older.body, /noindex/)
    for (const strange of ["x", `%01~${id}`, "~", "2026~x"]) {
      assert.equal((await get(`/fr/series/${slug}?after=${strange}`)).statusCode, 200, strange)
    }
  })

  it("says plainly when nothing is in it", async () => {
    const { slug } = await rowOf("dataset_series", "Bus lines")
    assert.ok((await get(`/ar/series/${slug}`)).body.includes("لا توجد الآن مجموعات بيانات منشورة في هذه السلسلة."))
  })
})

describe("the page of a data service", () => {
  it("shows address, documentation, licence, contact and the datasets it serves", async () => {
    const { slug } = await rowOf("data_service", "API des prix agricoles")
    const { body } = await get(`/fr/services/${slug}`)
    assert.ok(body.includes('href="https://agri.example.tn/api/openapi.json"'))
    assert.match(body, /https:\/\/agri\.example\.tn\/api\/prix\//)
    assert.match(body, /href="\/fr\/licences\/cc-by-4\.0"/)
    assert.ok(body.includes("mailto:api@agri.example.tn"))
    for (const served of ["huile", "prix-bizerte"]) {
      assert.ok(body.includes(`href="/fr/datasets/${await portal.slugOf(served)}"`), served)
    }
    const jsonLd = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(body)?.[1] ?? ""
    assert.equal(JSON.parse(jsonLd)["@type"], "WebAPI")
  })

  it("never links an address that a browser must not open", async () => {
    const { body } = await get("/en/services/wms-v2")
    assert.doesNotMatch(body, /javascript:/)
    assert.ok(body.includes("The publisher gave no address for this service"))
  })
})

describe("series and services", () => {
  const kinds = [
    { folder: "series", noun: "series", table: "dataset_series", shown: "Bus lines", gone: "Horaires 2019" },
    {
      folder: "services",
      noun: "service",
      table: "data_service",
      shown: "API des prix agricoles",
      gone: "API retirée",
    },
  ] as const

  it("answer 410 after withdrawal, say why, and keep title and identifier", async () => {
    for (const { folder, noun, table, gone } of kinds) {
      const { id, slug } = await rowOf(table, gone)
      const { statusCode, body } = await get(`/fr/${folder}/${slug}`)
      assert.equal(statusCode, 410)
      for (const words of [gone, "retiré", "il n’existe plus sur le portail d’origine", `/id/${noun}/${id}`]) {
        assert.ok(body.includes(words), words)
      }
    }
  })

  it("are found by permanent identifier and by former slug, and nothing else is", async () => {
    for (const { folder, noun, table, shown } of kinds) {
      const { id, slug } = await rowOf(table, shown)
      const page = await get(`/id/${noun}/${id}`, { accept: "text/html", "accept-language": "en" })
      assert.deepEqual([page.statusCode, page.headers.location], [303, `/en/${folder}/${slug}`])
      const json = await get(`/id/${noun}/${id}`, { accept: "application/json" })
      assert.equal(json.headers.location, `/api/v1/${folder}/${id}`)
      assert.equal((await get(`/fr/${folder}/${id}`)).headers.location, `/fr/${folder}/${slug}`)
      await sql`insert into slug_history (entity, slug, entity_id) values (${noun}, 'ancien', ${id})`.execute(portal.db)
      assert.equal((await get(`/fr/${folder}/ancien`)).headers.location, `/fr/${folder}/${slug}`)
      assert.equal((await get(`/fr/${folder}/nulle-part`)).statusCode, 404)
      assert.equal((await get(`/id/${noun}/x`)).statusCode, 404)
    }
  })

  it("stand in the sitemap while they are published", async () => {
    const index = (await get("/sitemap.xml")).body
    for (const { folder, table, shown, gone } of kinds) {
      assert.ok(index.includes(`/sitemap-${folder}.xml</loc>`))
      const { body } = await get(`/sitemap-${folder}.xml`)
      assert.ok(body.includes(`/ar/${folder}/${(await rowOf(table, shown)).slug}</loc>`))
      assert.ok(!body.includes((await rowOf(table, gone)).slug))
    }
  })
})

describe("the page of a dataset", () => {
  it("links the series it is part of", async () => {
    const { slug } = await rowOf("dataset_series", "Récolte d’olives par gouvernorat")
    const { body } = await get(`/en/datasets/${await portal.slugOf("olives-1")}`)
    assert.match(body, new RegExp(`Part of the series <a href="/en/series/${slug}">`))
  })

  it("lists the services that serve it, with address and documentation, and the contacts of the dataset", async () => {
    const { slug } = await rowOf("data_service", "API des prix agricoles")
    const { body } = await get(`/fr/datasets/${await portal.slugOf("huile")}`)
    const section = /<section class="blk" id="services">.*?<\/section>/s.exec(body)?.[0] ?? ""
    assert.ok(section.includes(`href="/fr/services/${slug}"`))
    assert.ok(section.includes("https://agri.example.tn/api/prix/"))
    assert.ok(section.includes('href="https://agri.example.tn/api/openapi.json"'))
    const contacts = await get(`/fr/datasets/${await portal.slugOf("allocations-2023")}`)
    assert.ok(contacts.body.includes("mailto:opendata@social.example.tn"))
  })

  it("says nothing of series and services that were withdrawn", async () => {
    const { body } = await get(`/fr/datasets/${await portal.slugOf("stations")}`)
    assert.doesNotMatch(body, /Fait partie de la série|id="services"/)
  })

  it("counts what its first harvest adds as part of its coming", async () => {
    const { body } = await get(`/fr/datasets/${await portal.slugOf("huile")}`)
    const history = /<section class="blk" id="history">.*?<\/section>/s.exec(body)?.[0] ?? ""
    assert.match(history, /Ajouté à l’index/)
    assert.doesNotMatch(history, /Modifié/)
  })
})

describe("pages that are kept", () => {
  const pages = createPageStore({ maxBytes: 10_000_000, clock: fixedClock(now) })
  let cached: SamplePortal
  before(async () => {
    cached = await samplePortal({ pages })
  })
  after(() => cached.close())

  it("show at once what became of the series and services that they name", async () => {
    const page = `/fr/datasets/${await cached.slugOf("olives-1")}`
    assert.match(await keptPage(page), /Récolte d’olives par gouvernorat/)
    await happens((tx, context) => rename(tx, context, { remoteId: "olives", fr: "Récoltes depuis 2025" }))
    assert.match(await keptPage(page), /Récoltes depuis 2025/)

    const served = `/fr/datasets/${await cached.slugOf("huile")}`
    assert.match(await keptPage(served), /id="services"/)
    await happens((tx, context) => withdrawGone(tx, ["prices-api"], context))
    assert.doesNotMatch(await keptPage(served), /id="services"/)
    await happens((tx, context) => rename(tx, context, { remoteId: "prices-api", fr: "API revenue" }))
    assert.match(await keptPage(served), /API revenue/)
  })

  it("of a series show at once that a dataset has gone", async () => {
    const page = "/fr/series/recolte-d-olives-par-gouvernorat"
    assert.match(await keptPage(page), /gouvernorat n° 7/)
    await happens((tx, context) => withdrawGone(tx, ["olives-6"], context))
    assert.doesNotMatch(await keptPage(page), /gouvernorat n° 7/)
  })

  /** Read twice: the second answer comes from what is kept. */
  async function keptPage(url: string): Promise<string> {
    await cached.app.inject(url)
    const { headers, body } = await cached.app.inject(url)
    assert.equal(headers["x-cache"], "hit")
    return body
  }

  type Tx = Parameters<typeof withdrawGone>[0]
  type Context = Parameters<typeof withdrawGone>[2]

  /** Does it, and tells the kept pages what the change log says of it. */
  async function happens(act: (tx: Tx, context: Context) => Promise<unknown>): Promise<void> {
    const { position } = await readHead(cached.db)
    const { rows } = await sql<{ source_id: string }>`select source_id from source_record limit 1`.execute(cached.db)
    const context = { sourceId: rows[0]!.source_id, at: new Date(now), by: systemActor, newId }
    await cached.db.transaction().execute((tx) => act(tx, context))
    pages.evict(await readChanges(cached.db, { after: position, limit: 100 }))
  }

  /** The source shows it (again) under this title. */
  async function rename(tx: Tx, context: Context, { remoteId, fr }: { remoteId: string; fr: string }) {
    const known = sampleRelated.find((one) => one.remoteId === remoteId)!
    const { kind, members: _members, publisherSlug, remoteId: _remoteId, ...facts } = known
    const { rows } = await sql<{ entity_id: string; organization_id: string }>`
      select entity_id, organization.id as organization_id
      from source_record, organization
      where remote_id = ${remoteId} and organization.slug = ${publisherSlug}
    `.execute(tx)
    const { entity_id: entityId, organization_id: organizationId } = rows[0]!
    const record = { kind, remoteId, hash: Buffer.from(fr), facts: { ...facts, title: { fr } }, problems: [] }
    await saveRelated(tx, [{ ...record, organizationId, entityId }], context)
  }
})
