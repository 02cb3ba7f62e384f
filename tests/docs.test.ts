import assert from "node:assert/strict"
import { existsSync, globSync, readFileSync, statSync } from "node:fs"
import { dirname, join } from "node:path"
import { describe, test } from "node:test"
import { commandsPage, commandsPagePath } from "../scripts/commands-page.ts"
import { connectorsPage, connectorsPagePath } from "../scripts/connectors-page.ts"
import { commands } from "../src/cli/commands.ts"
import { parseCommandLine } from "../src/cli/parse-command-line.ts"
import { reservedSettings, root, settings } from "../src/config.ts"

// Settings, packages, REST and CKAN interfaces, error codes and harvest problems are compared with their pages elsewhere:
// tests/settings-page, tests/dependencies, tests/api/reference-docs, tests/harvest/problems.

const pages = globSync(["*.md", "docs/**/*.md", "seeds/**/*.md", "benchmarks/**/*.md"], { cwd: root }).sort()
const textOf = (page: string) => readFileSync(join(root, page), "utf8")
const decisions = pages.filter((page) => /^docs\/decisions\/\d/.test(page))

test("the page of commands is what the table of commands says", () => {
  assert.equal(
    readFileSync(commandsPagePath, "utf8"),
    commandsPage(),
    "run: node --import tsx scripts/commands-page.ts",
  )
})

test("the page of kinds of portals is what the connectors say", () => {
  assert.equal(
    readFileSync(connectorsPagePath, "utf8"),
    connectorsPage(),
    "run: node --import tsx scripts/connectors-page.ts",
  )
})

test("every relative link and picture leads to a file", () => {
  const broken = pages.flatMap((page) =>
    linksOf(textOf(page))
      .filter((link) => !/^([a-z]+:|#)/.test(link))
      .filter((link) => !existsSync(join(root, dirname(page), decodeURI(link.split("#")[0]!))))
      .map((link) => `${page}: ${link}`),
  )
  assert.deepEqual(broken, [])
})

test("every link to a heading of a page finds it", () => {
  const broken = pages.flatMap((page) =>
    linksOf(textOf(page))
      .filter((link) => /^[^:]*#/.test(link))
      .filter((link) => !headingsOf(join(root, dirname(page), link.split("#")[0] || page.split("/").at(-1)!), link))
      .map((link) => `${page}: ${link}`),
  )
  assert.deepEqual(broken, [])
})

test("every page under docs is reached from the README or the table of contents", () => {
  const start = ["README.md", "docs/README.md", "docs/decisions/README.md"]
  const reached = new Set(
    start.flatMap((page) => linksOf(textOf(page)).map((link) => join(dirname(page), link.split("#")[0]!))),
  )
  assert.deepEqual(
    pages.filter((page) => page.startsWith("docs/") && !start.includes(page) && !reached.has(page)),
    [],
  )
})

describe("commands that the documentation shows", () => {
  for (const page of pages) {
    const shown = commandLinesOf(textOf(page))
    if (shown.length === 0 || join(root, page) === commandsPagePath) continue
    test(`in ${page} are understood`, () => {
      for (const line of shown) {
        const isNameAlone = commands.some(({ name }) => name === line)
        if (!isNameAlone) assert.doesNotThrow(() => parseCommandLine(wordsOf(line), commands), line)
      }
    })
  }
})

test("every setting that the documentation names exists", () => {
  const known = new Set([...settings.map(({ name }) => name), ...Object.keys(reservedSettings)])
  known.add("FIHRIST_TEST_DATABASE_URL")
  const unknown = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\bFIHRIST_[A-Z_]+\b/g)]
      .filter(([name]) => !known.has(name))
      .map(([name]) => `${page}: ${name}`),
  )
  assert.deepEqual(unknown, [])
})

test("decision records are numbered without a gap, dated, and say context, decision, alternatives and consequences", () => {
  assert.deepEqual(
    decisions.map((page) => Number(page.split("/").at(-1)!.slice(0, 4))),
    decisions.map((_, index) => index + 1),
  )
  for (const page of decisions) {
    const text = textOf(page)
    assert.match(text, /^# \d{4}\. .+\n\nStatus: .+, \d{4}-\d{2}-\d{2}\.\n/, page)
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    assert.deepEqual(headings, ["Context", "Decision", "Alternatives", "Consequences"], page)
  }
})

test("the screenshots of the README are small, and none lies unused", () => {
  const shown = linksOf(textOf("README.md")).filter((link) => link.startsWith("docs/screenshots/"))
  assert.deepEqual(shown.sort(), globSync("docs/screenshots/*", { cwd: root }).sort())
  for (const file of shown) assert.ok(statSync(join(root, file)).size <= 150_000, file)
})

test("the version and the licence are the same wherever they stand", () => {
  const { version, license } = JSON.parse(textOf("package.json"))

  assert.ok(textOf("CHANGELOG.md").includes(`## ${version} `), "CHANGELOG.md")
  assert.ok(textOf("publiccode.yml").includes(`softwareVersion: "${version}"`), "publiccode.yml")
  assert.ok(textOf("publiccode.yml").includes(`license: ${license}\n`), "publiccode.yml")
  assert.ok(textOf("LICENSE").startsWith("EUROPEAN UNION PUBLIC LICENCE v. 1.2"), "LICENSE")
})

function linksOf(text: string): string[] {
  const prose = withoutCode(text)
  const markdown = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!)
  return [...markdown, ...[...prose.matchAll(/\bsrc="([^"]+)"/g)].map(([, link]) => link!)]
}

function withoutCode(text: string): string {
  return text.replace(/^ *```[\s\S]*?^ *```$/gm, "").replace(/`[^`\n]*`/g, "")
}

/** Whether the page has the heading that the link names, written as forges write anchors. */
function headingsOf(file: string, link: string): boolean {
  const anchors = [...readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replace(/ /g, "-"),
  )
  return anchors.includes(link.split("#")[1]!)
}

/** What follows `./fihrist` (or a path to it) in blocks of shell and in code within sentences, up to a comment or a pipe. */
function commandLinesOf(text: string): string[] {
  const blocks = [...text.matchAll(/^ *```(?:sh|ini)\n([\s\S]*?)^ *```$/gm)].map(([, block]) => block!)
  const inline = [...text.replace(/^ *```[\s\S]*?^ *```$/gm, "").matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!)
  return [...blocks.flatMap((block) => block.split("\n")), ...inline].flatMap((line) => {
    const [, rest] = /(?:^|[\s=])(?:\.|[\w/]+)\/fihrist ([a-z][^#|;]*)/.exec(line) ?? []
    return rest && !/COMMAND|…/.test(line) ? [rest.trim()] : []
  })
}

function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!)
}
