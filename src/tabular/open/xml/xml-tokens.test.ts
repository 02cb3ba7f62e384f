import assert from "node:assert/strict"
import { describe, it } from "node:test"
import fc from "fast-check"
import sax from "sax"
import { CannotBeTable } from "../table-refusal.ts"
import { xmlTokens } from "./xml-tokens.ts"

/** What is met, with the pieces of a text joined. */
function metIn(pieces: readonly string[]): string[] {
  const met: string[] = []
  let text = ""
  const flush = () => {
    if (text !== "") met.push(`text ${text}`)
    text = ""
  }
  const tokens = xmlTokens({
    open(name, attribute) {
      flush()
      met.push(`open ${name} ${attribute("a") ?? ""}|${attribute("p:b") ?? ""}`)
    },
    text(piece) {
      text += piece
    },
    close(name) {
      flush()
      met.push(`close ${name}`)
    },
  })
  for (const piece of pieces) tokens.write(piece)
  tokens.end()
  return met
}

function metBySax(xml: string): string[] {
  const met: string[] = []
  let text = ""
  const flush = () => {
    if (text !== "") met.push(`text ${text}`)
    text = ""
  }
  const parser = sax.parser(true)
  parser.onopentag = ({ name, attributes }) => {
    flush()
    met.push(`open ${name.replace(/^.*:/, "")} ${attributes.a ?? ""}|${attributes["p:b"] ?? ""}`)
  }
  parser.ontext = parser.oncdata = (piece) => {
    text += piece
  }
  parser.onclosetag = (name) => {
    flush()
    met.push(`close ${name.replace(/^.*:/, "")}`)
  }
  parser.write(xml).close()
  return met
}

const word = fc.string({
  unit: fc.constantFrom("a", "ق", "&amp;", "&lt;", "&#x642;", "&#10;", ">", " ", "'", "/"),
  maxLength: 6,
})
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      fc.constantFrom("c", "p:row", "v"),
      fc.constantFrom("", ' a="1 > 0"', ' p:b = "x=&quot;"', ' a=\'"\' p:b=""', ' x:a="no" a="yes"'),
      fc.array(
        fc.oneof(
          { maxDepth: 3 },
          word,
          fc.constant("<!-- <c> -->"),
          fc.constant("<![CDATA[<b>&amp;]]>"),
          tie("element"),
        ),
        { maxLength: 4 },
      ),
    )
    .map(([name, attributes, inner]) => `<${name}${attributes}>${inner.join("")}</${name}>`),
}))

describe("XML cut into tags and texts", () => {
  it("property: is met as by sax, wherever it is cut into pieces", () => {
    fc.assert(
      fc.property(element, fc.integer({ min: 1, max: 7 }), (xml, size) => {
        const whole = `<?xml version="1.0"?><p:r xmlns:p="x">${xml}<e/></p:r>`
        const pieces = whole.match(new RegExp(`[^]{1,${size}}`, "g"))!
        assert.deepEqual(metIn(pieces), metBySax(whole))
      }),
    )
  })

  it("declares no entities, ends where it began, and has no endless tags", () => {
    const refused = (xml: string) => assert.throws(() => metIn([xml]), CannotBeTable)
    refused('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    refused("<a><b></a")
    refused("<a><b></b>")
    refused(`<a ${"x".repeat(2_000_000)}`)
    assert.deepEqual(metIn(["<!DOCTYPE a SYSTEM 'x.dtd'><a>&b;</a>"]), ["open a |", "text &b;", "close a"])
  })
})
