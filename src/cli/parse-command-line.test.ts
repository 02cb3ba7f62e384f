import assert from "node:assert/strict"
import { test } from "node:test"
import fc from "fast-check"
import { type Command, UsageError } from "./command.ts"
import { commands } from "./commands.ts"
import { helpOf, helpOfAll } from "./help.ts"
import { parseCommandLine } from "./parse-command-line.ts"

const load = async () => async () => 0
const table: readonly Command[] = [
  { name: "start", summary: "Runs.", options: { port: { type: "string", help: "Port." } }, load },
  { name: "import", summary: "Takes files.", positionals: ["FILE…"], load },
  { name: "test", summary: "Tests.", positionals: ["[PATTERN]"], load },
  {
    name: "harvest run",
    summary: "Harvests.",
    positionals: ["ID"],
    options: {
      "dry-run": { type: "boolean", help: "Only plans." },
      kind: { type: "string", choices: ["ckan", "dcat"], help: "Kind." },
    },
    load,
  },
  { name: "harvest list", summary: "Lists.", load },
  {
    name: "organization create",
    summary: "Makes.",
    options: { slug: { type: "string", required: true, help: "Slug." } },
    load,
  },
  { name: "web", summary: "Internal.", internal: true, load },
]

function run(...args: string[]) {
  const line = parseCommandLine(args, table)
  assert.equal(line.kind, "run")
  return line as typeof line & { kind: "run" }
}

test("a command of two words is found with its arguments and options in any order", () => {
  const line = run("harvest", "run", "--dry-run", "some-id", "--data", "/tmp/x")

  assert.equal(line.command.name, "harvest run")
  assert.deepEqual(line.positionals, ["some-id"])
  assert.deepEqual({ ...line.options }, { "dry-run": true, data: "/tmp/x" })
})

const refusals: readonly [string, RegExp][] = [
  ["strat", /Unknown command "strat". Did you mean "start"\?/],
  ["harvest rnu", /"harvest" needs one of: harvest run, harvest list/],
  ["harvest", /"harvest" needs one of/],
  ["zzzzzz", /Unknown command "zzzzzz"\. "\.\/fihrist --help" lists all/],
  ["start --prot 1", /Unknown option --prot of "start"\. Did you mean --port\?/],
  ["start --port", /port/],
  ["start extra", /Unexpected argument "extra"/],
  ["harvest run", /ID is missing/],
  ["harvest run a b", /Unexpected argument "b"/],
  ["harvest run a --kind ftp", /--kind is "ftp": expected one of ckan, dcat/],
  ["import", /FILE… is missing/],
  ["organization create", /--slug is missing/],
  ["harvest run a --dry-run=yes", /dry-run/],
]
for (const [line, expected] of refusals) {
  test(`"${line}" is refused with a way out`, () => {
    assert.throws(
      () => parseCommandLine(line.split(" "), table),
      (error: Error) => error instanceof UsageError && expected.test(error.message),
    )
  })
}

test("several files are taken where a command takes several", () => {
  assert.deepEqual(run("import", "a", "b", "c").positionals, ["a", "b", "c"])
})

test("help is shown for all, and for one wherever --help stands", () => {
  assert.equal(parseCommandLine([], table).kind, "help")
  assert.equal(parseCommandLine(["--help"], table).kind, "help")
  assert.deepEqual(parseCommandLine(["harvest", "run", "--help"], table), { kind: "help", command: table[3] })
})

test("internal commands run but are not listed", () => {
  assert.equal(run("web").command.name, "web")
  assert.doesNotMatch(helpOfAll(table), /Internal/)
})

test("every command of the real table has its own help with every option", () => {
  for (const command of commands) {
    const help = helpOf(command)
    for (const name of [...Object.keys(command.options ?? {}), "data"]) assert.match(help, new RegExp(`--${name}\\b`))
  }
})

test("the names of commands are unique", () => {
  const names = commands.map(({ name }) => name)
  assert.deepEqual(names, [...new Set(names)])
})

test("whatever is written, it is parsed or refused as a wrong use", () => {
  const words = fc.array(
    fc.oneof(fc.string(), fc.constantFrom("start", "harvest", "run", "--port", "--", "-p", "--data=")),
  )
  fc.assert(
    fc.property(words, (args) => {
      try {
        parseCommandLine(args, table)
      } catch (error) {
        assert.ok(error instanceof UsageError, String(error))
      }
    }),
  )
})
