import assert from "node:assert/strict"
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before, describe, it } from "node:test"
import { problem } from "./reading/index.ts"
import { ReadingMemo } from "./reading-memo.ts"

const now = new Date("2026-11-23T10:00:00Z")
const read = { kind: "dataset", hash: "ab".repeat(32) } as const
const problems = [problem("invalid-url", "url", "nowhere"), { code: "of-another-time", message: "Told in full." }]

describe("what a reading made of records", () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "fihrist-memo-"))
  })
  after(() => rm(folder, { recursive: true }))

  const open = (name: string, given: { key?: string; now?: Date } = {}) =>
    ReadingMemo.open(join(folder, name), { key: "k", now, ...given })

  async function saved(name: string): Promise<void> {
    const memo = await open(name)
    memo.remember("é/1", '{"id":1}', read, problems)
    memo.remember("2", '{"id":2}', read, [])
    memo.remember("refused", undefined, { kind: "refused", hash: "" }, problems)
    await memo.save(join(folder, name))
  }

  it("is known again by the next one, with its problems", async () => {
    await saved("again")
    const memo = await open("again")
    assert.ok(memo.recognises("é/1", '{"id":1}', read))
    assert.ok(memo.recognises("2", '{"id":2}', read))
    assert.deepEqual(memo.problemsOf("é/1"), problems)
    assert.deepEqual(memo.problemsOf("2"), [])
  })

  it("is not known again when the record, its facts, its kind or its name are others", async () => {
    await saved("others")
    const memo = await open("others")
    assert.equal(memo.recognises("é/1", '{"id":1,"title":""}', read), false)
    assert.equal(memo.recognises("é/1", '{"id":1}', { ...read, hash: "cd".repeat(32) }), false)
    assert.equal(memo.recognises("é/1", '{"id":1}', { ...read, kind: "series" }), false)
    assert.equal(memo.recognises("3", '{"id":1}', read), false)
    assert.equal(memo.recognises("refused", "", { kind: "refused", hash: "" }), false)
  })

  it("is worth nothing to a reading with another key, or after a month, or from the future", async () => {
    await saved("key")
    const recognised = async (given: Parameters<typeof open>[1]) =>
      (await open("key", given)).recognises("2", '{"id":2}', read)
    assert.equal(await recognised({ now: new Date("2026-12-20T10:00:00Z") }), true)
    assert.equal(await recognised({ key: "other" }), false)
    assert.equal(await recognised({ now: new Date("2026-12-24T10:00:00Z") }), false)
    assert.equal(await recognised({ now: new Date("2026-11-22T10:00:00Z") }), false)
  })

  it("grows no older by being written anew", async () => {
    await saved("old")
    const later = await open("old", { now: new Date("2026-12-20T10:00:00Z") })
    later.remember("3", "{}", read, [])
    await later.save(join(folder, "old"))
    assert.equal(JSON.parse((await readFile(join(folder, "old"), "utf8")).split("\n")[0]!).begun, now.toISOString())
  })

  it("forgets the records that are not named when it is kept", async () => {
    await saved("some")
    const memo = await open("some")
    memo.remember("3", "{}", read, [])
    await memo.save(join(folder, "some"), ["2", "3", "never met"])
    const next = await open("some")
    assert.deepEqual(
      ["é/1", "2", "3"].map((id) => next.recognises(id, id === "3" ? "{}" : `{"id":${id.at(-1)}}`, read)),
      [false, true, true],
    )
  })

  it("begins from nothing where its file is broken", async () => {
    await saved("broken")
    await appendFile(join(folder, "broken"), '["4","')
    assert.equal((await open("broken")).recognises("2", '{"id":2}', read), false)
  })
})
