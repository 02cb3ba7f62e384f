import assert from "node:assert/strict"
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { type AddressInfo, createServer } from "node:net"
import { join } from "node:path"
import { after, afterEach, before, describe, test } from "node:test"
import { fileURLToPath } from "node:url"
import { migrationsFolder } from "../src/cli/with-database.ts"
import { openDb } from "../src/platform/db.ts"
import {
  InstanceBusy,
  joinInstance,
  NoInstance,
  ownInstance,
  readInstanceFile,
} from "../src/platform/instance/index.ts"
import { instanceKind, openPreparedDb } from "../src/platform/prepared-db.ts"
import { eventually, isAlive, temporaryFolder } from "./support/folder.ts"
import { typescript } from "./support/typescript.ts"

const checkout = fileURLToPath(new URL("..", import.meta.url))
const standIn = join(checkout, "tests/support/stand-in-portal.ts")

interface Portal {
  readonly process: ChildProcess
  readonly ended: Promise<number | null>
  readonly said: () => { out: string; errors: string }
  readonly ready: Promise<string>
}

function startPortal(dataDir: string, kind = "real", settings: NodeJS.ProcessEnv = {}): Portal {
  const args = [...typescript, standIn, "run", dataDir, kind]
  const env = { ...process.env, ...settings }
  const child = spawn(process.execPath, args, { cwd: checkout, env, stdio: ["ignore", "pipe", "pipe"] })
  const said = { out: "", errors: "" }
  child.stderr.on("data", (chunk) => (said.errors += chunk))
  const ended = new Promise<number | null>((done) => child.once("close", done))
  const ready = new Promise<string>((done, failed) => {
    child.stdout.on("data", (chunk) => {
      said.out += chunk
      const url = /^Ready: (http:\S+)\n/m.exec(said.out)?.[1]
      if (url) done(url)
    })
    void ended.then((code) => failed(new Error(`ended with ${code}: ${said.errors}`)))
  })
  ready.catch(() => {})
  return { process: child, ended, ready, said: () => said }
}

/** Every process whose command line or working folder speaks of the instance. */
function processesOf(dataDir: string): string[] {
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid) || pid === String(process.pid)) return false
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, "utf8")
      return `${readFileSync(`/proc/${pid}/cmdline`, "utf8")} ${environment}`.includes(dataDir)
    } catch {
      return false
    }
  })
}

describe("a portal that runs", () => {
  const folder = temporaryFolder()
  const dataDir = join(folder.path, "portal")
  let portal: Portal
  let url: string

  before(async () => {
    portal = startPortal(dataDir)
    url = await portal.ready
  })
  after(async () => {
    portal.process.kill("SIGKILL")
    await portal.ended
    await eventually(() => processesOf(dataDir).length === 0, "nothing of the portal is left")
    folder.remove()
  })

  test("says Ready alone on standard output, and writes where it is for commands", () => {
    assert.equal(portal.said().out, `Ready: ${url}\n`)
    const file = readInstanceFile(dataDir)
    assert.equal(file?.baseUrl, url)
    assert.equal(file?.port, Number(new URL(url).port))
  })

  test("lets commands use its database meanwhile", async () => {
    const [one, two] = await Promise.all(
      [1, 2].map(() => joinInstance({ dataDir, databaseUrl: undefined, command: "test" })),
    )

    assert.equal(one?.owned, false)
    assert.equal(two?.owned, false)
    const db = await openPreparedDb(one!.databaseUrl, migrationsFolder)
    assert.equal(await instanceKind(db), "real")
    await db.destroy()
  })

  test("is named to a second start, which waits and gives up", async () => {
    const said: string[] = []
    const options = {
      dataDir,
      databaseUrl: undefined,
      command: "start",
      say: (line: string) => said.push(line),
      patienceMs: 300,
    }

    await assert.rejects(ownInstance(options), (error: Error) => {
      assert.ok(error instanceof InstanceBusy)
      assert.ok(error.message.includes(`in use by "fihrist start" (process ${portal.process.pid})`))
      return true
    })
    assert.equal(said.length, 1)
  })

  test("brings back its web server at the same address when that crashes", async () => {
    const before = await (await fetch(url)).text()
    await assert.rejects(fetch(`${url}/crash`))

    await eventually(async () => (await webProcess(url)) !== undefined, "the web server is back")

    assert.notEqual(await webProcess(url), before)
  })

  test("brings back its database at the same address when that is killed", async () => {
    const { databaseUrl } = await joinInstance({ dataDir, databaseUrl: undefined, command: "test" })
    const { clusterDir } = readInstanceFile(dataDir)!
    process.kill(Number.parseInt(readFileSync(join(clusterDir!, "postmaster.pid"), "utf8"), 10), "SIGKILL")

    await eventually(async () => {
      const db = openDb({ url: databaseUrl })
      return (
        (await instanceKind(db)
          .finally(() => db.destroy())
          .catch(() => undefined)) === "real"
      )
    }, "the database is back")
  })

  test("stops in good order when asked, with exit code 0, and starts again", async () => {
    portal.process.kill("SIGTERM")

    assert.equal(await portal.ended, 0)
    assert.deepEqual(processesOf(dataDir), [])

    portal = startPortal(dataDir)
    url = await portal.ready
  })

  test("leaves no process behind when its supervisor is killed with kill -9, and starts again", async () => {
    portal.process.kill("SIGKILL")
    await portal.ended

    await eventually(() => processesOf(dataDir).length === 0, "nothing of the portal is left")

    portal = startPortal(dataDir)
    url = await portal.ready
    assert.ok(isAlive(Number(await webProcess(url))))
  })

  test("of two started at once, one runs", async () => {
    portal.process.kill("SIGTERM")
    await portal.ended
    const both = [startPortal(dataDir), startPortal(dataDir)]

    await Promise.any(both.map(({ ready }) => ready))

    const waiting = both.find(({ said }) => said().out === "")!
    portal = both.find(({ said }) => said().out !== "")!
    url = await portal.ready
    await eventually(() => waiting.said().errors.includes("Waiting for"), "the second says that it waits")
    waiting.process.kill("SIGKILL")
    await waiting.ended
  })
})

describe("a folder", () => {
  const folder = temporaryFolder()
  after(() => folder.remove())
  let portal: Portal | undefined
  afterEach(async () => {
    portal?.process.kill("SIGTERM")
    await portal?.ended
  })

  test("that holds a demo is refused by start, and one that holds a real portal by demo", async () => {
    const dataDir = join(folder.path, "demo")
    const demo = startPortal(dataDir, "demo")
    await demo.ready
    demo.process.kill("SIGTERM")
    await demo.ended

    portal = startPortal(dataDir, "real")

    assert.equal(await portal.ended, 1)
    assert.match(portal.said().errors, /This is a demo/)
    assert.equal(portal.said().out, "")
  })

  test("of a portal that is stopped while it starts is free again, and nothing runs", async () => {
    const dataDir = join(folder.path, "impatient")
    portal = startPortal(dataDir)
    await eventually(() => existsSync(join(dataDir, "lock")), "it has begun")

    portal.process.kill("SIGTERM")

    assert.equal(await portal.ended, 1)
    assert.equal(portal.said().out, "")
    await eventually(() => processesOf(dataDir).length === 0, "nothing of the portal is left")
    portal = startPortal(dataDir)
    await portal.ready
  })

  test("of a portal whose port is taken is told, and nothing runs", async () => {
    const dataDir = join(folder.path, "impatient")
    portal?.process.kill("SIGTERM")
    await portal?.ended
    const other = createServer().listen(0, "127.0.0.1")
    await once(other, "listening")

    portal = startPortal(dataDir, "real", { PORT: String((other.address() as AddressInfo).port) })

    assert.equal(await portal.ended, 1)
    assert.match(portal.said().errors, /EADDRINUSE[\s\S]*web ended before it was ready/)
    assert.deepEqual(processesOf(dataDir), [])
    other.close()
  })

  test("without a portal is told to commands, and stays untouched", async () => {
    const dataDir = join(folder.path, "nothing")

    await assert.rejects(joinInstance({ dataDir, databaseUrl: undefined, command: "test" }), NoInstance)
    assert.ok(!existsSync(dataDir))
  })

  test("of a portal that is stopped has its database started for a command, and stopped after it", async () => {
    const dataDir = join(folder.path, "demo")

    const instance = await joinInstance({ dataDir, databaseUrl: undefined, command: "test" })
    const db = await openPreparedDb(instance.databaseUrl, migrationsFolder)

    assert.equal(instance.owned, true)
    assert.equal(await instanceKind(db), "demo")
    await db.destroy()
    await instance.close()
    assert.throws(() => readFileSync(join(dataDir, "lock")))
  })
})

async function webProcess(url: string): Promise<string | undefined> {
  try {
    return await (await fetch(url)).text()
  } catch {
    return undefined
  }
}
