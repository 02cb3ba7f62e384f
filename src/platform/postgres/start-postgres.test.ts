import assert from "node:assert/strict"
import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { after, afterEach, before, describe, test } from "node:test"
import { fileURLToPath } from "node:url"
import pg from "pg"
import { eventually, isAlive, temporaryFolder } from "../../../tests/support/folder.ts"
import { typescript } from "../../../tests/support/typescript.ts"
import { installedPackage, prepareBinaries } from "./binaries.ts"
import { type Postgres, PostgresUnusable, startPostgres } from "./index.ts"
import { isReachable, isRoot, unprivileged } from "./reach.ts"

const checkout = fileURLToPath(new URL("../../..", import.meta.url))
const asRoot = { skip: isRoot() ? false : "only root drops its rights" }

describe("the embedded PostgreSQL", () => {
  const folder = temporaryFolder()
  /** Made once and copied: making a cluster is the slow part. */
  const made = join(folder.path, "made")
  let last: Postgres | undefined
  let count = 0

  before(async () => {
    const server = await startPostgres({ dataDir: made, id: "made", durable: false })
    await server.stop()
  })
  afterEach(async () => {
    await last?.stop()
    last = undefined
  })
  after(() => folder.remove())

  function madeCopy(name = `copy-${count++}`): string {
    const dataDir = join(folder.path, name)
    execFileSync("cp", ["-a", made, dataDir])
    return dataDir
  }

  async function start(dataDir: string, options: Partial<Parameters<typeof startPostgres>[0]> = {}): Promise<Postgres> {
    last = await startPostgres({ dataDir, id: "test", durable: false, ...options })
    return last
  }

  test("finds trigrams in Arabic and letters with accents", async () => {
    const { url } = await start(madeCopy())

    const rows = await query(
      url,
      "create extension pg_trgm; select similarity('المدارس', 'مدارس') > 0.3 as similar, lower('É') as lower",
    )

    assert.deepEqual(rows, [{ similar: true, lower: "é" }])
  })

  test("lets nobody in without the password that only we can read, and nobody is superuser", async () => {
    const dataDir = madeCopy()
    const { url } = await start(dataDir)

    assert.deepEqual(await query(url, "select rolsuper from pg_roles where rolname = current_user"), [
      { rolsuper: false },
    ])
    assert.equal(statSync(join(dataDir, "pg.password")).mode & 0o777, 0o600)
    await assert.rejects(query(url.replace(/:[^:@]+@/, ":wrong@"), "select 1"), /password authentication failed/)
    await assert.rejects(query(url.replace("//fihrist:", "//postgres:"), "select 1"), /pg_hba|rejects/)
  })

  test("starts again on what it has, also after its password file was lost", async () => {
    const dataDir = madeCopy()
    rmSync(join(dataDir, "pg.password"))
    const first = await start(dataDir)
    await query(first.url, "create table kept as select 1 as n")
    await first.stop()

    const second = await start(dataDir)

    assert.deepEqual(await query(second.url, "select n from kept"), [{ n: 1 }])
  })

  test("starts after its server was killed with kill -9, with every committed row", async () => {
    const dataDir = madeCopy()
    const first = await start(dataDir, { durable: true })
    await query(first.url, "create table kept as select 1 as n")
    process.kill(first.pid, "SIGKILL")

    const second = await start(dataDir)

    assert.deepEqual(await query(second.url, "select n from kept"), [{ n: 1 }])
    await first.ended
  })

  test("starts although its lock file names a living stranger", async () => {
    const dataDir = madeCopy()
    writeFileSync(
      join(dataDir, "pg", "postmaster.pid"),
      `${process.pid}\n${join(dataDir, "pg")}\n1\n5432\n\n\n\nready\n`,
    )
    if (isRoot()) chownTree(join(dataDir, "pg"))

    const server = await start(dataDir)

    assert.deepEqual(await query(server.url, "select 1 as n"), [{ n: 1 }])
  })

  test("is gone within seconds when the process that started it is killed with kill -9, and starts again", async () => {
    const dataDir = madeCopy()
    const { child, pid } = await hold(dataDir)
    assert.ok(isAlive(pid))

    child.kill("SIGKILL")

    await eventually(() => !isAlive(pid), "the server is gone")
    assert.ok(!existsSync(join(dataDir, "pg", "postmaster.pid")))
    await start(dataDir)
  })

  test("listens in a short folder of its own where the path is too long for a socket", async () => {
    const dataDir = madeCopy("l".repeat(100))

    const server = await start(dataDir)

    assert.ok(server.socketDir.length < 30)
    assert.equal(statSync(server.socketDir).mode & 0o077, 0)
    assert.deepEqual(await query(server.url, "select 1 as n"), [{ n: 1 }])
    await server.stop()
    assert.ok(!existsSync(server.socketDir))
  })

  test("refuses a cluster of another version and names the commands that carry it over", async () => {
    const dataDir = madeCopy()
    writeFileSync(join(dataDir, "pg", "PG_VERSION"), "17\n")

    await assert.rejects(start(dataDir), (error: Error) => {
      assert.ok(error instanceof PostgresUnusable && error.code === "other-version")
      assert.match(error.message, /PostgreSQL 17.*\.\/fihrist backup FILE.*\.\/fihrist restore FILE/)
      return true
    })
  })

  test("makes a cluster again that was interrupted while it was made", async () => {
    const dataDir = join(folder.path, "interrupted")
    mkdirSync(join(dataDir, "pg.new", "base"), { recursive: true })

    const server = await start(dataDir)

    assert.deepEqual(await query(server.url, "select 1 as n"), [{ n: 1 }])
  })

  test("as root, keeps cluster and programs elsewhere when a folder above lets nobody through", asRoot, async () => {
    const home = join(folder.path, "home")
    mkdirSync(home, { mode: 0o700 })
    const stateDir = join(folder.path, "state")
    const packageDir = join(home, "package")
    execFileSync("cp", ["-a", installedPackage(), packageDir])

    const server = await start(join(home, "data"), { stateDir, id: "some-id", packageDir })

    assert.equal(server.clusterDir, join(stateDir, "some-id", "pg"))
    assert.equal(readFileSync(join(stateDir, "some-id", "data-dir"), "utf8"), join(home, "data"))
    assert.deepEqual(await query(server.url, "select 1 as n"), [{ n: 1 }])
  })

  test("runs as an ordinary user too", {
    skip: !isRoot() || !isReachable(checkout) ? "needs root and a checkout others can read" : false,
  }, async () => {
    const dataDir = madeCopy()
    chownTree(dataDir)

    const { child, pid, uid, url } = await hold(dataDir, [
      "setpriv",
      `--reuid=${unprivileged.uid}`,
      "--clear-groups",
      "--",
    ])

    assert.equal(uid, unprivileged.uid)
    assert.deepEqual(await query(url, "select 1 as n"), [{ n: 1 }])
    child.kill("SIGKILL")
    await eventually(() => !isAlive(pid), "the server is gone")
  })
})

describe("the programs of PostgreSQL", () => {
  const folder = temporaryFolder()
  after(() => folder.remove())

  test("get the links that npm leaves out, where scripts are not allowed", () => {
    const packageDir = packageWithoutLinks(join(folder.path, "package"))

    prepareBinaries({ packageDir, copiesDir: folder.path })
    const { initdb } = prepareBinaries({ packageDir, copiesDir: folder.path })

    assert.equal(initdb, join(packageDir, "native/bin/initdb"))
    for (const { target } of links(packageDir)) assert.ok(existsSync(join(packageDir, target)), target)
  })
})

/** The package as `npm ci --ignore-scripts` leaves it. */
function packageWithoutLinks(place: string): string {
  const installed = installedPackage()
  mkdirSync(join(place, "native", "lib"), { recursive: true })
  for (const name of ["package.json", "native/pg-symlinks.json"]) cpSync(join(installed, name), join(place, name))
  mkdirSync(join(place, "native", "bin"))
  symlinkSync(join(installed, "native/bin/initdb"), join(place, "native/bin/initdb"))
  symlinkSync(join(installed, "native/bin/postgres"), join(place, "native/bin/postgres"))
  for (const { source } of links(place)) if (!existsSync(join(place, source))) writeFileSync(join(place, source), "")
  return place
}

function links(packageDir: string): { source: string; target: string }[] {
  return JSON.parse(readFileSync(join(packageDir, "native/pg-symlinks.json"), "utf8"))
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  // A server that is killed while we hold a connection is part of what is tested.
  client.on("error", () => {})
  await client.connect()
  try {
    const results = await client.query(sql)
    return (Array.isArray(results) ? results.at(-1) : results).rows
  } finally {
    await client.end()
  }
}

async function hold(
  dataDir: string,
  prefix: readonly string[] = [],
): Promise<{ child: ChildProcess; pid: number; url: string; uid: number }> {
  const script = join(checkout, "tests/support/hold-postgres.ts")
  const [program, ...args] = [...prefix, process.execPath, ...typescript, script, dataDir]
  const child = spawn(program!, args, { cwd: checkout, stdio: ["ignore", "pipe", "inherit"] })
  const line = await new Promise<string>((done, failed) => {
    child.stdout.once("data", (chunk) => done(String(chunk)))
    child.once("exit", (code) => failed(new Error(`ended with ${code}`)))
  })
  return { child, ...JSON.parse(line) }
}

function chownTree(folder: string): void {
  execFileSync("chown", ["-R", `${unprivileged.uid}:${unprivileged.gid}`, folder])
}
