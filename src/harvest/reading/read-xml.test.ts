import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { longestHold } from "../../../tests/support/longest-hold.ts"
import { HarvestStopped } from "../connector.ts"
import { childrenNamed, elementAt, elementsAt, parseXml, wholeText, xmlIn } from "./read-xml.ts"

const read = (text: string, status = 200, signal?: AbortSignal) =>
  xmlIn({ status, url: "http://portal.example", text, headers: {} }, signal ? { signal } : {})
const stopOf = async (text: string, status = 200, signal?: AbortSignal) => {
  try {
    await read(text, status, signal)
  } catch (error) {
    if (error instanceof HarvestStopped) return error.code
    throw error
  }
  return "read"
}

describe("XML of a catalogue", () => {
  it("is known by namespace and local name, whatever the prefixes", async () => {
    const root = await read(
      `<?xml version="1.0"?><a:list xmlns:a="urn:a" xmlns:x="http://www.w3.org/1999/xlink"><a:one x:href="h" n="1">و <![CDATA[<b>]]></a:one><one xmlns="urn:b"/></a:list>`,
    )
    assert.deepEqual([root.ns, root.name], ["urn:a", "list"])
    const [first, second] = childrenNamed(root, "one")
    assert.deepEqual(first?.attributes, { "{http://www.w3.org/1999/xlink}href": "h", n: "1" })
    assert.equal(first?.text, "و <b>")
    assert.equal(second?.ns, "urn:b")
  })

  it("gives elements down a path in their order, and all text within", async () => {
    const root = await read("<r><a><b>1</b></a><a><b>2 <i>3</i>\n</b></a></r>")
    assert.deepEqual(
      elementsAt(root, "a", "b").map((one) => wholeText(one)),
      ["1", "2 3"],
    )
    assert.equal(wholeText(elementAt(root, "a", "none")), undefined)
  })

  it("stops at what is not XML, with a code that says what came", async () => {
    assert.equal(await stopOf(""), "truncated")
    assert.equal(await stopOf("", 503), "http-error")
    assert.equal(await stopOf("<!DOCTYPE html><html><body>Bienvenue<br></body></html>"), "html-instead")
    assert.equal(await stopOf("<r><a>text"), "truncated")
    assert.equal(await stopOf("<r><a"), "truncated")
    assert.equal(await stopOf("<r></a></r>"), "not-xml")
    assert.equal(await stopOf('{"a": 1}'), "not-xml")
    assert.equal(await stopOf("<oops>", 500), "http-error")
    assert.equal(await stopOf("<a>".repeat(100_000)), "not-xml")
  })

  it("is given up where it has more elements than memory is for", () => {
    const text = `<r>${"<a/>".repeat(10)}</r>`
    assert.ok("root" in parseXml(text, 11))
    const read = parseXml(text, 10)
    assert.equal("problem" in read && read.problem, "large")
  })

  it("expands no entity of a document, be it a bomb or a file", async () => {
    const bomb = `<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>`
    assert.equal(await stopOf(bomb), "entities-refused")
    assert.equal(await stopOf(`<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>`), "entities-refused")
    assert.equal(await stopOf("<r>&unknown;</r>"), "not-xml")
    assert.equal(wholeText(await read("<r>&lt;&#1578;&amp;</r>")), "<ت&")
  })

  const many = (count: number) => Array.from({ length: count }, (_, at) => ` a${at}="${at}"`).join("")

  it("is given up where tags have more attributes than anybody compares or keeps", async () => {
    assert.equal(await stopOf(`<r${many(60_000)}/>`), "too-large")
    const read = parseXml(`<r>${`<a${many(20)}/>`.repeat(10)}</r>`, 100)
    assert.equal("problem" in read && read.problem, "large")
  })

  it("is the same in slices, wherever they are cut", async () => {
    const part = `<a n="é &lt;">و &amp; 𝒳<![CDATA[<]]><!-- – --></a>`
    const root = await read(`<r>${part.repeat(10_000)}</r>`)
    assert.equal(root.children.length, 10_000)
    for (const { text, attributes } of root.children) assert.deepEqual([text, attributes], ["و & 𝒳<", { n: "é <" }])
  })

  it("that is large leaves this thread to others, and is given up when nobody wants it any more", async () => {
    const text = `<r>${`<a n="1"><b>${"Des mots. ".repeat(5)}</b></a>`.repeat(60_000)}</r>`
    const began = performance.now()
    parseXml(text)
    const atOnce = performance.now() - began
    const { longest } = await longestHold(() => read(text))
    assert.ok(longest < atOnce / 3, `${Math.round(longest)} ms of ${Math.round(atOnce)} ms`)
    assert.equal(await stopOf(text, 200, AbortSignal.abort()), "stopped")
  })
})
