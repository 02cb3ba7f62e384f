import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import fc from "fast-check"
import { addressOf, type Endpoint, isPrivate } from "../src/api/rest/endpoint.ts"
import { endpoints } from "../src/api/rest/endpoints.ts"
import { ids } from "./api/support/catalogue.ts"
import { settlePeople } from "./api/support/office-people.ts"
import { type ApiPortal, apiPortal } from "./api/support/portal.ts"

const writes = endpoints.filter(isPrivate)

let portal: ApiPortal
before(async () => {
  portal = await apiPortal()
  await settlePeople(portal)
})
after(() => portal.close())

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    ...["\0", "a\0b", "\ud800", "\udfff\ud800", "\u202e", "", " ", "a".repeat(20_000), "__proto__", "constructor"],
    ...["javascript:alert(1)", "http://[", "http://a:b@c/", "//evil.example", "x\r\nset-cookie: a=b", "%00", "{", "'"],
    ...["9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z", "-271821-04-19T23:59:59Z", "2026-02-30", "* * * * * * *"],
    ...["01930000-0000-7000-8000-0000000000a1", "01930000-0000-7000-8000-FFFFFFFFFFFF", "x@y", "x@y.tn\nz@y.tn"],
  ),
)
const number = fc.constantFrom(-1, 0, 1e308, -1e308, 2 ** 31, 2 ** 53, 0.1, -0)
/** Deeper than JSON.stringify goes; put in once the rest is text. */
const deep = "<deep>"
const deepened = (payload: string) => payload.replaceAll(`"${deep}"`, "[".repeat(50_000) + "]".repeat(50_000))
const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: text },
  number,
  fc.boolean(),
  fc.constant(null),
  fc.constant(deep),
  fc.array(text, { maxLength: 3 }),
  fc.array(fc.constant("x"), { minLength: 300, maxLength: 300 }),
  fc.dictionary(text, fc.oneof(text, number, fc.constant(null)), { maxKeys: 3 }),
)

/** What an address takes, with one of its values, however deep, made into something else; or anything at all. */
function bodies({ body, examples }: Endpoint): fc.Arbitrary<unknown> {
  const known = (body as { shape?: object } | undefined)?.shape ?? {}
  const example = (examples[0]?.body ?? {}) as object
  const paths = [...leavesOf(example), ...Object.keys(known).map((name) => [name])]
  if (paths.length === 0) return value
  const spoiled = fc
    .array(fc.tuple(fc.constantFrom(...paths), value), { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce<unknown>((made, [path, given]) => withAt(made, path, given), example))
  return fc.oneof({ weight: 6, arbitrary: spoiled }, value)
}

function leavesOf(one: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof one !== "object" || one === null) return [path]
  return Object.entries(one).flatMap(([name, inner]) => [[...path, name], ...leavesOf(inner, [...path, name])])
}

function withAt(one: unknown, [name, ...rest]: readonly string[], given: unknown): unknown {
  if (name === undefined) return given
  if (Array.isArray(one)) return one.map((inner, at) => (String(at) === name ? withAt(inner, rest, given) : inner))
  const before = typeof one === "object" && one !== null ? (one as Record<string, unknown>) : {}
  return { ...before, [name]: withAt(before[name], rest, given) }
}

const address = (one: Endpoint) =>
  fc
    .record({
      ref: fc.oneof(fc.constantFrom("recensement-agricole", "ministere-agriculture", ids.census), text),
      id: fc.oneof(fc.constantFrom(ids.source, ids.file, ids.census), text),
      code: fc.oneof(fc.constantFrom("agriculture", "lndpo-tn", "iso:TN"), text),
      accountId: text,
      position: fc.oneof(fc.constantFrom("0", "1", "-1", "9".repeat(15)), text),
    })
    .map((path) => {
      const wellFormed = Object.fromEntries(Object.entries(path).map(([name, each]) => [name, each.toWellFormed()]))
      return addressOf(one, { title: one.summary, path: wellFormed, query: "" })
    })

const headers = fc.record(
  {
    "if-match": fc.constantFrom("*", '"v1"', '"v999999999"', "W/", '"v1e9"', "x".repeat(3000)),
    "idempotency-key": fc.constantFrom("k", "a b", "é", "x".repeat(300), "k2"),
    "accept-language": fc.constantFrom("ar", "fr", "en", "__proto__"),
  },
  { requiredKeys: [] },
)

const query = fc.oneof(
  { weight: 5, arbitrary: fc.constant("") },
  fc
    .tuple(fc.constantFrom("cursor", "limit", "organization", "confirmed", "replacedBy", "q", "verdict"), text)
    .map(([name, given]) => `?${name}=${encodeURIComponent(given.toWellFormed())}`),
)

describe("whatever a program sends", () => {
  it("is answered, by whomever it comes, and never by a failure of ours", async () => {
    const request = fc.constantFrom(...writes).chain((one) =>
      fc.record({
        one: fc.constant({ id: one.id, method: one.method }),
        url: address(one),
        payload: (one.body ? bodies(one) : fc.oneof(fc.constant({}), value)).map((body) => JSON.stringify(body)),
        as: fc.constantFrom("administrator", "administrator", "coordinator", "contributor", "stranger"),
        headers,
        query,
      }),
    )
    await fc.assert(
      fc.asyncProperty(request, async ({ one, url, payload, as, headers: head, query: search }) => {
        const { method = "GET", id } = one
        const writing = method === "GET" ? {} : { payload: deepened(payload) }
        const type = method === "GET" ? {} : { "content-type": "application/json" }
        const answer = await portal.app.inject({
          ...{ method, url: url + search, headers: { ...head, ...type, authorization: as } },
          ...writing,
        })
        const asked = `${id} ${url}${search} ${JSON.stringify(head)} ${payload.slice(0, 500)}`
        assert.ok(answer.statusCode < 500, `${asked} → ${answer.statusCode} ${answer.body}`)
        assert.equal(answer.headers["set-cookie"], undefined, asked)
        if (answer.statusCode < 400) return
        const problem = answer.json()
        assert.equal(problem.status, answer.statusCode, asked)
        for (const { message } of problem.errors ?? []) assert.ok(message.length > 3, asked)
      }),
      { numRuns: 2500, interruptAfterTimeLimit: 25_000 },
    )
  })
})
