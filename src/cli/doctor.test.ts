import assert from "node:assert/strict"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { after, test } from "node:test"
import { temporaryFolder } from "../../tests/support/folder.ts"
import { writeInstanceFile } from "../platform/instance/index.ts"
import { orphans } from "./doctor.ts"

const folder = temporaryFolder()
after(() => folder.remove())

test("a cluster outside its instance's folder is an orphan when that instance is gone or has become another", () => {
  const stateDir = join(folder.path, "state")
  const kept = join(folder.path, "kept")
  const { id } = writeInstanceFile(kept, {})
  for (const [name, owner] of [
    [id, kept],
    ["became-another", kept],
    ["gone", join(folder.path, "gone")],
  ] as const) {
    mkdirSync(join(stateDir, name), { recursive: true })
    writeFileSync(join(stateDir, name, "data-dir"), owner)
  }
  mkdirSync(join(stateDir, "postgres-18"))

  const found = orphans(stateDir).map(({ text }) => text.split(" ")[0])

  assert.deepEqual(found.sort(), [join(stateDir, "became-another"), join(stateDir, "gone")])
  assert.deepEqual(orphans(join(folder.path, "nowhere")), [])
})
