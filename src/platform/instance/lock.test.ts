import assert from "node:assert/strict"
import { type ChildProcess, spawn } from "node:child_process"
import { readFileSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { after, describe, test } from "node:test"
import { fileURLToPath } from "node:url"
import { eventually, isAlive, temporaryFolder } from "../../../tests/support/folder.ts"
import { typescript } from "../../../tests/support/typescript.ts"
import { currentHolder, type InstanceLock, isHolder, tryLock } from "./lock.ts"
import { identityOf } from "./process-identity.ts"

const checkout = fileURLToPath(new URL("../../..", import.meta.url))

describe("the lock of an instance", () => {
  const folder = temporaryFolder()
  after(() => folder.remove())
  let count = 0
  const newFolder = () => join(folder.path, `data-${count++}`)

  function take(dataDir: string): InstanceLock {
    const answer = tryLock(dataDir, "test")
    assert.ok(!isHolder(answer))
    return answer
  }

  test("is held by one, who is named to others until it is released", () => {
    const dataDir = newFolder()
    const lock = take(dataDir)

    const refusal = tryLock(dataDir, "second")
    assert.ok(isHolder(refusal))
    assert.equal(refusal.pid, process.pid)
    assert.equal(refusal.command, "test")

    lock.release()
    assert.equal(currentHolder(dataDir), undefined)
    take(dataDir).release()
  })

  test("is free again when its holder was killed with kill -9", async () => {
    const dataDir = newFolder()
    const child = await hold(dataDir)
    assert.equal(currentHolder(dataDir)?.command, "holder")

    child.kill("SIGKILL")
    await eventually(() => !isAlive(child.pid!), "the holder is gone")

    take(dataDir).release()
  })

  test("is free when its holder's number now belongs to another process", () => {
    const dataDir = newFolder()
    take(dataDir)
    writeFileSync(join(dataDir, "lock"), JSON.stringify({ ...identityOf(process.pid), start: "1", command: "old" }))

    take(dataDir).release()
  })

  test("of another container is respected while it is touched, and free when it has been silent", () => {
    const dataDir = newFolder()
    take(dataDir)
    const file = join(dataDir, "lock")
    writeFileSync(file, JSON.stringify({ pid: 1, start: "1", space: "elsewhere", command: "start" }))
    assert.ok(isHolder(tryLock(dataDir, "second")))

    const longAgo = new Date(Date.now() - 60_000)
    utimesSync(file, longAgo, longAgo)

    take(dataDir).release()
  })

  test("that holds rubbish is free", () => {
    const dataDir = newFolder()
    take(dataDir)
    writeFileSync(join(dataDir, "lock"), "{")

    take(dataDir).release()
  })

  test("goes to exactly one of many that find it stale at once", async () => {
    const dataDir = newFolder()
    take(dataDir)
    writeFileSync(join(dataDir, "lock"), JSON.stringify({ ...identityOf(process.pid), start: "1", command: "old" }))

    const answers = await Promise.all(Array.from({ length: 4 }, () => ask(dataDir)))

    assert.deepEqual(answers.map(({ answer }) => answer).sort(), ["held", "refused", "refused", "refused"])
    const winner = answers.find(({ answer }) => answer === "held")!
    assert.equal(JSON.parse(readFileSync(join(dataDir, "lock"), "utf8")).pid, winner.child.pid)
    for (const { child } of answers) child.kill("SIGKILL")
  })
})

async function hold(dataDir: string): Promise<ChildProcess> {
  const { child, answer } = await ask(dataDir)
  assert.equal(answer, "held")
  return child
}

async function ask(dataDir: string): Promise<{ child: ChildProcess; answer: string }> {
  const args = [...typescript, join(checkout, "tests/support/hold-lock.ts"), dataDir]
  const child = spawn(process.execPath, args, { cwd: checkout, stdio: ["ignore", "pipe", "inherit"] })
  const answer = await new Promise<string>((done) => child.stdout.once("data", (chunk) => done(String(chunk).trim())))
  return { child, answer }
}
