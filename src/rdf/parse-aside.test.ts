import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { longestHold } from "../../tests/support/longest-hold.ts"
import type { RdfGraph } from "./graph.ts"
import { RdfSyntaxError, readRdf } from "./index.ts"

const prefixes = "@prefix dct: <http://purl.org/dc/terms/> . @prefix dcat: <http://www.w3.org/ns/dcat#> ."
const turtle = `${prefixes} <http://a.tn/1> a dcat:Dataset ; dct:title "Eau"@fr, "ماء"@ar ; dct:publisher [ dct:title "M" ] .`
const rdfXml = `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:dct="http://purl.org/dc/terms/"><rdf:Description rdf:about="http://a.tn/1"><dct:title>Sel & eau</dct:title>
  <dct:source rdf:resource="http://a.tn/a b"/></rdf:Description></rdf:RDF>`
const jsonLd = JSON.stringify({ "@id": "http://a.tn/1", "http://purl.org/dc/terms/title": [{ "@value": "Eau" }] })

const bytesOf = (text: string) => new TextEncoder().encode(text)
const always = { fromBytes: 0 }
const saidBy = (graph: RdfGraph) => ({
  problems: graph.problems,
  statements: graph
    .subjects()
    .map((subject) => [subject.replace(/^_:.*/, "_:"), graph.values(subject, "http://purl.org/dc/terms/title")]),
  size: graph.size,
})

/** About so many bytes of datasets in Turtle. */
function largeTurtle(bytes: number): Uint8Array {
  const one = (at: number) =>
    `<http://a.tn/d/${at}> a dcat:Dataset ; dct:title "Jeu ${at}"@fr ; dct:description "${"Des mots. ".repeat(20)}"@fr ;
      dcat:keyword "eau"@fr, "sol"@fr ; dcat:distribution [ dcat:downloadURL <http://a.tn/f/${at}.csv> ] .\n`
  return bytesOf(prefixes + Array.from({ length: Math.ceil(bytes / one(1000).length) }, (_, at) => one(at)).join(""))
}

describe("a document that is parsed in the other thread", () => {
  it("gives the graph that it gives in this one, in each syntax", async () => {
    for (const text of [turtle, rdfXml, jsonLd]) {
      const [here, aside] = [await readRdf(bytesOf(text)), await readRdf(bytesOf(text), { aside: always })]
      assert.ok(here.size > 0)
      assert.deepEqual(saidBy(aside), saidBy(here))
    }
  })

  it("is refused as it is in this one, with its place, and the next one is read", async () => {
    const refusal = (options = {}) =>
      readRdf(bytesOf(`${turtle}\n<http://a.tn/2> dct:title .`), options).catch((error: unknown) => error)
    const [here, aside] = [await refusal(), await refusal({ aside: always })]
    assert.ok(here instanceof RdfSyntaxError && aside instanceof RdfSyntaxError)
    assert.deepEqual({ ...aside, message: aside.message }, { ...here, message: here.message })
    assert.equal((await readRdf(bytesOf(turtle), { aside: always })).size, 5)
  })

  it("leaves this thread to others", async () => {
    const bytes = largeTurtle(6_000_000)
    const began = performance.now()
    const here = await readRdf(bytes)
    const inThisThread = performance.now() - began
    const { done: aside, longest } = await longestHold(() => readRdf(bytes, { aside: {} }))
    assert.equal(aside.size, here.size)
    assert.ok(longest < inThisThread / 3, `${Math.round(longest)} ms of ${Math.round(inThisThread)} ms`)
  })

  it("that takes too long is refused, one that nobody wants any more is given up, and the next one is read", async () => {
    const bytes = largeTurtle(6_000_000)
    const late = readRdf(bytes, { aside: { timeoutMs: 20 } })
    const stopping = new AbortController()
    const unwanted = readRdf(bytes, { aside: { signal: stopping.signal } })
    const next = readRdf(bytesOf(turtle), { aside: always })
    await assert.rejects(late, (error) => error instanceof RdfSyntaxError && error.code === "too-large")
    setTimeout(() => stopping.abort(new Error("stopped")), 50)
    await assert.rejects(unwanted, /stopped/)
    assert.equal((await next).size, 5)
  })

  it("of too many statements is refused", async () => {
    const order = { aside: always, maxStatements: 100 }
    await assert.rejects(readRdf(largeTurtle(100_000), order), { code: "too-large" })
  })
})
