import assert from "node:assert/strict"
import { describe, it } from "node:test"
import { createPreviews, type ReadStart } from "./previews.ts"

const url = "https://example.tn/a.csv"
const csv: ReadStart = async () => ({ status: 200, bytes: new TextEncoder().encode("a,b\n1,2\n"), complete: true })

describe("previews of files at their hosts", () => {
  it("are asked for once, also by several readers at the same time", async () => {
    let asked = 0
    const previews = createPreviews(async (...given) => {
      asked++
      return csv(...given)
    })

    assert.equal(previews.cached(url), undefined)
    const [first] = await Promise.all([previews.load(url), previews.load(url)])
    await previews.load(url)

    assert.equal(first.kind, "table")
    assert.equal(asked, 1)
    assert.equal(previews.cached(url), first)
  })

  it("give up after the time limit, even where the host ignores being told", async () => {
    const previews = createPreviews(() => new Promise(() => {}), { timeoutMs: 20 })
    assert.deepEqual(await previews.load(url), { kind: "refused", reason: "timeout" })
  })

  it("say that a file cannot be reached when the host refuses or fails, and ask again after a while", async () => {
    const refusing = createPreviews(async () => ({ status: 404, bytes: new Uint8Array(), complete: true }))
    assert.deepEqual(await refusing.load(url), { kind: "refused", reason: "unreachable" })

    let down = true
    const failing = createPreviews(
      async (...given) => {
        if (down) throw new Error("connection refused")
        return csv(...given)
      },
      { retryMs: 1 },
    )
    assert.equal((await failing.load(url)).kind, "refused")
    down = false
    await new Promise((resolve) => setTimeout(resolve, 20))
    assert.equal((await failing.load(url)).kind, "table")
  })

  it("are asked for a few at a time: more readers are told to come back", async () => {
    const slow = createPreviews(() => new Promise(() => {}), { timeoutMs: 20, maxUnderway: 1 })
    const first = slow.load(url)
    assert.deepEqual(await slow.load(`${url}?other`), { kind: "refused", reason: "unreachable" })
    assert.deepEqual(await first, { kind: "refused", reason: "timeout" })
  })
})
