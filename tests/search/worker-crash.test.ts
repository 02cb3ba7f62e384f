import assert from "node:assert/strict"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Writable } from "node:stream"
import { it } from "node:test"
import { createLog } from "../../src/platform/log.ts"
import { openSearchIndex } from "../../src/search/index.ts"

it("a search thread that dies is started again, and the index still answers and closes", async (t) => {
  const dir = await mkdtemp(join(tmpdir(), "fihrist-search-"))
  t.after(() => rm(dir, { recursive: true, force: true }))
  const lines: string[] = []
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const log = createLog({ level: "warn", name: "test", destination })
  // A level the thread's logger does not know ends the thread at once, every time.
  Object.defineProperty(log, "level", { value: "no such level" })
  const index = await openSearchIndex({ databaseUrl: "postgres://127.0.0.1:1/none", dir, log })

  const died = () => lines.filter((line) => line.includes("search thread ended"))
  while (died().length < 2) await new Promise((resolve) => setTimeout(resolve, 50))

  assert.ok(lines.some((line) => line.includes("search thread failed")))
  assert.match(died()[0]!, /"afterMs":500/)
  assert.match(died()[1]!, /"afterMs":1000/)
  const answer = await index.search({
    text: "eau",
    filters: { theme: ["agri"] },
    limit: 1,
    offset: 0,
    facets: ["theme"],
    facetLimit: 5,
  })
  assert.deepEqual(answer, {
    total: 0,
    hits: [],
    facets: { theme: [{ value: "agri", count: 0, selected: true }] },
    alsoSearched: [],
  })
  assert.equal(index.position().ready, false)
  await index.close()
})
