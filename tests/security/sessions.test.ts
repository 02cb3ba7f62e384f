/** Signing in under attack: planted sessions, cookies, addresses to come back to, questions about who has an account, caches. */
import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { sql } from "kysely"
import { createPageStore } from "../../src/platform/cache/index.ts"
import { systemClock } from "../../src/platform/clock.ts"
import { migrateJobs } from "../../src/platform/jobs/index.ts"
import { aPassword, takeMails } from "../support/accounts.ts"
import { aColleague, type Colleague } from "../support/office-people.ts"
import { type Visitor, visitor } from "../support/visitor.ts"
import { type SamplePortal, samplePortal } from "../web/sample-portal.ts"

const languages = ["ar", "fr", "en"] as const

let portal: SamplePortal
let leila: Colleague
before(async () => {
  portal = await samplePortal({ demo: true, pages: createPageStore({ maxBytes: 1e7, clock: systemClock }) })
  await migrateJobs(portal.databaseUrl)
  leila = await aColleague(portal, { role: "coordinator", at: "agriculture", name: "Leïla Secrète" })
})
after(async () => portal.close())

let network = 0
/** Another network each time, so that no count of attempts of one test meets the next. */
function somebody(app = portal.app): Visitor {
  network += 1
  return visitor(app, { remoteAddress: `41.${network >> 8}.${network & 255}.7` })
}

const cookieOf = (who: Visitor, name = "fihrist_session") => who.cookies.get(name) ?? ""

describe("a session", () => {
  it("that somebody planted before is not the one that signing in begins", async () => {
    const victim = somebody()
    for (const planted of ["planted-by-somebody-else-xxxxxxxx", cookieOf(leila)]) {
      victim.cookies.set("fihrist_session", planted)
      const page = await victim.get("/fr/sign-in")
      if (page.statusCode === 303) continue
      await victim.post("/fr/sign-in", { email: leila.email, password: aPassword })
      assert.notEqual(cookieOf(victim), planted)
      assert.ok(cookieOf(victim).length > 30)
      const attacker = somebody()
      attacker.cookies.set("fihrist_session", planted)
      assert.equal((await attacker.get("/fr/account")).statusCode, 303)
    }
  })

  it("is over on the server too, once one signed out", async () => {
    const who = somebody()
    await who.get("/fr/sign-in")
    await who.post("/fr/sign-in", { email: leila.email, password: aPassword })
    const token = cookieOf(who)
    await who.get("/fr/account")
    await who.post("/fr/sign-out", {})
    const thief = somebody()
    thief.cookies.set("fihrist_session", token)
    assert.equal((await thief.get("/fr/account")).statusCode, 303)
  })

  it("elsewhere ends when the password changes", async () => {
    const nadia = await aColleague(portal, { role: "contributor", at: "agriculture" })
    const elsewhere = somebody()
    await elsewhere.get("/fr/sign-in")
    await elsewhere.post("/fr/sign-in", { email: nadia.email, password: aPassword })
    assert.equal((await elsewhere.get("/fr/account")).statusCode, 200)
    await nadia.get("/fr/account/security")
    const next = "trois lunes sur la colline"
    const changed = await nadia.post("/fr/account/security", { act: "password", present: aPassword, password: next })
    assert.equal(changed.statusCode, 303, changed.body.slice(0, 500))
    assert.equal((await elsewhere.get("/fr/account")).statusCode, 303)
    assert.equal((await nadia.get("/fr/account")).statusCode, 200)
  })

  it("is nowhere in addresses, and its token nowhere in pages", async () => {
    for (const path of ["/fr/office", "/fr/account", "/fr/account/sessions", "/fr/datasets", "/fr/account/data"]) {
      assert.ok(!(await leila.get(path)).body.includes(cookieOf(leila)), path)
    }
  })

  it("stands in the database as a hash", async () => {
    const { rows } = await sql<{ all: string }>`select string_agg(session::text, ' ') as all from session`.execute(
      portal.db,
    )
    assert.ok(!rows[0]?.all.includes(cookieOf(leila)))
    assert.ok(!rows[0]?.all.includes(Buffer.from(cookieOf(leila)).toString("hex")))
  })
})

describe("cookies of a portal behind TLS", () => {
  it("are for this host alone, never for scripts, other sites or plain HTTP", async () => {
    const strict = await samplePortal({ empty: true, baseUrl: "https://donnees.exemple.tn" })
    try {
      await migrateJobs(strict.databaseUrl)
      const { email } = await aColleague(strict)
      const who = somebody(strict.app)
      const answer = await who.post("/fr/sign-in", { email, password: aPassword }, { host: "donnees.exemple.tn" })
      const cookies = [answer.headers["set-cookie"] ?? []].flat()
      assert.equal(cookies.length, 1)
      for (const cookie of cookies) {
        assert.match(cookie, /^__Host-fihrist_session=[\w-]{40,}; /)
        const flags = new Set(cookie.split("; ").slice(1))
        for (const flag of ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"]) assert.ok(flags.has(flag), cookie)
        assert.ok(!/Domain/i.test(cookie))
      }
      assert.match(String(answer.headers["strict-transport-security"]), /max-age=31536000/)
      // The name without the prefix, which a neighbour could set, is not heard.
      const planted = cookieOf(who, "__Host-fihrist_session")
      const plain = somebody(strict.app)
      plain.cookies.set("fihrist_session", planted)
      assert.equal((await plain.get("/fr/account")).statusCode, 303)
    } finally {
      await strict.close()
    }
  })
})

const elsewhere = [
  ...["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/fr/..//evil.example"],
  ...[
    "///evil.example",
    "/fr//evil.example/../..//evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "http:evil.example",
  ],
  ...[
    "/fr\r\nset-cookie: a=b",
    "/%0d%0aset-cookie:a=b",
    "/\t/evil.example",
    "/fr/@evil.example",
    "//fr@evil.example",
    "/。evil.example",
  ],
  ...["https:evil.example", "/fr/sign-out", "/.evil.example", "/assets/../../evil.example", "ftp://evil.example"],
]

function leadsOut(location: unknown): boolean {
  const text = String(location ?? "/")
  return new URL(text, "http://127.0.0.1:8080").origin !== "http://127.0.0.1:8080" || /[\r\n]/.test(text)
}

describe("where one is sent", () => {
  it("after signing in is never another host, however the address is written", async () => {
    for (const next of elsewhere) {
      const who = somebody()
      await who.get(`/fr/sign-in?${new URLSearchParams({ next })}`)
      const answer = await who.post("/fr/sign-in", { email: leila.email, password: aPassword, next })
      assert.deepEqual([next, answer.statusCode, leadsOut(answer.headers.location)], [next, 303, false])
      assert.ok(![answer.headers["set-cookie"] ?? []].flat().some((cookie) => /^a=b/.test(cookie)))
      const already = await who.get(`/fr/sign-in?${new URLSearchParams({ next })}`)
      assert.deepEqual([next, already.statusCode, leadsOut(already.headers.location)], [next, 303, false])
    }
  })

  it("by any redirect of the portal stays here, whatever stands in the address", async () => {
    const strange = [
      "//evil.example",
      "/\\evil.example",
      "%2f%2fevil.example",
      "%5c%5cevil.example",
      "evil.example%00",
      "..%2f..%2f%2fevil.example",
    ]
    const patterns = [
      ...new Set(
        portal.routes.filter(({ method, url }) => method === "GET" && /[:*]|^\/$/.test(url)).map(({ url }) => url),
      ),
    ]
    for (const pattern of [...patterns, "/fr/*", "/*"]) {
      for (const value of strange) {
        const url = pattern.replaceAll(/:\w+|\*/g, value)
        for (const who of [somebody(), leila]) {
          const answer = await who.get(url)
          assert.ok(answer.statusCode < 500, `${url} ${answer.statusCode}`)
          if (answer.statusCode >= 300 && answer.statusCode < 400)
            assert.ok(!leadsOut(answer.headers.location), `${url} → ${answer.headers.location}`)
        }
      }
    }
  })

  it("comes from no header of the request", async () => {
    const headers = {
      host: "localhost",
      "x-forwarded-host": "evil.example",
      forwarded: "host=evil.example",
      "x-forwarded-proto": "https",
    }
    for (const url of [
      "/",
      "/fr/office",
      "/fr/sign-in",
      "/fr/datasets",
      "/sitemap.xml",
      "/api/v1/datasets",
      "/api/3/action/package_list",
    ]) {
      const answer = await portal.app.inject({ url, headers })
      assert.ok(!`${answer.body}${JSON.stringify(answer.headers)}`.includes("evil.example"), url)
    }
    const mails = somebody()
    await mails.post("/fr/forgotten-password", { email: leila.email }, { ...headers })
    const [mail] = await takeMails(portal.db)
    assert.ok(mail && !JSON.stringify(mail).includes("evil.example"))
  })
})

describe("what is done is said by known words alone", () => {
  it("an unknown `done` says nothing", async () => {
    for (const done of ["<script>alert(1)</script>", "constructor", "__proto__", "toString", "saved<b>"]) {
      const answer = await leila.get(`/fr/office?${new URLSearchParams({ done })}`)
      assert.equal(answer.statusCode, 200)
      assert.ok(!answer.body.includes("<script>alert") && !/function|native code|\[object/.test(answer.body), done)
    }
  })
})

/** What differs in any two answers: marks, moments, ids. */
function comparable(
  { statusCode, body, headers }: { statusCode: number; body: string; headers: Record<string, unknown> },
  email: string,
) {
  const { "content-length": _length, "x-request-id": _id, date: _date, ...rest } = headers
  return { statusCode, headers: rest, body: body.replaceAll(email, "E").replaceAll(/value="[\w-]{40,}"/g, "") }
}

describe("who has an account is told to nobody", () => {
  const forms: readonly [string, string, Record<string, string>][] = [
    ["signing in with a wrong password", "/sign-in", { password: "faux mot de passe" }],
    ["signing up", "/sign-up", {}],
    ["a forgotten password", "/forgotten-password", {}],
  ]
  for (const [title, path, more] of forms) {
    it(`by ${title}: the same answer, in each language, the throttled one too`, async () => {
      for (const language of languages) {
        const known = await aColleague(portal)
        const blocked = await aColleague(portal)
        await sql`update account set state = 'blocked' where id = ${blocked.id}`.execute(portal.db)
        const answers = []
        for (const email of [known.email, blocked.email, `personne.${language}.${path.slice(1)}@exemple.tn`]) {
          const who = somebody()
          await who.get(`/${language}${path}`)
          for (let times = 0; times < (language === "en" ? 7 : 1); times += 1) {
            answers[answers.length] = comparable(await who.post(`/${language}${path}`, { email, ...more }), email)
          }
        }
        const each = answers.length / 3
        assert.deepEqual(answers.slice(each, 2 * each), answers.slice(0, each))
        assert.deepEqual(answers.slice(2 * each), answers.slice(0, each))
      }
    })
  }

  it("by inviting: the same answer for those who have one and those who have none", async () => {
    const { email } = await aColleague(portal)
    await leila.get("/fr/account")
    const asked = { act: "invite", body: "agriculture", role: "reader", language: "fr" }
    const [one, other] = [
      comparable(await leila.post("/fr/office/team", { ...asked, email }), email),
      comparable(await leila.post("/fr/office/team", { ...asked, email: "neuf@exemple.tn" }), "neuf@exemple.tn"),
    ]
    assert.deepEqual(one, other)
  })

  it("by the words of links that are wrong, old or used", async () => {
    for (const path of ["/sign-up/complete", "/new-password", "/confirm-email", "/invitation"]) {
      const who = somebody()
      for (const token of ["", "x", "a".repeat(43), "é".repeat(10)]) {
        // A link in a mail is opened by programs too: that of a new address only asks to be confirmed.
        if (path !== "/confirm-email") {
          assert.equal((await who.get(`/fr${path}?${new URLSearchParams({ token })}`)).statusCode, 410, path)
        }
        const posted = await who.post(`/fr${path}`, { token, name: "Amel", password: aPassword })
        assert.equal(posted.statusCode, 410, path)
      }
    }
  })
})

describe("guessing", () => {
  it("is slowed down for the address, and locks nobody out of her own network", async () => {
    const { email } = await aColleague(portal)
    const guesser = somebody()
    let last = await guesser.get("/fr/sign-in")
    let tries = 0
    while (last.statusCode !== 429 && tries < 50) {
      last = await guesser.post("/fr/sign-in", { email, password: `essai ${tries}` })
      tries += 1
    }
    assert.ok(tries < 10, `${tries} tries`)
    const right = await guesser.post("/fr/sign-in", { email, password: aPassword })
    assert.equal(right.statusCode, 429, "the right password does not tell itself while one waits")
    const home = somebody()
    assert.equal((await home.post("/fr/sign-in", { email, password: aPassword })).statusCode, 303)
  })
})

describe("lines that end too early", () => {
  const broken = [
    "a@exemple.tn\r\nBcc: all@exemple.tn",
    "a@exemple.tn\nBcc: x",
    "a@exemple.tn,b@exemple.tn",
    "<a@exemple.tn>",
    "a@exemple.tn\0",
  ]

  it("are no addresses of mail", async () => {
    await takeMails(portal.db)
    for (const email of broken) {
      const who = somebody()
      for (const path of ["/sign-up", "/forgotten-password"]) {
        await who.get(`/fr${path}`)
        const answer = await who.post(`/fr${path}`, { email })
        assert.ok(answer.statusCode < 500, `${path} ${email}`)
      }
      await leila.get("/fr/account")
      await leila.post("/fr/office/team", { act: "invite", body: "agriculture", role: "reader", language: "fr", email })
    }
    for (const { to } of await takeMails(portal.db)) assert.match(to, /^[^\s,<>"]+@[^\s,<>"]+$/)
  })

  it("in a name or the name of a body end no header of a mail", async () => {
    const name = "Leïla\r\nBcc: all@exemple.tn\r\n\r\n<b>"
    await leila.get("/fr/account")
    await leila.post("/fr/account", { name, language: "fr" })
    await leila.post("/fr/office/team", {
      act: "invite",
      body: "agriculture",
      role: "reader",
      language: "fr",
      email: "b@exemple.tn",
    })
    for (const { subject, html = "" } of await takeMails(portal.db)) {
      assert.ok(!/[\r\n]/.test(subject), subject)
      assert.ok(!html.includes("<b>"))
    }
    await leila.post("/fr/account", { name: "Leïla Secrète", language: "fr" })
  })
})

describe("what is kept for the next reader", () => {
  const personal = /Leïla Secrète|name="csrf"/

  it("is never somebody's own page, whoever came first", async () => {
    for (const path of [
      "/fr",
      "/fr/datasets",
      "/fr/organizations",
      "/fr/about",
      `/fr/datasets/${await portal.slugOf("huile")}`,
    ]) {
      const hers = await leila.get(path)
      assert.equal(hers.headers["cache-control"], "private, no-cache", path)
      assert.match(String(hers.headers.vary), /cookie/, path)
      assert.match(hers.body, personal, path)
      const forAll = await portal.app.inject(path)
      assert.doesNotMatch(forAll.body, personal, path)
      assert.doesNotMatch((await portal.app.inject(path)).body, personal, path)
      assert.match((await leila.get(path)).body, personal, `${path} from the shared cache`)
    }
  })

  it("is nothing of the office or of one's account", async () => {
    const pages = [
      ...new Set(
        portal.routes
          .filter(
            ({ method, url }) =>
              method === "GET" &&
              /^\/fr\/(office|account|sign-|invitation|new-password)/.test(url) &&
              !url.includes(":"),
          )
          .map(({ url }) => url),
      ),
    ]
    assert.ok(pages.length > 20)
    for (const url of pages) {
      const answer = await leila.get(url)
      assert.deepEqual([url, answer.headers["cache-control"], answer.headers.etag], [url, "no-store", undefined])
    }
  })

  it("is not poisoned by headers or parameters that no page knows", async () => {
    const path = "/fr/about"
    await portal.app.inject({
      url: `${path}?utm="><script>alert(1)</script>`,
      headers: { "x-forwarded-host": "evil.example", "x-original-url": "/fr/office" },
    })
    const answer = await portal.app.inject(path)
    assert.ok(!/evil\.example|alert\(1\)|utm/.test(answer.body))
  })
})
