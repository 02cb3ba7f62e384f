import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { type Endpoint, isPrivate } from "../../src/api/rest/endpoint.ts"
import { endpoints } from "../../src/api/rest/endpoints.ts"
import type { Actor } from "../../src/platform/actor.ts"
import { ids } from "./support/catalogue.ts"
import { type PersonName, people, settlePeople, storeFile } from "./support/office-people.ts"
import { type ApiPortal, apiPortal } from "./support/portal.ts"
import { giveSchools } from "./support/tables.ts"

const nobody = "01930000-0000-7000-8000-00000000eeee"
const file = "01930000-0000-7000-8000-00000000f001"
const ministry = "/organizations/ministere-agriculture"
const census = "/datasets/recensement-agricole"

/**
 * What each is answered, in this order: a coordinator of another body, then a reader, a contributor and a coordinator of the
 * body, an administrator, and the administrator by a token that may only read. Nobody at all is answered 401 everywhere.
 */
const matrix: Readonly<Record<string, string>> = {
  [`GET ${census}/collaborators`]: "404 403 403 200 200 403",
  [`PUT ${census}/collaborators`]: "404 403 403 404 404 403",
  [`DELETE ${census}/collaborators/${nobody}`]: "404 403 403 204 204 403",
  [`GET /tables/${ids.file}/dictionary`]: "404 200 200 200 200 200",
  [`PATCH /tables/${ids.file}/dictionary`]: "404 403 200 200 200 403",
  [`POST /distributions/${ids.file}/read-again`]: "404 403 202 202 202 403",
  "POST /datasets/bulk": "200 200 200 200 200 200",
  "POST /datasets/import": "422 422 422 422 422 403",
  [`POST /bulk/${nobody}/apply`]: "404 404 404 404 404 404",
  [`GET /bulk/${nobody}`]: "404 404 404 404 404 404",
  [`GET /bulk/${nobody}/lines`]: "404 404 404 404 404 404",
  [`GET /bulk/${nobody}/report.csv`]: "404 404 404 404 404 404",
  "POST /datasets/transfer": "404 403 403 403 204 403",
  "GET /office/datasets/export.csv": "200 200 200 200 200 200",
  [`GET /files/${file}`]: "404 404 200 404 200 200",
  [`POST /files/${file}/answer`]: "404 404 200 404 200 404",
  "POST /organizations": "403 403 403 403 201 403",
  [`GET /office${ministry}`]: "403 200 200 200 200 200",
  [`PATCH ${ministry}`]: "403 403 403 200 200 403",
  [`PUT ${ministry}/publishing-rule`]: "403 403 403 200 200 403",
  [`GET ${ministry}/glance`]: "403 200 200 200 200 200",
  [`POST ${ministry}/rename`]: "403 403 403 403 200 403",
  [`POST ${ministry}/move`]: "403 403 403 403 200 403",
  [`POST ${ministry}/merge`]: "403 403 403 403 200 403",
  [`POST ${ministry}/split`]: "403 403 403 403 200 403",
  [`POST ${ministry}/close`]: "403 403 403 403 200 403",
  [`GET ${ministry}/members`]: "403 403 403 200 200 403",
  [`PATCH ${ministry}/members/${nobody}`]: "403 403 403 404 404 403",
  [`DELETE ${ministry}/members/${nobody}`]: "403 403 403 204 204 403",
  [`GET ${ministry}/invitations`]: "403 403 403 200 200 403",
  [`POST ${ministry}/invitations`]: "403 403 403 201 201 403",
  [`POST /invitations/${nobody}/resend`]: "404 404 404 404 404 404",
  [`DELETE /invitations/${nobody}`]: "404 404 404 404 404 404",
  "GET /membership-requests": "200 403 403 200 200 403",
  [`POST /membership-requests/${nobody}/decide`]: "404 404 404 404 404 404",
  ...ofList("themes", "201"),
  ...ofList("licences", "201"),
  ...ofList("places", "422"),
  "GET /sources": "200 403 403 200 200 403",
  "POST /sources": "403 403 403 201 409 403",
  [`GET /sources/${ids.source}`]: "403 403 403 200 200 403",
  [`PATCH /sources/${ids.source}`]: "403 403 403 200 200 403",
  [`POST /sources/${ids.source}/run`]: "403 403 403 202 202 403",
  [`POST /sources/${ids.source}/activate`]: "403 403 403 200 200 403",
  [`POST /sources/${ids.source}/deactivate`]: "403 403 403 200 200 403",
  "POST /sources/preview": "403 403 403 202 202 403",
  [`POST /sources/${ids.source}/preview`]: "403 403 403 202 202 403",
  [`GET /sources/previews/${nobody}`]: "404 404 404 404 404 404",
  [`GET /sources/${ids.source}/unmapped`]: "403 403 403 200 200 403",
  [`GET /sources/${ids.source}/publishers`]: "403 403 403 200 200 403",
  [`PUT /sources/${ids.source}/publishers/onh`]: "403 403 403 200 200 403",
  [`GET /sources/${ids.source}/corrections`]: "403 403 403 200 200 403",
  [`GET /sources/${ids.source}/corrections.csv`]: "403 403 403 200 200 403",
  [`GET /sources/${ids.source}/runs`]: "403 403 403 200 200 403",
  [`GET /runs/${nobody}`]: "404 404 404 404 404 404",
  [`GET /runs/${nobody}/report.csv`]: "404 404 404 404 404 404",
  [`POST /runs/${nobody}/confirm`]: "404 404 404 404 404 404",
  "GET /duplicates": "200 403 403 200 200 200",
  [`POST /duplicates/${ids.census}/${nobody}/join`]: "404 403 403 404 404 404",
  [`POST /duplicates/${ids.census}/${nobody}/keep-apart`]: "404 403 403 404 404 404",
  "GET /account": "200 200 200 200 200 200",
  "GET /account/notices": "200 200 200 200 200 200",
  "POST /account/notices/read": "200 200 200 200 200 403",
  "GET /audit": "200 403 403 200 200 200",
  "GET /pages": "403 403 403 403 200 403",
  "POST /pages": "403 403 403 403 201 403",
  [`GET /pages/${nobody}`]: "403 403 403 403 404 403",
  [`PATCH /pages/${nobody}`]: "403 403 403 403 404 403",
  [`DELETE /pages/${nobody}`]: "403 403 403 403 404 403",
  [`POST /pages/${nobody}/publish`]: "403 403 403 403 404 403",
  [`POST /pages/${nobody}/unpublish`]: "403 403 403 403 404 403",
  "GET /announcements": "403 403 403 403 200 403",
  "POST /announcements": "403 403 403 403 201 403",
  [`PATCH /announcements/${nobody}`]: "403 403 403 403 404 403",
  [`DELETE /announcements/${nobody}`]: "403 403 403 403 404 403",
  "GET /featured": "403 403 403 403 200 403",
  "POST /featured": "403 403 403 403 200 403",
  [`PATCH /featured/${nobody}`]: "403 403 403 403 404 403",
  [`DELETE /featured/${nobody}`]: "403 403 403 403 404 403",
  "GET /settings": "403 403 403 403 200 403",
  "PATCH /settings": "403 403 403 403 200 403",
}

function ofList(name: string, added: string): Record<string, string> {
  return {
    [`GET /office/${name}`]: "200 200 200 200 200 200",
    [`POST /${name}`]: `403 403 403 403 ${added} 403`,
    [`PATCH /${name}/unknown`]: "403 403 403 403 404 403",
    [`DELETE /${name}/unknown`]: "403 403 403 403 404 403",
    [`POST /${name}/unknown/revive`]: "403 403 403 403 404 403",
    [`PUT /${name}/order`]: `403 403 403 403 ${added === "201" ? 204 : 422} 403`,
  }
}

const ofSingleDatasets = ["writing", "workflow"]
const covered = endpoints.filter(
  (one) => isPrivate(one) && (!ofSingleDatasets.includes(one.group) || one.path.includes("collaborators")),
)

let portal: ApiPortal
let who: Record<PersonName, Actor>
before(async () => {
  portal = await apiPortal()
  who = await settlePeople(portal)
  await storeFile(portal, who.contributor.id, file)
  await giveSchools(portal)
})
after(() => portal.close())

describe("who may what, at every address of the office", () => {
  it("is said of each of them", () => {
    const asked = Object.keys(matrix).map(templateOf)
    assert.deepEqual(asked.sort(), covered.map(({ method = "GET", path }) => `${method} ${path}`).sort())
  })

  for (const [address, expected] of Object.entries(matrix)) {
    it(`${address}: ${expected}`, async () => {
      const [method, path] = address.split(" ") as ["GET", string]
      const one = covered.find((each) => `${each.method ?? "GET"} ${each.path}` === templateOf(address))
      const body = bodyOf(one)
      const asked = [...people, "administrator-reading"]
      assert.equal((await portal.send(method, `/api/v1${path}`, body)).status, 401)
      const answers = []
      for (const as of asked) answers.push((await portal.send(method, `/api/v1${path}`, { as, ...body })).status)
      assert.equal(answers.join(" "), expected)
    })
  }
})

/** The first example; of a reorganisation the plan alone. */
function bodyOf(one: Endpoint | undefined): { body?: object } {
  const body = one?.examples[0]?.body as object | undefined
  if (!body) return {}
  return { body: /\/(?:merge|split|close)$/.test(one?.path ?? "") ? { ...body, preview: true } : body }
}

function templateOf(address: string): string {
  const template = address
    .replace(ministry, "/organizations/{ref}")
    .replace(census, "/datasets/{ref}")
    .replace(/\/unknown\b/, "/{code}")
    .replace(/\/duplicates\/[0-9a-f-]{36}\/[0-9a-f-]{36}/, "/duplicates/{one}/{other}")
    .replace(/\/publishers\/\w+/, "/publishers/{key}")
    .replace(/\/members\/[0-9a-f-]{36}/, "/members/{accountId}")
  return template.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "{id}")
}
