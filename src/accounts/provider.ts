import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretPost,
  type Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client"
import { z } from "zod"
import type { Clock } from "../platform/clock.ts"
import type { FetchGuarded } from "../platform/fetch/index.ts"
import { SingleSignOnFailed } from "./errors.ts"
import type { SecretBox } from "./secret-box.ts"

export interface ProviderOptions {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret?: string | undefined
  /** Where the provider sends people back to: registered there. */
  readonly redirectUri: string
  readonly fetch: FetchGuarded
  readonly secrets: SecretBox
  readonly clock: Clock
}

/** What the provider says about who came back, already verified. */
export interface ProvidedPerson {
  readonly issuer: string
  readonly subject: string
  readonly email?: string
  readonly emailVerified: boolean
  readonly name?: string
}

/** Single sign-on by OpenID Connect: authorization code flow with PKCE, state and nonce. */
export interface Provider {
  /** Where to send the browser, and what its cookie keeps until it comes back (ten minutes). */
  begin(options: { readonly returnTo: string }): Promise<{ readonly url: string; readonly cookie: string }>
  finish(answer: {
    readonly query: string
    readonly cookie: string
  }): Promise<{ readonly person: ProvidedPerson; readonly returnTo: string }>
}

const flowSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  until: z.number(),
})
const flowMs = 10 * 60_000
const purpose = "single sign-on"

export function createProvider(options: ProviderOptions): Provider {
  const { redirectUri, secrets, clock } = options
  const configuration = keptOnceFound(() => discover(options))
  return {
    async begin({ returnTo }) {
      const flow = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
      const url = buildAuthorizationUrl(await orFailed(configuration), {
        redirect_uri: redirectUri,
        scope: "openid email profile",
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: "S256",
      })
      const kept = JSON.stringify({ ...flow, returnTo, until: clock.now().getTime() + flowMs })
      return { url: url.href, cookie: secrets.seal(kept, purpose).toString("base64url") }
    },
    async finish({ query, cookie }) {
      const flow = openFlow(secrets.open(Buffer.from(cookie, "base64url"), purpose), clock)
      const config = await orFailed(configuration)
      const person = await orFailed(() => personFrom(config, { redirectUri, query, flow }))
      return { person, returnTo: flow.returnTo }
    },
  }
}

function openFlow(text: string | undefined, clock: Clock): z.infer<typeof flowSchema> {
  const flow = text === undefined ? undefined : flowSchema.parse(JSON.parse(text))
  if (!flow || flow.until < clock.now().getTime()) throw new SingleSignOnFailed("it took too long")
  return flow
}

async function personFrom(
  config: Configuration,
  { redirectUri, query, flow }: { redirectUri: string; query: string; flow: z.infer<typeof flowSchema> },
): Promise<ProvidedPerson> {
  const came = new URL(redirectUri)
  came.search = query
  const tokens = await authorizationCodeGrant(config, came, {
    expectedState: flow.state,
    expectedNonce: flow.nonce,
    pkceCodeVerifier: flow.verifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()!
  // Many providers tell the address only when asked for it.
  const told = claims.email === undefined ? await fetchUserInfo(config, tokens.access_token, claims.sub) : claims
  return {
    issuer: claims.iss,
    subject: claims.sub,
    emailVerified: told.email_verified === true,
    ...(typeof told.email === "string" ? { email: told.email } : {}),
    ...(typeof told.name === "string" ? { name: told.name } : {}),
  }
}

async function discover({ issuer, clientId, clientSecret, fetch }: ProviderOptions): Promise<Configuration> {
  const authentication = clientSecret === undefined ? None() : ClientSecretPost(clientSecret)
  // The settings accept plain http on this machine alone.
  const insecure = new URL(issuer).protocol === "http:" ? [allowInsecureRequests] : []
  return discovery(new URL(issuer), clientId, undefined, authentication, {
    [customFetch]: fetchThrough(fetch),
    execute: [...insecure, enableNonRepudiationChecks],
  })
}

const longestAnswer = 2 ** 20

/** The library's requests by our one way out. */
function fetchThrough(fetch: FetchGuarded): CustomFetch {
  return async (url, { method, headers, body }) => {
    const answer = await fetch(url, {
      method: method === "POST" ? "POST" : "GET",
      headers,
      ...(body === undefined || body === null ? {} : { body: String(body) }),
      timeoutMs: 15_000,
      maxBytes: longestAnswer,
      attempts: 1,
    })
    const isEmpty = answer.status === 204 || answer.status === 304
    return new Response(isEmpty ? null : Buffer.from(await answer.bytes()), {
      status: answer.status,
      headers: answer.headers,
    })
  }
}

/** What the provider is, once it answered: until then each asks again. */
function keptOnceFound(find: () => Promise<Configuration>): () => Promise<Configuration> {
  let found: Promise<Configuration> | undefined
  return () => {
    found ??= find().catch((error: unknown) => {
      found = undefined
      throw error
    })
    return found
  }
}

/** Whatever goes wrong between us and the provider: its code for the reader, never its words. */
async function orFailed<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const { error: told, code } = error as { error?: unknown; code?: unknown }
    throw new SingleSignOnFailed(String(told ?? code ?? "no answer").slice(0, 100), { cause: error })
  }
}
