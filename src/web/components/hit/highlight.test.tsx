import assert from "node:assert/strict"
import { it } from "node:test"
import { renderToString } from "preact-render-to-string"
import { Highlighted } from "./highlight.tsx"

const marked = (text: string, ...words: string[]) => renderToString(<Highlighted text={text} words={words} />)

it("words sought are marked whatever their accents, case, article or Arabic spelling", () => {
  assert.equal(marked("Béja et BEJA", "beja"), "<mark>Béja</mark> et <mark>BEJA</mark>")
  assert.equal(marked("متابعة أسعار الزيتون", "زيتون"), "متابعة أسعار <mark>الزيتون</mark>")
  assert.equal(marked("إحصائيات", "احصائيات"), "<mark>إحصائيات</mark>")
})

it("what was not sought stays as it was, and text is never markup", () => {
  assert.equal(marked("un titre", "eau"), "un titre")
  assert.equal(marked("<b>eau</b>", "eau"), "&lt;b><mark>eau</mark>&lt;/b>")
})
