import assert from "node:assert/strict"
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises"
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

test("a set whose file is damaged leaves neither an instance nor its folder behind", async () => {
  const place = await mkdtemp(join(tmpdir(), "instances-"))
  const damaged = join(place, "damaged.parquet")
  await writeFile(damaged, "PAR1 and nothing else")
  const folder = join(place, "query")
  const instances = new Instances({ warm: 2, memoryMb: 64, temporaryMb: 64, folder })
  try {
    for (const plain of [true, false])
      await assert.rejects(instances.use({ files: { this: damaged }, plain }, async () => undefined))
    assert.deepEqual(await readdir(folder), [])
  } finally {
    await rm(place, { recursive: true, force: true })
  }
})
