import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { HarvestStopped } from "../connector.ts"
import { childrenNamed, elementAt, elementsAt, parseXml, wholeText, xmlIn } from "./read-xml.ts"

const read = (text: string, status = 200) => xmlIn({ status, url: "http://portal.example", text, headers: {} })
const stopOf = (text: string, status = 200) => {
  try {
    read(text, status)
  } catch (error) {
    if (error instanceof HarvestStopped) return error.code
    throw error
  }
  return "read"
}

describe("XML of a catalogue", () => {
  it("is known by namespace and local name, whatever the prefixes", () => {
    const root = read(
      `<?xml version="1.0"?><a:list xmlns:a="urn:a" xmlns:x="http://www.w3.org/1999/xlink"><a:one x:href="h" n="1">و <![CDATA[<b>]]></a:one><one xmlns="urn:b"/></a:list>`,
    )
    assert.deepEqual([root.ns, root.name], ["urn:a", "list"])
    const [first, second] = childrenNamed(root, "one")
    assert.deepEqual(first?.attributes, { "{http://www.w3.org/1999/xlink}href": "h", n: "1" })
    assert.equal(first?.text, "و <b>")
    assert.equal(second?.ns, "urn:b")
  })

  it("gives elements down a path in their order, and all text within", () => {
    const root = read("<r><a><b>1</b></a><a><b>2 <i>3</i>\n</b></a></r>")
    assert.deepEqual(
      elementsAt(root, "a", "b").map((one) => wholeText(one)),
      ["1", "2 3"],
    )
    assert.equal(wholeText(elementAt(root, "a", "none")), undefined)
  })

  it("stops at what is not XML, with a code that says what came", () => {
    assert.equal(stopOf(""), "truncated")
    assert.equal(stopOf("", 503), "http-error")
    assert.equal(stopOf("<!DOCTYPE html><html><body>Bienvenue<br></body></html>"), "html-instead")
    assert.equal(stopOf("<r><a>text"), "truncated")
    assert.equal(stopOf("<r><a"), "truncated")
    assert.equal(stopOf("<r></a></r>"), "not-xml")
    assert.equal(stopOf('{"a": 1}'), "not-xml")
    assert.equal(stopOf("<oops>", 500), "http-error")
    assert.equal(stopOf("<a>".repeat(100_000)), "not-xml")
  })

  it("is given up where it has more elements than memory is for", () => {
    const text = `<r>${"<a/>".repeat(10)}</r>`
    assert.ok("root" in parseXml(text, 11))
    const read = parseXml(text, 10)
    assert.equal("problem" in read && read.problem, "large")
  })

  it("expands no entity of a document, be it a bomb or a file", () => {
    const bomb = `<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>`
    assert.equal(stopOf(bomb), "entities-refused")
    assert.equal(stopOf(`<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>`), "entities-refused")
    assert.equal(stopOf("<r>&unknown;</r>"), "not-xml")
    assert.equal(wholeText(read("<r>&lt;&#1578;&amp;</r>")), "<ت&")
  })
})
