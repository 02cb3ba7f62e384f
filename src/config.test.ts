import assert from "node:assert/strict"
import { join, resolve } from "node:path"
import { test } from "node:test"
import fc from "fast-check"
import { BadSetting, environmentOf, readConfig, reservedSettings, root, settings, unheededSettings } from "./config.ts"

test("without any setting the portal listens on this machine only and keeps its data in the checkout", () => {
  const config = readConfig({})

  assert.equal(config.port, 8080)
  assert.equal(config.host, "127.0.0.1")
  assert.equal(config.dataDir, join(root, "var/portal"))
  assert.equal(config.databaseUrl, undefined)
  assert.deepEqual(config.roles, ["web", "worker"])
  assert.deepEqual(config.fetchAllow, [])
})

test("every example of the table is accepted", () => {
  const together = { FIHRIST_BASE_URL: "https://data.example.tn", FIHRIST_OIDC_CLIENT_ID: "fihrist" }
  for (const { name, example } of settings) {
    const value = example.slice(name.length + 1)
    assert.ok(example.startsWith(`${name}=`), example)
    assert.doesNotThrow(() => readConfig({ ...together, [name]: value }), name)
  }
})

const refused: readonly [string, string][] = [
  ["PORT", "abc"],
  ["PORT", "65536"],
  ["PORT", "-1"],
  ["PORT", "80.5"],
  ["HOST", "two words"],
  ["FIHRIST_BASE_URL", "data.example.tn"],
  ["FIHRIST_BASE_URL", "https://data.example.tn/portal"],
  ["FIHRIST_BASE_URL", "https://user:secret@data.example.tn"],
  ["FIHRIST_TRUSTED_PROXIES", "10.0.0.0/33"],
  ["FIHRIST_FETCH_ALLOW", "example.tn"],
  ["FIHRIST_FETCH_ALLOW", "::1/129"],
  ["FIHRIST_ROLES", "web,mail"],
  ["FIHRIST_ROLES", ","],
  ["FIHRIST_LOG_LEVEL", "loud"],
  ["FIHRIST_ADMIN_EMAIL", "amel"],
  ["FIHRIST_MAIL_FROM", "a@example.tn, b@example.tn"],
  ["FIHRIST_OIDC_ISSUER", "http://id.example.tn"],
  ["FIHRIST_OIDC_ISSUER", "https://id.example.tn/?a=b"],
]
for (const [name, value] of refused) {
  test(`${name}=${value} is refused with its name, its value and what is expected`, () => {
    const expects = settings.find((setting) => setting.name === name)!.expects

    assert.throws(
      () => readConfig({ [name]: value }),
      (error: Error) =>
        error instanceof BadSetting &&
        error.message.startsWith(`${name} is ${JSON.stringify(value)}: expected ${expects}`) &&
        !error.message.includes("\n"),
    )
  })
}

test("a bad address of the database is refused without showing its password", () => {
  assert.throws(
    () => readConfig({ DATABASE_URL: "mysql://fihrist:hunter2@db/fihrist" }),
    (error: Error) => error.message.startsWith("DATABASE_URL is not usable") && !error.message.includes("hunter2"),
  )
})

test("single sign-on needs to know who the portal is at the provider", () => {
  assert.throws(() => readConfig({ FIHRIST_OIDC_ISSUER: "https://id.example.tn" }), /FIHRIST_OIDC_CLIENT_ID is not set/)
})

test("an option of the command line wins, and its refusal names the option", () => {
  assert.equal(readConfig({ PORT: "1" }, { PORT: { value: "2", saidAs: "--port" } }).port, 2)
  assert.throws(
    () => readConfig({}, { PORT: { value: "x", saidAs: "--port" } }),
    /^BadSetting: --port is "x": expected/,
  )
})

test("a portal that others can reach must know its public address", () => {
  assert.throws(() => readConfig({ HOST: "0.0.0.0" }), /FIHRIST_BASE_URL is not set, and HOST is "0\.0\.0\.0"/)
  assert.throws(() => readConfig({ HOST: "::" }), /FIHRIST_BASE_URL is not set/)
  assert.equal(
    readConfig({ HOST: "0.0.0.0", FIHRIST_BASE_URL: "https://data.example.tn/" }).baseUrl,
    "https://data.example.tn",
  )
  assert.doesNotThrow(() => readConfig({ HOST: "127.0.0.5" }))
  assert.doesNotThrow(() => readConfig({ HOST: "0.0.0.0", FIHRIST_ROLES: "worker" }))
})

test("a name with a meaning to come is named as having no effect, and stops nothing", () => {
  for (const name of Object.keys(reservedSettings)) {
    assert.doesNotThrow(() => readConfig({ [name]: "s3://bucket" }))
    assert.match(unheededSettings({ [name]: "s3://bucket" })[0] ?? "", new RegExp(`^${name} has no effect yet`))
  }
  assert.deepEqual(unheededSettings({}), [])
})

test("another process that gets the environment of a configuration reads the same configuration", () => {
  const config = readConfig({
    PORT: "0",
    FIHRIST_DATA: "somewhere",
    FIHRIST_FETCH_ALLOW: "127.0.0.0/8, ::1",
    DATABASE_URL: "postgres://fihrist:p%40ss@/fihrist?host=/run/postgresql",
  })

  assert.equal(config.dataDir, resolve("somewhere"))
  assert.deepEqual(readConfig(environmentOf(config)), config)
})

test("whatever a setting holds, it is read or refused as a bad setting", () => {
  const anySetting = fc.constantFrom(...settings.map(({ name }) => name))
  fc.assert(
    fc.property(anySetting, fc.string(), (name, value) => {
      try {
        readConfig({ [name]: value })
      } catch (error) {
        assert.ok(error instanceof BadSetting)
      }
    }),
  )
})
