import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"
import { apiReferenceModel } from "../../src/api/index.ts"
import { addressOf, isPrivate } from "../../src/api/rest/endpoint.ts"
import { described, endpoints } from "../../src/api/rest/endpoints.ts"
import { languages } from "../../src/texts/index.ts"
import { type ApiPortal, apiPortal } from "./support/portal.ts"

type Json = Record<string, never>

let portal: ApiPortal
let document: Json
before(async () => {
  portal = await apiPortal()
  document = (await portal.get("/api/v1/openapi.json")).body
})
after(() => portal.close())

describe("the OpenAPI description", () => {
  it("is OpenAPI 3.1 with the address of this portal", () => {
    assert.equal(document.openapi, "3.1.0")
    assert.deepEqual(document.servers, [{ url: "http://127.0.0.1:8080/api/v1" }])
  })

  it("describes every address with unique operation ids, a tag that exists and its parameters", () => {
    const tags = new Set((document.tags as unknown as { name: string }[]).map(({ name }) => name))
    const paths = document.paths as unknown as Record<string, Record<string, Operation>>
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
    )
    assert.deepEqual(
      operations.map(({ method, path }) => `${method} ${path}`).sort(),
      described.map(({ method = "GET", path }) => `${method} ${path}`).sort(),
    )
    assert.equal(new Set(operations.map(({ operation }) => operation.operationId)).size, operations.length)
    for (const { path, operation } of operations) {
      assert.ok(
        operation.tags.every((tag) => tags.has(tag)),
        path,
      )
      const named = operation.parameters.filter((one) => one.in === "path").map(({ name }) => `{${name}}`)
      assert.deepEqual(
        [...path.matchAll(/\{\w+\}/g)].map(([name]) => name),
        named,
        path,
      )
      for (const { name, description, schema } of operation.parameters) {
        assert.ok(description.length > 1 && Object.hasOwn(schema, "type"), `${path} ${name}`)
      }
      const statuses = Object.keys(operation.responses)
      assert.ok(statuses.some((status) => status.startsWith("2")) && statuses.includes("400"), path)
    }
  })

  it("says of every write what it sends, and that it wants a token", () => {
    const paths = document.paths as unknown as Record<string, Record<string, Operation>>
    for (const { path, method, body, id } of endpoints.filter(isPrivate)) {
      const operation = paths[path]![(method ?? "GET").toLowerCase()]!
      assert.deepEqual(operation.security, [{ token: [] }], id)
      assert.equal(operation.requestBody !== undefined, body !== undefined, id)
    }
  })

  it("has no reference that leads nowhere, and no shape that nobody uses", () => {
    const references = new Set(
      [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target!),
    )
    for (const target of references) assert.ok(resolve(document, target), target)
    const components = document.components as unknown as Record<string, Record<string, unknown>>
    // Security schemes are named by the operations themselves.
    for (const [kind, shapes] of Object.entries(components).filter(([name]) => name !== "securitySchemes")) {
      for (const name of Object.keys(shapes)) assert.ok(references.has(`#/components/${kind}/${name}`), name)
    }
    assert.doesNotMatch(JSON.stringify(document), /\$defs|\$schema/)
  })

  it("speaks the reader's language", async () => {
    const { headers, body } = await portal.get("/api/v1/openapi.json", { "accept-language": "ar" })
    assert.match(body.info.title, /البوابة/)
    assert.match(String(headers.vary), /accept-language/)
  })
})

describe("the examples of the reference", () => {
  for (const endpoint of endpoints.filter((one) => !isPrivate(one))) {
    for (const example of endpoint.examples) {
      const address = addressOf(endpoint, example)
      it(`${address} answers as described`, async () => {
        const { status, body } = await portal.get(address)
        assert.equal(status, 200, JSON.stringify(body))
        // Strict in both directions: nothing described is missing, nothing undescribed is given.
        const { error } = endpoint.answer.safeParse(body)
        assert.equal(error, undefined)
        assert.deepEqual(endpoint.answer.parse(body), body)
      })
    }
  }
})

describe("the reference page's model", () => {
  it("has every endpoint once, with texts in each language", () => {
    for (const language of languages) {
      const model = apiReferenceModel(language)
      const shown = model.groups.flatMap((group) => group.endpoints)
      assert.deepEqual(shown.map(({ id }) => id).sort(), described.map(({ id }) => id).sort())
      for (const { summary, parameters } of shown) {
        assert.ok([summary, ...parameters.map(({ description }) => description)].every((text) => text.length > 1))
      }
    }
    const limit = apiReferenceModel("en").groups[0]?.endpoints[0]?.parameters.find(({ name }) => name === "limit")
    assert.deepEqual([limit?.type, limit?.otherwise], ["integer 1…1000", "20"])
  })
})

interface Operation {
  operationId: string
  tags: string[]
  parameters: { name: string; in: string; description: string; schema: object }[]
  security?: object[]
  requestBody?: object
  responses: object
}

function resolve(root: unknown, target: string): unknown {
  return target
    .slice(2)
    .split("/")
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], root)
}

describe("the examples of writes", () => {
  for (const { id, body, examples } of endpoints) {
    for (const example of examples.filter((one) => one.body !== undefined)) {
      it(`${id}: ${example.title.en} is what the address takes`, () => {
        assert.equal(body?.safeParse(example.body).error, undefined)
      })
    }
  }
})
