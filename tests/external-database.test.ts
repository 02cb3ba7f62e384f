import assert from "node:assert/strict"
import { spawn } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { after, before, describe, test } from "node:test"
import { root } from "../src/config.ts"
import { joinInstance } from "../src/platform/instance/index.ts"
import { instanceKind } from "../src/platform/prepared-db.ts"
import { emptyDatabase, type TestDatabase } from "./support/database.ts"
import { temporaryFolder } from "./support/folder.ts"
import { typescript } from "./support/typescript.ts"

describe("a portal on an external database", () => {
  const folder = temporaryFolder()
  const dataDir = join(folder.path, "portal")
  let database: TestDatabase
  before(async () => {
    database = await emptyDatabase()
  })
  after(async () => {
    await database.drop()
    folder.remove()
  })

  test("starts no server of its own, and prepares the one it was given", async () => {
    const args = [...typescript, join(root, "tests/support/stand-in-portal.ts"), "run", dataDir, "real"]
    const env = { ...process.env, DATABASE_URL: database.url }
    const portal = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] })
    const ended = new Promise((done) => portal.once("close", done))
    await new Promise((done) => portal.stdout.once("data", done))

    assert.ok(!existsSync(join(dataDir, "pg")))
    assert.equal(await instanceKind(database.db), "real")
    assert.equal(JSON.parse(readFileSync(join(dataDir, "lock"), "utf8")).pid, portal.pid)

    portal.kill("SIGTERM")
    assert.equal(await ended, 0)
  })

  test("is joined by commands at the address they are given", async () => {
    const instance = await joinInstance({ dataDir, databaseUrl: database.url, command: "test" })

    assert.equal(instance.databaseUrl, database.url)
    assert.equal(instance.owned, false)
    await instance.close()
  })
})
