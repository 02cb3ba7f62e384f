import assert from "node:assert/strict"
import { existsSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { after, describe, test } from "node:test"
import { temporaryFolder } from "../../../tests/support/folder.ts"
import { openPool } from "../db.ts"
import { joinInstance, ownInstance, readInstanceFile } from "./index.ts"

describe("the embedded database of an instance", () => {
  const folder = temporaryFolder()
  after(() => folder.remove())
  // So long that the socket goes elsewhere.
  const dataDir = join(folder.path, "l".repeat(100))
  const options = { dataDir, databaseUrl: undefined, command: "test" }

  test("is used by a second command, for whose end the first one waits", async () => {
    const first = await ownInstance(options)
    await first.close()
    const holder = await joinInstance(options)
    const guest = await joinInstance(options)
    const pool = openPool({ url: guest.databaseUrl })
    await pool.query("select 1")

    let closed = false
    const closing = holder.close().then(() => {
      closed = true
    })
    await new Promise((done) => setTimeout(done, 300))

    assert.equal(closed, false)
    assert.deepEqual((await pool.query("select 1 as n")).rows, [{ n: 1 }])
    await pool.end()
    await closing
    assert.ok(!existsSync(join(dataDir, "lock")))
  })

  test("keeps its identity over restarts, and clears the socket that a kill left", async () => {
    const first = await ownInstance(options)
    const before = readInstanceFile(dataDir)!
    assert.match(before.socketDir!, /^\/tmp\/fihrist-/)
    const pid = Number.parseInt(readFileSync(join(before.clusterDir!, "postmaster.pid"), "utf8"), 10)
    process.kill(pid, "SIGKILL")
    assert.ok(existsSync(before.socketDir!))

    // As if its holder had been killed too.
    rmSync(join(dataDir, "lock"))
    const second = await ownInstance(options)

    const now = readInstanceFile(dataDir)!
    assert.equal(now.id, before.id)
    assert.ok(!existsSync(before.socketDir!))
    await second.close()
    await first.close()
  })
})
