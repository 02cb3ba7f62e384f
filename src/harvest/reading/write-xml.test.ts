import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { childrenNamed, parseXml, type XmlElement } from "./read-xml.ts"
import { xmlText } from "./write-xml.ts"

function rootOf(text: string): XmlElement {
  const read = parseXml(text)
  assert.ok("root" in read, JSON.stringify(read))
  return read.root
}

describe("an element written as a document", () => {
  it("is the same when it is read again, with the namespaces that it inherited", () => {
    const root = rootOf(
      `<a:list xmlns:a="urn:a" xmlns:b="urn:b" xmlns="urn:c"><b:one b:ref="x&amp;&quot;y" n="1" xml:lang="ar">ك &lt;<two>é</two><a:three xmlns=""><four/></a:three></b:one></a:list>`,
    )
    const one = childrenNamed(root, "one")[0]
    assert.ok(one)
    assert.deepEqual(rootOf(xmlText(one)), one)
  })

  it("needs no namespace", () => {
    assert.equal(xmlText(rootOf("<r><a n='1'>x</a></r>")), `<r><a n="1">x</a></r>`)
  })
})
