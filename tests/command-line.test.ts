import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { after, describe, test } from "node:test"
import { root } from "../src/config.ts"
import { temporaryFolder } from "./support/folder.ts"
import { typescript } from "./support/typescript.ts"

describe("the command line", () => {
  const folder = temporaryFolder()
  after(() => folder.remove())

  function run(args: readonly string[], settings: NodeJS.ProcessEnv = {}) {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...settings }
    const { status, stdout, stderr } = spawnSync(process.execPath, [...typescript, "src/main.ts", ...args], {
      cwd: root,
      env,
      encoding: "utf8",
    })
    return { code: status, out: stdout, errors: stderr }
  }

  test("answers a wrong command with 2 and the nearest name, on standard error alone", () => {
    const { code, out, errors } = run(["strat"])

    assert.equal(code, 2)
    assert.equal(out, "")
    assert.match(errors, /Did you mean "start"/)
  })

  test("answers a bad setting with 2 and one line", () => {
    const { code, errors } = run(["start", "--data", folder.path], { HOST: "0.0.0.0" })

    assert.equal(code, 2)
    assert.match(errors, /^FIHRIST_BASE_URL is not set.*\n$/)
  })

  test("answers a folder without a portal with 1 and one line that says what to do", () => {
    const { code, out, errors } = run(["reindex", "--data", join(folder.path, "none")])

    assert.equal(code, 1)
    assert.equal(out, "")
    assert.match(errors, /^There is no portal in .*\.\/fihrist start creates one.*\n$/)
  })

  test("answers a folder that cannot be one with 1 and one line, without a stack", () => {
    const file = join(folder.path, "file")
    writeFileSync(file, "")

    const { code, errors } = run(["reindex", "--data", file])

    assert.equal(code, 1)
    assert.match(errors, /^EEXIST: .*\n$/)
  })

  test("prints exactly one JSON document with --json", () => {
    const { code, out } = run(["doctor", "--json", "--data", join(folder.path, "none")])

    assert.equal(code, 0)
    assert.ok(JSON.parse(out).findings.some(({ subject }: { subject: string }) => subject === "Node"))
  })

  test("tells its version", () => {
    assert.match(run(["--version"]).out, /^\d+\.\d+\.\d+\n$/)
  })
})
