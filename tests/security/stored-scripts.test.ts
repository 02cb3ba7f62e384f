/** Scripts, addresses and Markdown written into every text of the office, in three languages; then every page is read. */
import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { editOrganization } from "../../src/catalogue/index.ts"
import { systemActor } from "../../src/platform/actor.ts"
import { bodyId, type Colleague } from "../support/office-people.ts"
import { type SecretOffice, secretOffice, tokenOf } from "./secret-office.ts"

const script = `</script></title></textarea><script>alert(1)</script>`
const text = `${script}<img src=x onerror=alert(2)>"' autofocus onfocus='alert(3)' [lien](javascript:alert(4)) <svg onload=alert(5)> ![i](javascript:alert(6)) <a href="data:text/html,x">x</a>`
const url = "javascript:alert(7)//https://exemple.tn"
const all = { fr: text, ar: text, en: text }

/** What a browser would run, once it stands in a page as it was written. */
const running = [
  /<script>alert/i,
  /<(img|svg)\b[^>]*\bon\w+\s*=/i,
  /<[a-z][^>]*\s(?:href|src|action|formaction|content)\s*=\s*"\s*(?:javascript|data:text|vbscript):/i,
  /<[a-z][^<>]*"\s+(?:autofocus|onfocus)/i,
  /<iframe|<object|<embed|<base\b|<meta[^>]*http-equiv/i,
]

let office: SecretOffice
const pages = new Set<string>()
before(async () => {
  office = await secretOffice()
  await writeEverywhere()
})
after(async () => office.portal.close())

async function send(who: Colleague, method: string, path: string, body: unknown) {
  const authorization = `Bearer ${await tokenOf(office.portal, who)}`
  return office.portal.app.inject({
    method: method as "POST",
    url: path,
    headers: { authorization, "content-type": "application/json" },
    payload: JSON.stringify(body),
  })
}

async function writeEverywhere(): Promise<void> {
  const { portal, owner, contributor, administrator, citizen, ids } = office
  const { db, clock } = portal
  const dataset = {
    organization: "agriculture",
    title: all,
    description: all,
    keywords: { fr: [text.slice(0, 95)], ar: [text.slice(0, 95)], en: [text.slice(0, 95)] },
    licence: "lndpo-tn",
    contactPoints: [{ name: text, phone: script.slice(0, 90) }],
    identifier: text,
    version: text,
    spatial: [{ label: all }],
    distributions: [
      {
        title: all,
        description: all,
        downloadUrl: "https://exemple.tn/a.csv?<script>alert(1)</script>",
        format: "CSV",
      },
    ],
  }
  const made = await send(owner, "POST", "/api/v1/datasets", dataset)
  assert.equal(made.statusCode, 201, made.body)
  const { id } = made.json()
  assert.equal((await send(owner, "POST", `/api/v1/datasets/${id}/comments`, { text })).statusCode, 200)
  assert.equal((await send(owner, "POST", `/api/v1/datasets/${id}/submit`, { comment: text })).statusCode, 200)
  await send(owner, "POST", `/api/v1/datasets/${id}/request-changes`, { comment: text })
  const published = await send(owner, "POST", `/api/v1/datasets/${id}/publish`, { comment: text })
  assert.equal(published.statusCode, 200, published.body)
  const { slug } = published.json()
  const changed = await send(contributor, "PATCH", `/api/v1/datasets/${id}`, { description: { fr: `${text} encore` } })
  assert.equal(changed.statusCode, 200, changed.body)
  const gone = await send(owner, "POST", "/api/v1/datasets", dataset)
  await send(owner, "POST", `/api/v1/datasets/${gone.json().id}/publish`, {})
  await send(owner, "POST", `/api/v1/datasets/${gone.json().id}/withdraw`, { reason: "error", note: all })
  const trashed = await send(owner, "POST", "/api/v1/datasets", dataset)
  await send(owner, "DELETE", `/api/v1/datasets/${trashed.json().id}`, undefined)

  const by = { by: systemActor, at: clock.now() }
  const names = { name: { fr: text.slice(0, 150), ar: text.slice(0, 150), en: text.slice(0, 150) }, description: all }
  await editOrganization(db, { id: await bodyId(db, "agriculture"), changes: names }, by).catch(() => {
    return editOrganization(db, { id: ids.body ?? "", changes: { description: all } }, by)
  })
  for (const person of [owner, contributor, citizen, administrator]) {
    await person.get("/fr/account")
    await person.post("/fr/account", { name: text.slice(0, 100), language: "fr" })
  }
  await owner.get("/fr/account")
  await owner.post("/fr/account/tokens", { name: text.slice(0, 90), scopes: "read", days: "30" })
  await administrator.get("/fr/account")
  const three = (name: string) => ({ [`${name}.fr`]: text, [`${name}.ar`]: text, [`${name}.en`]: text })
  const long = Object.fromEntries(["fr", "ar", "en"].map((tag) => [`siteName.${tag}`, text.slice(0, 55)]))
  const links = Object.fromEntries(["fr", "ar", "en"].map((tag) => [`footerLinks.0.label.${tag}`, text.slice(0, 60)]))
  const startsAt = "2026-11-01T08:00"
  const short = (name: string) =>
    Object.fromEntries(["fr", "ar", "en"].map((tag) => [`${name}.${tag}`, text.slice(0, 140)]))
  const forms: readonly [string, Record<string, string>][] = [
    ["/announcements/new", { ...three("text"), level: "info", startsAt }],
    [
      "/pages/new",
      { slug: "essai", ...short("title"), ...three("body"), footer: "portal", position: "1", act: "publish" },
    ],
    ["/featured", { act: "add", ref: slug, ...short("note") }],
    [
      "/settings",
      {
        ...long,
        ...links,
        "footerLinks.0.url": "https://exemple.tn",
        contactEmail: "a@exemple.tn",
        defaultLanguage: "fr",
        upToDateGoal: "80",
      },
    ],
    [
      "/sources/new",
      {
        kind: "ckan",
        url: "https://portail.exemple.tn/?a=<script>alert(1)</script>",
        organization: ids.body ?? "",
        name: text.slice(0, 190),
        ...short("displayName"),
        organizations: "given",
      },
    ],
  ]
  for (const [path, fields] of forms) {
    const answer = await administrator.post(`/fr/office${path}`, fields)
    assert.equal(answer.statusCode, 303, `${path} ${/<div class="note bad.*?<\/ul>/s.exec(answer.body)?.[0]}`)
    scan(`POST ${path}`, answer.body)
  }
  await sql`update distribution set measured = ${JSON.stringify({ checkedAt: "2026-11-23T03:00:00Z", status: 0, problem: script })}::jsonb where dataset_id = ${id}`.execute(
    db,
  )
  for (const one of [
    id,
    slug,
    gone.json().id,
    trashed.json().id,
    ids.body,
    "agriculture",
    ids.source,
    ids.run,
    citizen.id,
    owner.id,
    text,
  ])
    pages.add(one ?? "")
}

function scan(name: string, body: string): void {
  // Data of islands is JSON in an element that no browser runs; `<` is escaped there.
  for (const pattern of running) assert.doesNotMatch(body, pattern, `${name} ${pattern}`)
}

function addresses(): string[] {
  const urls = office.portal.routes.filter(
    ({ method, url: pattern }) => method === "GET" && !pattern.startsWith("/assets"),
  )
  return [...new Set(urls.map(({ url: pattern }) => pattern))].flatMap((pattern) => {
    if (!/[:*]/.test(pattern)) return [pattern, `${pattern}?q=${encodeURIComponent(text)}`]
    return [...pages].map((value) => pattern.replaceAll(/:\w+|\*/g, encodeURIComponent(value)))
  })
}

describe("what anybody wrote into a text", () => {
  for (const language of ["ar", "fr", "en"]) {
    it(`is text on every page in ${language}, for everybody who sees it`, async () => {
      let met = 0
      const here = addresses().filter((address) => address.startsWith(`/${language}`))
      for (const address of here) {
        for (const who of [office.owner, office.administrator]) {
          const { body, headers, statusCode } = await who.get(address)
          assert.ok(statusCode < 500, `${address} ${statusCode}`)
          if (!String(headers["content-type"]).startsWith("text/html")) continue
          if (body.includes("&lt;script>alert(1)") || body.includes("&lt;script&gt;alert(1)")) met += 1
          scan(address, body)
          assert.match(String(headers["content-security-policy"]), /script-src 'self';/)
        }
      }
      assert.ok(met > 20, `met ${met} times`)
    })
  }

  it("is never a page of its own in what programs read", async () => {
    for (const address of addresses().filter((one) => !/^\/(ar|fr|en)(\/|$)/.test(one))) {
      const { headers, statusCode, body } = await office.owner.get(address)
      assert.ok(statusCode < 500, `${address} ${statusCode}`)
      const type = String(headers["content-type"] ?? "")
      if (type.startsWith("text/html")) scan(address, body)
      assert.equal(headers["x-content-type-options"], "nosniff", address)
      if (/xml/.test(type)) assert.doesNotMatch(body, /<script>alert/, address)
    }
  })

  it("leads to no address but those of the web", async () => {
    const { owner } = office
    for (const field of [
      { landingPage: url },
      { contactPoints: [{ name: "x", url }] },
      { conformsTo: [url] },
      { distributions: [{ title: { fr: "x" }, downloadUrl: url }] },
    ]) {
      const given = {
        organization: "agriculture",
        title: { fr: "Liens" },
        description: { fr: "x" },
        licence: "lndpo-tn",
        ...field,
      }
      const made = await send(owner, "POST", "/api/v1/datasets", given)
      const { id } = made.json()
      if (made.statusCode === 201) {
        await send(owner, "POST", `/api/v1/datasets/${id}/publish`, {})
        for (const path of ["edit", "review", "history", "preview"])
          scan(path, (await owner.get(`/fr/office/datasets/${id}/${path}`)).body)
        scan("public", (await owner.get(`/fr/datasets/${id}`)).body)
      }
    }
  })
})
