import assert from "node:assert/strict"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { after, before, describe, test } from "node:test"
import OidcProvider from "oidc-provider"
import { aClient, accountWorld, aPassword, signUpPerson } from "../../tests/support/accounts.ts"
import { type TestDatabase, testDatabase } from "../../tests/support/database.ts"
import { createGuardedFetch, type GuardedClient } from "../platform/fetch/index.ts"
import { silentLog } from "../platform/log.ts"
import {
  actorOfSession,
  createProvider,
  linkWithPassword,
  type Provider,
  SignInRefused,
  SingleSignOnFailed,
  SingleSignOnUnconfirmed,
  signIn,
  signInAsProvided,
} from "./index.ts"

const redirectUri = "https://portal.test/sign-in/provider/return"

interface Person {
  readonly email: string
  readonly email_verified: boolean
  readonly name: string
}
const people: Record<string, Person> = {
  new: { email: "new@exemple.tn", email_verified: true, name: "Nouvelle Personne" },
  known: { email: "Known@exemple.tn", email_verified: true, name: "Known" },
  doubtful: { email: "victim@exemple.tn", email_verified: false, name: "Doubtful" },
  spam: { email: "spam@exemple.tn", email_verified: true, name: "Visit https://spam.tn" },
}

/** A real provider on this machine, with its own development forms for signing in and consent. */
async function startProvider(): Promise<{ issuer: string; server: Server }> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const oidc = new OidcProvider(issuer, {
    clients: [
      {
        client_id: "fihrist",
        client_secret: "a secret of the test",
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: "client_secret_post",
      },
    ],
    pkce: { required: () => true },
    claims: { email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
    cookies: { keys: ["a key of the test"] },
  })
  server.on("request", oidc.callback())
  return { issuer, server }
}

/** What a browser does: follows redirects, keeps cookies, fills in the forms of the provider. */
async function browse(url: string, login: string): Promise<string> {
  const jar = new Map<string, string>()
  let [address, init] = [url, {} as RequestInit]
  for (let steps = 0; steps < 20; steps += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ")
    const answer = await fetch(address, { ...init, headers: { ...init.headers, cookie }, redirect: "manual" })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (value) jar.set(name!, value)
      else jar.delete(name!)
    }
    const location = answer.headers.get("location")
    if (location?.startsWith(redirectUri)) return new URL(location).search
    if (location) {
      ;[address, init] = [new URL(location, address).href, {}]
      continue
    }
    const page = await answer.text()
    const action = /action="([^"]+)"/.exec(page)?.[1]
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1]
    if (!action || !prompt) throw new Error(`no form: ${answer.status} ${page.slice(0, 300)}`)
    const body = new URLSearchParams({ prompt, ...(prompt === "login" ? { login, password: "x" } : {}) })
    ;[address, init] = [new URL(action, address).href, { method: "POST", body }]
  }
  throw new Error("the provider never came back")
}

let database: TestDatabase
let world: Awaited<ReturnType<typeof accountWorld>>
let server: Server
let issuer: string
let outside: GuardedClient
let provider: Provider

before(async () => {
  database = await testDatabase()
  world = await accountWorld(database, new Date().toISOString())
  ;({ issuer, server } = await startProvider())
  outside = createGuardedFetch({ allow: ["127.0.0.1/32"], log: silentLog, userAgent: "test" })
  provider = createProvider(optionsOf(outside))
})
after(async () => {
  await outside.close()
  server.closeAllConnections()
  server.close()
  await database.drop()
})

function optionsOf({ fetch }: GuardedClient) {
  const { secrets, clock } = world.deps
  return { issuer, clientId: "fihrist", clientSecret: "a secret of the test", redirectUri, fetch, secrets, clock }
}

async function comeBackAs(login: string) {
  const { url, cookie } = await provider.begin({ returnTo: "/fr/office" })
  return provider.finish({ query: await browse(url, login), cookie })
}

async function signInAs(login: string) {
  const { person } = await comeBackAs(login)
  return signInAsProvided(world.deps, { person, language: "ar", client: aClient })
}

const whoIs = (token: string) =>
  actorOfSession(database.db, { token, now: world.clock.now(), secondFactorRequired: true })

describe("single sign-on", { timeout: 120_000 }, () => {
  test("a person without an account gets one, without any role, and finds it again", async () => {
    const first = await signInAs("new")
    assert.ok(first.kind === "signed-in")
    const me = await whoIs(first.token)
    assert.deepEqual([me?.account.email, me?.account.name], ["new@exemple.tn", "Nouvelle Personne"])
    assert.deepEqual(me?.actor.roles, [])
    assert.equal(me?.account.hasPassword, false)
    const second = await signInAs("new")
    assert.ok(second.kind === "signed-in" && second.accountId === first.accountId)
    await assert.rejects(signIn(world.deps, { email: "new@exemple.tn", password: "", client: aClient }), SignInRefused)
  })

  test("an account with a password is opened only after its owner typed that once", async () => {
    const { accountId } = await signUpPerson(world.deps, { email: "known@exemple.tn" })
    const asked = await signInAs("known")
    assert.ok(asked.kind === "password-needed" && asked.email === "known@exemple.tn")
    const link = (password: string) => linkWithPassword(world.deps, { ticket: asked.ticket, password, client: aClient })
    await assert.rejects(link("wrong wrong wrong"), SignInRefused)

    const linked = await link(aPassword)

    assert.equal(linked.accountId, accountId)
    const again = await signInAs("known")
    assert.ok(again.kind === "signed-in" && again.accountId === accountId)
  })

  test("an address that the provider does not vouch for opens nothing and makes nothing", async () => {
    await signUpPerson(world.deps, { email: "victim@exemple.tn" })
    await assert.rejects(signInAs("doubtful"), SingleSignOnUnconfirmed)
  })

  test("a name that we would not take from a form is not taken from the provider", async () => {
    const answer = await signInAs("spam")
    assert.ok(answer.kind === "signed-in")
    assert.equal((await whoIs(answer.token))?.account.name, "spam")
  })

  test("where to go on is kept for the way back; another browser's answer, a changed one and a late one are refused", async () => {
    const mine = await provider.begin({ returnTo: "/fr/office" })
    const theirs = await provider.begin({ returnTo: "/" })
    const query = await browse(mine.url, "new")
    await assert.rejects(provider.finish({ query, cookie: theirs.cookie }), SingleSignOnFailed)
    await assert.rejects(provider.finish({ query, cookie: `${mine.cookie.slice(0, -4)}AAAA` }), SingleSignOnFailed)
    await assert.rejects(
      provider.finish({ query: query.replace(/code=[^&]+/, "code=forged"), cookie: mine.cookie }),
      SingleSignOnFailed,
    )
    assert.equal((await provider.finish({ query, cookie: mine.cookie })).returnTo, "/fr/office")
    await assert.rejects(provider.finish({ query, cookie: mine.cookie }), SingleSignOnFailed, "a code counts once")

    const late = await provider.begin({ returnTo: "/" })
    const lateQuery = await browse(late.url, "new")
    world.wait(11)
    await assert.rejects(provider.finish({ query: lateQuery, cookie: late.cookie }), SingleSignOnFailed)
  })

  test("who says no at the provider comes back with a refusal, not an error of ours", async () => {
    const { cookie, url } = await provider.begin({ returnTo: "/" })
    const state = new URL(url).searchParams.get("state")
    const query = `?error=access_denied&state=${state}&iss=${encodeURIComponent(issuer)}`
    await assert.rejects(provider.finish({ query, cookie }), (error: Error) => /access_denied/.test(error.message))
  })

  test("a provider that is away is a refusal, and asked again the next time", async () => {
    const blocked = createGuardedFetch({ allow: [], log: silentLog, userAgent: "test" })
    const unreachable = createProvider(optionsOf(blocked))
    await assert.rejects(unreachable.begin({ returnTo: "/" }), SingleSignOnFailed)
    await blocked.close()
  })
})
