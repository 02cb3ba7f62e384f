import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { missingEntries } from "../scripts/complete-lock.mjs"
import { dependenciesPage, dependenciesPagePath } from "../scripts/dependencies-page.ts"
import { root } from "../src/config.ts"

const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"))

test("every package has its line in the documentation, with version, licence and what it saves", () => {
  const page = readFileSync(dependenciesPagePath, "utf8")

  assert.equal(page, dependenciesPage(), "run: node --import tsx scripts/dependencies-page.ts")
})

test("every package is asked for in one exact version", () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  )

  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
    assert.match(String(version), /^\d+\.\d+\.\d+/, name)
  }
})

test("the lock file is complete for every platform", () => {
  assert.deepEqual(Object.keys(missingEntries(lock)), [])
})

test("the lock file names no registry", () => {
  assert.doesNotMatch(JSON.stringify(lock), /"resolved":/)
})

test("an optional package that npm left out of the lock file is found, with its platform", () => {
  const optionalDependencies = { "@x/cli-linux-arm64-musl": "1.2.3", "@x/cli-win32-x64": "^1.2.3", "@x/kept": "1.0.0" }
  const packages = { "node_modules/x": { optionalDependencies }, "node_modules/x/node_modules/@x/kept": {} }

  assert.deepEqual(missingEntries({ packages }), {
    "node_modules/@x/cli-linux-arm64-musl": {
      version: "1.2.3",
      optional: true,
      os: ["linux"],
      cpu: ["arm64"],
      libc: ["musl"],
    },
    "node_modules/@x/cli-win32-x64": { version: "1.2.3", optional: true, os: ["win32"], cpu: ["x64"] },
  })
})
