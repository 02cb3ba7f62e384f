import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { type DatasetDocument, diffDocuments } from "../../src/catalogue/index.ts"
import { newId } from "../../src/platform/ids.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { saveStoredFile, storeInspection } from "../../src/platform/uploads/index.ts"
import { aColleague, type Colleague } from "../support/office-people.ts"
import { readForm } from "../support/read-form.ts"
import { visitor } from "../support/visitor.ts"
import { type SamplePortal, samplePortal } from "./sample-portal.ts"

let portal: SamplePortal
let coordinator: Colleague
let contributor: Colleague
let stranger: Colleague
before(async () => {
  portal = await samplePortal({ demo: true })
  await migrateJobs(portal.databaseUrl)
  coordinator = await aColleague(portal, { role: "coordinator", at: "agriculture", name: "Leïla" })
  contributor = await aColleague(portal, { role: "contributor", at: "agriculture", name: "Mohamed" })
  stranger = await aColleague(portal, { role: "coordinator", at: "transport" })
})
after(async () => portal.close())

const asJson = { accept: "application/json" }
const languages = ["ar", "fr", "en"] as const

/** The form of a page, changed as somebody types, sent by one of its buttons. */
async function send(
  who: Colleague,
  address: string,
  typed: Record<string, string> = {},
  { act = "save", headers = {} }: { act?: string; headers?: Record<string, string> } = {},
) {
  const page = await who.get(address)
  assert.equal(page.statusCode, 200, page.body.slice(0, 300))
  const form = readForm(page.body, "dataset-form")
  for (const [name, value] of Object.entries(typed)) form.set(name, value)
  form.set("act", act)
  const action = /<form[^>]*action="([^"]+)"[^>]*id="dataset-form"/.exec(page.body)?.[1] ?? address
  return who.post(action, fieldsOf(form), headers)
}

function fieldsOf(form: URLSearchParams): Record<string, readonly string[]> {
  return Object.fromEntries([...new Set(form.keys())].map((name) => [name, form.getAll(name)]))
}

const complete = {
  "title.fr": "Prix de gros des légumes à Bizerte en 2024",
  "description.fr": "Prix relevés chaque semaine au marché de gros de Bizerte par les agents du commissariat.",
  licence: "cc-by",
}

async function begun(who: Colleague = contributor, typed: Record<string, string> = {}): Promise<string> {
  const answer = await send(who, "/fr/office/datasets/new", { ...complete, ...(await knownLicence()), ...typed })
  assert.equal(answer.statusCode, 303, answer.body.slice(0, 500))
  return /datasets\/([0-9a-f-]{36})/.exec(String(answer.headers.location))?.[1] ?? ""
}

async function knownLicence(): Promise<{ licence: string }> {
  const page = await contributor.get("/fr/office/datasets/new")
  return { licence: /name="licence" value="([^"]+)"/.exec(page.body)?.[1] ?? "" }
}

async function draftOf(id: string) {
  const { rows } = await sql<{ document: { facts: Record<string, unknown> } }>`
    select document from draft where dataset_id = ${id}
  `.execute(portal.db)
  return rows[0]?.document
}

/** What the draft differs in from what is shown. */
async function changesOf(id: string): Promise<unknown> {
  const { rows } = await sql<{ base: DatasetDocument; document: DatasetDocument }>`
    select base, document from draft where dataset_id = ${id}
  `.execute(portal.db)
  return rows[0] && diffDocuments(rows[0].base, rows[0].document)
}

async function versionOf(id: string): Promise<number> {
  const { rows } = await sql<{ v: number }>`select edit_version as v from dataset where id = ${id}`.execute(portal.db)
  return rows[0]!.v
}

describe("who works for many bodies", () => {
  it("says for which one a new dataset is, found by its name in any language", async () => {
    const administrator = await aColleague(portal, { administrator: true })
    const all = await administrator.get("/fr/office/datasets/new")
    assert.ok(!all.body.includes('id="dataset-form"'))
    const found = await administrator.get(`/fr/office/datasets/new?q=${encodeURIComponent("وزارة الفلاحة")}`)
    const [link = "", ...more] = [...found.body.matchAll(/href="([^"]+[?]organization=[^"]+)"/g)].map(([, to]) => to!)
    assert.deepEqual(more, [])
    const form = readForm((await administrator.get(link)).body, "dataset-form")
    assert.equal(form.get("organizationId"), new URL(link, "http://x").searchParams.get("organization"))
    const none = await administrator.get("/ar/office/datasets/new?q=zzz")
    assert.match(none.body, /لا هيكل يوافق «zzz»/)
  })
})

describe("the form of a dataset", () => {
  it("posted back untouched changes nothing, in each language, for all that was harvested", async () => {
    const administrator = await aColleague(portal, { administrator: true })
    const { rows } = await sql<{ id: string }>`select id from dataset where state = 'published' order by id`.execute(
      portal.db,
    )
    assert.ok(rows.length > 10)
    for (const [at, { id }] of rows.entries()) {
      const before = await versionOf(id)
      const answer = await send(administrator, `/${languages[at % 3]}/office/datasets/${id}/edit`)
      assert.equal(answer.statusCode, 303, `${id} ${answer.body.slice(0, 2000)}`)
      assert.deepEqual([await changesOf(id), await versionOf(id)], [undefined, before], id)
    }
  })

  it("is begun in one language and keeps what is typed, without scripts", async () => {
    const id = await begun(contributor, { "title.fr": "", "title.ar": "أسعار الخضر", addPlace: "Bizerte" })
    const draft = await draftOf(id)
    assert.deepEqual(draft?.facts.title, { ar: "أسعار الخضر" })
    assert.equal(JSON.stringify(draft?.facts.spatial).includes("TN-23"), true)
    const page = await contributor.get(`/ar/office/datasets/${id}/edit`)
    assert.match(page.body, /ينقص: Français/)
  })

  it("begins one dataset however often it is sent", async () => {
    const page = await contributor.get("/fr/office/datasets/new")
    const form = fieldsOf(readForm(page.body, "dataset-form"))
    const sent = { ...form, "title.fr": "Deux fois le même envoi", act: "save" }
    const answers = await Promise.all([1, 2, 3].map(() => contributor.post("/fr/office/datasets/new", sent)))
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [303, 303, 303],
    )
    assert.equal(new Set(answers.map(({ headers }) => String(headers.location).split("?")[0])).size, 1)
  })

  it("adds a line by a button and loses nothing of what was typed", async () => {
    const id = await begun()
    const address = `/fr/office/datasets/${id}/edit`
    const answer = await send(contributor, address, { "title.en": "Vegetables" }, { act: "add-period" })
    const page = await contributor.follow(answer)
    assert.match(page.body, /name="period.0.start"/)
    assert.match(page.body, /value="Vegetables"/)
    const again = await send(
      contributor,
      address,
      { "period.0.start": "2023", "period.0.end": "2024" },
      { act: "add-period" },
    )
    assert.match((await contributor.follow(again)).body, /name="period.1.start"/)
  })

  it("shows a box that cannot be with what was typed, and keeps the rest", async () => {
    const id = await begun()
    const typed = { "box.west": "11", "box.east": "8", "box.south": "33", "box.north": "abc", "title.en": "Kept" }
    const page = await send(contributor, `/fr/office/datasets/${id}/edit`, typed, { act: "add-box" })
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /value="abc"/)
    assert.match(page.body, /quatre nombres/)
    assert.deepEqual((await draftOf(id))?.facts.title, { fr: complete["title.fr"], en: "Kept" })
  })

  it("tells its script what it thinks of each field, with points and what is missing", async () => {
    const id = await begun(contributor, { "title.fr": "flotille_3 FINAL (2)" })
    const address = `/fr/office/datasets/${id}/edit`
    const typed = { "period.0.start": "2024", "period.0.end": "2023" }
    const answer = await send(contributor, address, typed, { act: "auto", headers: asJson })
    assert.equal(answer.statusCode, 200)
    const said = answer.json()
    assert.equal(said.kind, "saved")
    assert.equal(said.hints["title.fr"].tone, "tip")
    assert.match(said.hints["period.0.end"].text, /2023.*2024/)
    assert.ok(said.quality.points > 0 && said.quality.max === 405)
    assert.match(said.parts.missing, /La fin précède le début/)
    assert.ok(said.base.facts)
  })

  it("counts what a file shows of itself before anything is saved", async () => {
    const file = { id: newId(), owner: contributor.id, name: "prix.csv", byteSize: 12, sha256: "2".repeat(64) }
    await saveStoredFile(portal.db, { ...file, mediaType: "text/csv", createdAt: new Date() })
    const typed = { ...complete, arrived: file.id }
    const answer = await send(contributor, "/fr/office/datasets/new", typed, { headers: asJson })
    const { parts } = answer.json<{ parts: { aside: string } }>()
    assert.doesNotMatch(parts.aside, /Indiquez le format/)
  })

  it("takes a form without its base for what it is, and overwrites nothing", async () => {
    const id = await begun()
    for (const base of ["", "null", "[]", "{", '{"facts":1,"distributions":2}']) {
      const answer = await send(contributor, `/fr/office/datasets/${id}/edit`, { base, "title.fr": "Perdu" })
      assert.equal(answer.statusCode, 422, base)
    }
    assert.deepEqual((await draftOf(id))?.facts.title, { fr: complete["title.fr"] })
  })

  it("refuses hostile values with a page, never with a failure", async () => {
    const id = await begun()
    const hostile: Record<string, string>[] = [
      { place: '{"code":5}' },
      { place: "[1,2]" },
      { place: "{" },
      { organizationId: "00000000-0000-0000-0000-000000000000" },
      { organizationId: "x" },
      { file: "x", "file.x.downloadUrl": "javascript:alert(1)" },
      { file: newId(), act: "upload" },
      { "title.fr": "a".repeat(100_000) },
      { "title.zz-zz-zz": "x", seriesId: "nothing" },
      { act: "use:__proto__=x" },
      { act: "give-back:__proto__" },
      { act: `answer:${newId()}` },
      { act: "file-remove:" },
    ]
    for (const typed of hostile) {
      const { act, ...fields } = typed
      const answer = await send(contributor, `/fr/office/datasets/${id}/edit`, fields, { act: act ?? "save" })
      assert.ok(answer.statusCode < 500, `${JSON.stringify(typed)} ${answer.statusCode}`)
    }
  })

  it("is nobody's who has no part in it", async () => {
    const id = await begun()
    for (const path of ["edit", "preview", "review", "history", "history/1"]) {
      assert.equal((await stranger.get(`/fr/office/datasets/${id}/${path}`)).statusCode, 404, path)
    }
    await stranger.get("/fr/office/datasets")
    for (const path of [
      "edit",
      "publish",
      "schedule",
      "request-changes",
      "comment",
      "withdraw",
      "discard",
      "trash",
      "restore",
      "merge",
    ]) {
      const answer = await stranger.post(`/fr/office/datasets/${id}/${path}`, { comment: "x", base: "{}" })
      assert.equal(answer.statusCode, 404, path)
    }
  })

  it("escapes every text, in three languages, on every page that shows it", async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    const texts = Object.fromEntries(
      ["title", "description", "keywords", "privateReason"].flatMap((name) =>
        languages.map((language) => [`${name}.${language}`, `${name} ${evil}`]),
      ),
    )
    const lines = {
      "contact.0.name": evil,
      identifier: evil,
      version: evil,
      addPlace: evil,
      conformsTo: evil,
      landingPage: evil,
    }
    const id = await begun(coordinator, { ...texts, ...lines })
    await coordinator.post(`/fr/office/datasets/${id}/comment`, { comment: evil })
    for (const language of languages) {
      for (const path of [
        `datasets/${id}/edit`,
        `datasets/${id}/preview`,
        `datasets/${id}/review`,
        `datasets/${id}/history`,
        "datasets",
      ]) {
        const { body, statusCode } = await coordinator.get(`/${language}/office/${path}`)
        assert.equal(statusCode, 200)
        assert.doesNotMatch(body, /<script>alert|<img src=x/, `${language} ${path}`)
      }
    }
    const answer = await send(coordinator, `/fr/office/datasets/${id}/edit`, {}, { act: "auto", headers: asJson })
    assert.doesNotMatch(JSON.stringify(answer.json().parts), /<script>alert|<img src=x/)
  })
})

describe("two people in one form", () => {
  it("join what they wrote in different fields, and choose where they wrote in the same", async () => {
    const id = await begun()
    const address = `/fr/office/datasets/${id}/edit`
    const mine = readForm((await coordinator.get(address)).body, "dataset-form")
    await send(contributor, address, { "title.fr": "Titre de Mohamed", "title.en": "English title" })
    mine.set("title.fr", "Titre de Leïla")
    mine.set("identifier", "LEG-24")
    mine.set("act", "save")

    const conflict = await coordinator.post(address, fieldsOf(mine))

    assert.equal(conflict.statusCode, 409)
    for (const said of ["Titre de Mohamed", "Titre de Leïla", complete["title.fr"]])
      assert.ok(conflict.body.includes(said), said)
    assert.doesNotMatch(conflict.body, /choice\.identifier/)
    const field = (name: string) => decode(new RegExp(`name="${name}" value="([^"]*)"`).exec(conflict.body)?.[1] ?? "")
    const choices = {
      conflict: "title.fr",
      "choice.title.fr": "own",
      "own.title.fr": "Titre des deux",
      "mine.title.fr": "kept",
    }
    const merged = { theirs: field("theirs"), merged: field("merged"), ...choices }
    const saved = await coordinator.post(`/fr/office/datasets/${id}/merge`, merged)
    assert.equal(saved.statusCode, 303)
    const facts = (await draftOf(id))?.facts
    assert.deepEqual(facts?.title, { fr: "Titre des deux", en: "English title" })
    assert.equal(facts?.identifier, "LEG-24")
  })
})

function decode(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&#39;", "'").replaceAll("&amp;", "&")
}

describe("the way to publication", () => {
  it("goes through a review with words, to the public, is corrected, compared, withdrawn and comes back", async () => {
    const id = await begun()
    const office = `/fr/office/datasets/${id}`
    const submitted = await send(contributor, `${office}/edit`, { comment: "Prêt" }, { act: "submit" })
    assert.equal(submitted.statusCode, 303)
    assert.match((await coordinator.get("/fr/office/review")).body, /Prix de gros des légumes/)
    assert.doesNotMatch((await contributor.get("/fr/office/review")).body, /Prix de gros des légumes/)
    const mute = await coordinator.post(`${office}/request-changes`, { comment: " " })
    assert.equal(mute.statusCode, 422)
    assert.match(mute.body, /Dites ce qui doit changer/)
    await coordinator.post(`${office}/request-changes`, { comment: "Quelle année ?" })
    assert.match((await contributor.get(`${office}/review`)).body, /Quelle année/)
    await send(contributor, `${office}/edit`, {}, { act: "submit" })

    assert.equal((await coordinator.post(`${office}/publish`, {})).statusCode, 303)
    await send(coordinator, `${office}/edit`, { "title.fr": "Prix de détail des légumes à Bizerte en 2024" })
    const review = await coordinator.get(`${office}/review`)
    assert.match(review.body, /<del>gros<\/del>/)
    assert.match(review.body, /<ins>détail<\/ins>/)
    await send(coordinator, `${office}/edit`, {}, { act: "publish" })
    const history = await coordinator.get(`${office}/history`)
    assert.match(history.body, /<ins>détail<\/ins>/)

    const version = /history\/(\d+)"/.exec([...history.body.matchAll(/history\/\d+"/g)].at(-1)?.[0] ?? "")?.[1]
    assert.match((await coordinator.get(`${office}/history/${version}`)).body, /<del>gros<\/del>/)
    assert.equal((await coordinator.post(`${office}/history/${version}`, {})).statusCode, 303)
    assert.deepEqual((await draftOf(id))?.facts.title, { fr: complete["title.fr"] })
    assert.equal((await coordinator.post(`${office}/discard`, {})).statusCode, 303)
    assert.equal(await draftOf(id), undefined)
    const withdrawn = await coordinator.post(`${office}/withdraw`, { reason: "error", "note.fr": "Chiffres faux" })
    assert.equal(withdrawn.statusCode, 303)
    assert.equal((await coordinator.post(`${office}/restore`, {})).statusCode, 303)
  })

  it("stops at signs of personal data until somebody answers, naming the law where the data are personal", async () => {
    const stored = newId()
    const file = { id: stored, owner: coordinator.id, name: "agents.csv", byteSize: 12, sha256: "0".repeat(64) }
    await saveStoredFile(portal.db, { ...file, mediaType: "text/csv", createdAt: new Date() })
    const warnings = [{ column: "CIN", kind: "identity-number", count: 212 }]
    await storeInspection(portal.db, stored, { facts: { kind: "csv", notes: [] }, warnings })
    const id = await begun(coordinator, { arrived: stored })
    const address = `/fr/office/datasets/${id}/edit`
    assert.match((await coordinator.get(address)).body, /Colonne «\u00a0CIN\u00a0»\u00a0: 212 valeurs/)

    const refused = await send(coordinator, address, {}, { act: "publish" })

    assert.equal(refused.statusCode, 409)
    assert.match(refused.body, /personne n’a répondu/)
    const lawless = await send(coordinator, address, { [`answer.${stored}`]: "lawful" }, { act: `answer:${stored}` })
    assert.equal(lawless.statusCode, 422)
    const answer = { [`answer.${stored}`]: "lawful", [`answerNote.${stored}`]: "Loi 2016-22, art. 6" }
    assert.equal((await send(coordinator, address, answer, { act: `answer:${stored}` })).statusCode, 303)
    const published = await send(coordinator, address, {}, { act: "publish" })
    assert.equal(published.statusCode, 303)
  })

  it("does not let a stranger attach a file that is not hers", async () => {
    const stored = newId()
    const file = { id: stored, owner: coordinator.id, name: "secret.csv", byteSize: 12, sha256: "1".repeat(64) }
    await saveStoredFile(portal.db, { ...file, mediaType: "text/csv", createdAt: new Date() })
    const id = await begun()
    const answer = await send(contributor, `/fr/office/datasets/${id}/edit`, { arrived: stored })
    assert.equal(answer.statusCode, 422)
  })

  it("ends in the trash, comes back from it, and is purged by administrators alone", async () => {
    const id = await begun(coordinator)
    await coordinator.post(`/fr/office/datasets/${id}/trash`, {})
    assert.match((await coordinator.get("/fr/office/trash")).body, new RegExp(id))
    assert.equal((await coordinator.get(`/fr/office/trash/${id}/purge`)).statusCode, 403)
    await coordinator.post(`/fr/office/trash/${id}/restore`, {})
    assert.doesNotMatch((await coordinator.get("/fr/office/trash")).body, new RegExp(id))
    await coordinator.post(`/fr/office/datasets/${id}/trash`, {})
    const administrator = await aColleague(portal, { administrator: true })
    assert.match((await administrator.get(`/fr/office/trash/${id}/purge`)).body, /définitivement/)
    assert.equal((await administrator.post(`/fr/office/trash/${id}/purge`, {})).statusCode, 303)
    assert.equal((await coordinator.get(`/fr/office/datasets/${id}/edit`)).statusCode, 404)
  })
})

describe("the list of the office", () => {
  it("finds, filters and counts, and understands nonsense as nothing asked", async () => {
    await begun(contributor, { "title.fr": "Inventaire des serres de Takelsa" })
    const found = await coordinator.get("/fr/office/datasets?q=serres&state=draft")
    assert.match(found.body, /serres de Takelsa/)
    assert.match((await coordinator.get("/fr/office/datasets?q=nulle-part")).body, /Rien ne répond à ces filtres/)
    const nonsense = "state=x&needs=y&sort=z&organization=1&after=0.x&q=%25%5C_"
    assert.equal((await coordinator.get(`/fr/office/datasets?${nonsense}`)).statusCode, 200)
    assert.doesNotMatch((await stranger.get("/fr/office/datasets")).body, /serres de Takelsa/)
  })
})

describe("a harvested dataset", () => {
  it("lists what the desk asks to mend: few points, or what one act helps", async () => {
    const id = await begun()
    await sql`
      insert into dataset_quality (dataset_id, points, extended_points, missing, measured_at)
      values (${id}, 90, 90, ${["contact-point"]}, now())
      on conflict (dataset_id) do update set points = 90, missing = excluded.missing
    `.execute(portal.db)
    const listed = async (needs: string) => (await coordinator.get(`/fr/office/datasets?needs=${needs}`)).body
    assert.match(await listed("low-quality"), new RegExp(`${id}/edit`))
    const byAct = await listed("add-contact")
    assert.match(byAct, new RegExp(`${id}/edit`))
    assert.match(byAct, /<option value="add-contact" selected>/)
    assert.match(byAct, /\/datasets\/bulk\?all=yes&amp;needs=add-contact/)
    assert.doesNotMatch(await listed("say-where"), new RegExp(`${id}/edit`))
  })

  it("is corrected here field by field, says what its source says, and gives fields back", async () => {
    const { rows } = await sql<{ id: string; slug: string }>`
      select dataset.id, dataset.slug from dataset
      join source_record on entity_id = dataset.id and gone_at is null
      join organization on organization.id = organization_id
      where organization.slug like '%agriculture%' and dataset.state = 'published' order by 1 limit 1
    `.execute(portal.db)
    const address = `/fr/office/datasets/${rows[0]!.id}/edit`
    await send(coordinator, address, { identifier: "CORRIGE-1" })
    const page = await coordinator.get(address)
    assert.match(page.body, /Selon la source/)
    assert.match(page.body, /corrigé ici/)
    await send(coordinator, address, {}, { act: "publish" })
    const shown = `/fr/datasets/${rows[0]!.slug}`
    assert.match((await coordinator.get(shown)).body, /Identifiant[^<]* <span class="tag">corrigé ici/)
    assert.doesNotMatch((await stranger.get(shown)).body, /class="tag">corrigé ici/)
    await send(coordinator, address, {}, { act: "give-back:identifier" })
    assert.doesNotMatch((await coordinator.get(address)).body, /corrigé ici/)
  })

  it("leads from its public page to the form those who may write in it, and nobody else", async () => {
    const slug = await portal.slugOf("olives-1")
    const id = await portal.idOf("olives-1")
    const leads = new RegExp(`href="/fr/office/datasets/${id}/edit"`)
    assert.match((await coordinator.get(`/fr/datasets/${slug}`)).body, leads)
    assert.doesNotMatch((await stranger.get(`/fr/datasets/${slug}`)).body, leads)
    assert.doesNotMatch((await visitor(portal.app).get(`/fr/datasets/${slug}`)).body, leads)
  })
})

describe("many datasets", () => {
  it("are changed together after a preview, and only those that one may change", async () => {
    const own = [await begun(), await begun()]
    const foreign = await portal.idOf("olives-2")
    await stranger.get("/fr/office/datasets")
    const refused = await stranger.post("/fr/office/datasets/bulk", {
      id: own,
      kind: "add-keyword",
      "keyword.add": "x",
      "keywordLanguage.add": "fr",
    })
    assert.match(refused.body, /0 changent/)
    await coordinator.get(`/fr/office/datasets/bulk?id=${own[0]}&id=${own[1]}`)
    const asked = {
      id: [...own, foreign],
      kind: "add-keyword",
      "keyword.add": "<b>marché</b>",
      "keywordLanguage.add": "fr",
    }

    const preview = await coordinator.post("/fr/office/datasets/bulk", asked)

    assert.equal(preview.statusCode, 200, preview.body.slice(0, 500))
    assert.match(preview.body, /<ins>&lt;b>marché&lt;\/b><\/ins>/)
    assert.equal((await draftOf(own[0]!))?.facts.keywords, undefined)
    const action = /action="(\/fr\/office\/datasets\/bulk\/[^"]+)"/.exec(preview.body)?.[1] ?? ""
    assert.equal((await stranger.post(action, {})).statusCode, 404)
    const applied = await coordinator.follow(await coordinator.post(action, {}))
    assert.match(applied.body, /Ce qui a été fait/)
    assert.deepEqual((await draftOf(own[0]!))?.facts.keywords, { fr: ["<b>marché</b>"] })
  })

  it("say what is missing where no change was chosen, or a value is none", async () => {
    const id = await begun()
    await coordinator.get(`/fr/office/datasets/bulk?id=${id}`)
    const wrong: Record<string, string>[] = [
      {},
      { kind: "set-licence", licence: "none-such" },
      { kind: "set-organization", organizationId: "x" },
    ]
    for (const given of wrong) {
      const answer = await coordinator.post("/fr/office/datasets/bulk", { id, ...given })
      assert.equal(answer.statusCode, 422, given.kind)
    }
    assert.match((await coordinator.get("/fr/office/datasets/bulk")).body, /Aucun jeu n’est choisi/)
  })

  it("come from a table with a look at each row, and go out as one", async () => {
    const template = await coordinator.get("/ar/office/datasets/import/template.csv")
    assert.match(template.body, /title_fr/)
    const bound = "----form"
    const table = "title_fr,description_fr,themes\nTable importée,Une description,agriculture\n,,none-such\n"
    const part = (name: string, value: string, file = "") =>
      `--${bound}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`
    const page = await coordinator.get("/fr/office/datasets/import")
    const organization = /<option value="([^"]+)"/.exec(page.body)?.[1] ?? ""
    const payload = `${part("organizationId", organization)}${part("file", table, '; filename="t.csv"')}--${bound}--\r\n`
    const headers = {
      cookie: [...coordinator.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      "content-type": `multipart/form-data; boundary=${bound}`,
      "sec-fetch-site": "same-origin",
    }
    const preview = await portal.app.inject({ method: "POST", url: "/fr/office/datasets/import", headers, payload })

    assert.equal(preview.statusCode, 200, preview.body.slice(0, 800))
    assert.match(preview.body, /Table importée/)
    const action = /action="(\/fr\/office\/datasets\/import\/[^"]+)"/.exec(preview.body)?.[1] ?? ""
    const done = await coordinator.follow(await coordinator.post(action, {}))
    assert.match(done.body, /Nouveaux\u00a0: 1/)
    assert.match((await coordinator.get("/fr/office/datasets?q=import%C3%A9e")).body, /Table importée/)
    assert.match((await coordinator.get("/fr/office/datasets/export.csv")).body, /Table importée/)
    assert.doesNotMatch((await stranger.get("/fr/office/datasets/export.csv")).body, /Table importée/)
  })
})
