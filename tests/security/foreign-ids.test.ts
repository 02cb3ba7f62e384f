/** Identifiers of one body in the hands of everybody else: all addresses of the router, all ways of naming. */
import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { actions } from "../../src/api/ckan/actions.ts"
import { officeRoutes } from "../../src/web/office/office-modules.ts"
import { fingerprint, type SecretOffice, secret, secretOffice, sought, tokenOf } from "./secret-office.ts"

let office: SecretOffice
before(async () => {
  office = await secretOffice()
})
after(async () => office.portal.close())

/** The address with each identifier in its first place; further places hold what belongs there. */
function filled(pattern: string, values = Object.values(office.ids)): string[] {
  const { position = "", run = "", keptFile = "" } = office.ids
  const others = { ":position": position, ":run": run, ":distribution": keptFile }
  const rest = Object.entries(others).reduce((url, [place, value]) => url.replace(place, value), pattern)
  const [place] = rest.match(/:\w+|\*/) ?? []
  return place ? values.map((value) => rest.replace(place, value).replaceAll(/:\w+/g, keptFile)) : [rest]
}

const inFrench = (url: string) => !/^\/(ar|en)(\/|$)/.test(url)

function readable(): string[] {
  const urls = office.portal.routes.filter(({ method, url }) => method === "GET" && inFrench(url))
  return [...new Set(urls.map(({ url }) => url))]
}

const searches = [
  "",
  `?q=${sought}`,
  `?q=${sought}&sort=title&state=draft`,
  "?limit=100",
  "?trashed=true&state=draft&show=all",
]

/** Addresses at which this reader meets the secret. */
async function meets(
  read: (url: string) => Promise<{ body: string; headers: object }>,
  patterns = readable(),
): Promise<Set<string>> {
  const found = new Set<string>()
  for (const pattern of patterns) {
    const addresses =
      pattern.includes(":") || pattern.includes("*") ? filled(pattern) : searches.map((one) => pattern + one)
    for (const url of addresses) {
      const { body, headers } = await read(url)
      if (`${body}${JSON.stringify(headers)}`.includes(secret)) found.add(pattern)
    }
  }
  return found
}

describe("what is not public", () => {
  it("is met by those whose work it is, at many addresses", async () => {
    const { owner } = office
    const theirs = ["/fr/office/datasets", "/fr/office/datasets/:id/edit", "/fr/office/datasets/:id/review", "/files/*"]
    for (const pattern of theirs) assert.ok(readable().includes(pattern), pattern)
    assert.deepEqual([...(await meets((url) => owner.get(url), theirs))], theirs)
  })

  it("is met nowhere by a visitor", async () => {
    const { app } = office.portal
    assert.deepEqual([...(await meets((url) => app.inject({ url })))], [])
  })

  it("is met nowhere by the coordinator of another body", async () => {
    const { stranger } = office
    assert.deepEqual([...(await meets((url) => stranger.get(url)))], [])
  })

  it("is met nowhere by somebody without a role", async () => {
    const { citizen } = office
    assert.deepEqual([...(await meets((url) => citizen.get(url)))], [])
  })
})

const acts = [
  ...["save", "submit", "publish", "schedule", "draft", "remove", "role", "invite", "resend", "withdraw", "accept"],
  ...["decline", "restore", "unpublish", "add", "up", "down", "note", "run", "stop", "resume", "block", "unblock"],
  ...["reset-factor", "make-administrator", "take-administrator", "leave", "apply", "cancel"],
]

/** A form that says in every field what belongs to somebody else. */
function everything(act: string, id: string): Record<string, string> {
  const { ids } = office
  const document = JSON.stringify({
    organizationId: ids.body,
    visibility: "public",
    facts: { title: { fr: "Pris" } },
    distributions: [{ id: ids.draftFile, file: { id: ids.file, name: "pris.csv" } }],
  })
  const texts = { text: "x", comment: "x", answer: "x", note: "x", reason: "error", name: "Pris", "title.fr": "Pris" }
  const bodies = { body: "agriculture", organization: "agriculture", organizationId: ids.body ?? "" }
  const people = { account: ids.ownerId ?? "", email: "pris@exemple.tn", role: "coordinator", confirmed: "yes" }
  const documents = { base: document, theirs: document, merged: document, file: ids.draftFile ?? "" }
  const files = { [`file.${ids.draftFile}.stored`]: ids.file ?? "", [`answer.${ids.file}`]: "none" }
  const chosen = {
    ids: id,
    dataset: id,
    selected: id,
    publishAt: "2027-01-01T10:00",
    kind: "ckan",
    url: "https://x.tn",
  }
  return { act, id, ...texts, ...bodies, ...people, ...documents, ...files, ...chosen }
}

describe("what belongs to others is not changed", () => {
  // The reader's own notices and preferences are hers to change.
  const ownTables = ["notice", "notice_preference", "notice_read"]

  it("by any form of the office, whatever it names", async () => {
    const unsafe = office.portal.routes.filter(({ method, url }) => method === "POST" && url.startsWith("/fr/office"))
    const patterns = [...new Set(unsafe.map(({ url }) => url))]
    assert.ok(patterns.length >= 25)
    const ofAdministrators = new Set(
      officeRoutes.filter(({ administrators }) => administrators).map(({ path }) => `/fr/office${path}`),
    )
    const {
      draft = "",
      kept = "",
      shown = "",
      request = "",
      invitation = "",
      ownerId = "",
      source = "",
      file = "",
    } = office.ids
    for (const who of [office.citizen, office.stranger]) {
      await who.get("/fr/account")
      const before = await fingerprint(office.portal, ownTables)
      for (const pattern of patterns) {
        const isOne = !pattern.includes(":")
        // These forms are closed before they are read: whatever act they are asked for, nothing of it is looked at.
        const closed = ofAdministrators.has(pattern)
        for (const url of filled(pattern, [draft, kept, shown, source])) {
          for (const id of isOne ? [draft, request, invitation, ownerId] : [draft]) {
            for (const act of closed
              ? ["save"]
              : isOne
                ? acts
                : ["save", "publish", "remove", "run", `answer:${file}`]) {
              const answer = await who.post(url, everything(act, id))
              assert.ok(answer.statusCode < 500, `${url} ${act} ${answer.statusCode}`)
              if (closed) assert.equal(answer.statusCode, 403, `${url} ${act}`)
              assert.ok(!answer.body.includes(secret), `${url} ${act}`)
            }
          }
        }
      }
      assert.deepEqual(await fingerprint(office.portal, ownTables), before)
    }
  })

  it("by REST with a token of all scopes, and does not even exist there", async () => {
    const before = await fingerprint(office.portal, ["api_token"])
    const writes = office.portal.routes.filter(
      ({ method, url }) => url.startsWith("/api/v1/") && !["GET", "HEAD", "OPTIONS"].includes(method),
    )
    for (const who of [office.citizen, office.stranger]) {
      const authorization = `Bearer ${await tokenOf(office.portal, who)}`
      for (const { method, url: pattern } of writes.filter(({ url }) => url.includes(":"))) {
        for (const url of filled(pattern)) {
          const answer = await office.portal.app.inject({
            method: method as "POST",
            url,
            headers: { authorization, "content-type": "application/json" },
            payload: JSON.stringify({ comment: "x", text: "x", reason: "error", publishAt: "2027-01-01T10:00:00Z" }),
          })
          // That a body, a source, a list or the portal's own content exists is no secret, and who answers for no body is
          // asked about no duplicates: there a plain no is right.
          const known =
            /^\/api\/v1\/(?:organizations|themes|licences|places|announcements|pages|featured|settings|sources|runs|duplicates)\//
          const expected = [400, 401, 404, 405, 412, 415, 422, ...(known.test(url) ? [403] : [])]
          assert.ok(expected.includes(answer.statusCode), `${method} ${url} ${answer.statusCode} ${answer.body}`)
          assert.ok(!answer.body.includes(secret), url)
        }
      }
    }
    assert.deepEqual(await fingerprint(office.portal, ["api_token"]), before)
  })

  it("by any action of CKAN, which tells nothing of it either", async () => {
    const before = await fingerprint(office.portal, ["api_token"])
    for (const who of [office.citizen, office.stranger]) {
      const authorization = await tokenOf(office.portal, who)
      for (const name of Object.keys(actions)) {
        for (const id of Object.values(office.ids)) {
          const given = {
            id,
            name: id,
            package_id: id,
            owner_org: "agriculture",
            datasets: [id],
            org_id: "agriculture",
            title: "Pris",
            q: `id:${id} OR ${sought}`,
            include_private: true,
            include_drafts: true,
            resources: [{ id: office.ids.draftFile, url: "https://x.tn" }],
          }
          const answer = await office.portal.app.inject({
            method: "POST",
            url: `/api/3/action/${name}`,
            headers: { authorization, "content-type": "application/json" },
            payload: JSON.stringify(given),
          })
          assert.ok(answer.statusCode < 500, `${name} ${id} ${answer.body}`)
          assert.ok(!answer.body.includes(secret), `${name} ${id}`)
        }
      }
    }
    assert.deepEqual(await fingerprint(office.portal, ["api_token"]), before)
  })
})

describe("pages of administrators", () => {
  it("open to no coordinator, and do nothing for her", async () => {
    const { owner, portal } = office
    const pages = officeRoutes.filter(({ administrators }) => administrators)
    assert.ok(pages.length >= 10)
    await owner.get("/fr/account")
    const before = await fingerprint(portal)
    for (const { path, get, post } of pages) {
      for (const url of filled(`/fr/office${path}`, [office.ids.draft ?? "", office.citizen.id])) {
        if (get) assert.equal((await owner.get(url)).statusCode, 403, url)
        for (const act of post ? ["save", "make-administrator"] : [])
          assert.equal((await owner.post(url, everything(act, office.ids.draft ?? ""))).statusCode, 403, url)
      }
    }
    assert.deepEqual(await fingerprint(portal), before)
  })
})

describe("the same forms and calls in the right hands", () => {
  it("do change it: the tests above would see it", async () => {
    const { owner, portal, ids } = office
    await owner.get("/fr/account")
    for (const [path, act] of [
      [`/datasets/${ids.draft}/comment`, "comment"],
      ["/team", "decline"],
      [`/sources/${ids.source}`, "stop"],
    ] as const) {
      const before = await fingerprint(portal)
      const answer = await owner.post(`/fr/office${path}`, everything(act, ids.request ?? ""))
      assert.equal(answer.statusCode, 303, path)
      assert.notDeepEqual(await fingerprint(portal), before, path)
    }
  })
})
