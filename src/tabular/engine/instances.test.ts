import assert from "node:assert/strict"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { test } from "node:test"
import { Instances } from "./instances.ts"

test("a set of tables that could not be opened once is opened anew", async () => {
  const place = await mkdtemp(join(tmpdir(), "instances-"))
  const folder = join(place, "query")
  await writeFile(folder, "")
  const instances = new Instances({ warm: 2, memoryMb: 64, temporaryMb: 64, folder })
  const one = () =>
    instances.use({ files: {}, plain: true }, async (connection) =>
      (await connection.runAndReadAll("select 1")).getRows(),
    )
  try {
    await assert.rejects(one())
    await rm(folder)
    assert.deepEqual(await one(), [[1]])
  } finally {
    await rm(place, { recursive: true, force: true })
  }
})
