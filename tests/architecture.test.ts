import assert from "node:assert/strict"
import { globSync, readFileSync } from "node:fs"
import { dirname, join, normalize } from "node:path"
import { test } from "node:test"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))

/** Import arrows point down this list, never up, and never sideways within a line. */
const layers: readonly (readonly string[])[] = [
  ["main"],
  ["cli"],
  // Wires everything by hand; only the commands that run the processes import it.
  ["app"],
  ["web", "api", "demo"],
  [
    "harvest",
    "links",
    "search",
    "tabular",
    "quality",
    "assessment",
    "inventory",
    "community",
    "accounts",
    "notifications",
    "editorial",
    "statistics",
  ],
  ["rdf"],
  ["catalogue"],
  ["vocabulary"],
  ["texts"],
  ["config", "version"],
  ["platform"],
]

const longestFile = 400
/** Tables of data and of messages: long because there is much of one thing. */
const tables = ["src/texts/messages/", "src/catalogue/transliterate-places.ts", "src/catalogue/transliterate-words.ts"]

interface Import {
  readonly from: string
  readonly to: string
}

const files = globSync("src/**/*.{ts,tsx}", { cwd: root }).sort()
const imports = files.flatMap(importsOf)
const production = imports.filter(({ from }) => !isTest(from))

test("every source lies in a folder that the layers know", () => {
  const unknown = files.filter((file) => layerOf(file) < 0)
  assert.deepEqual(unknown, [])
})

test("every import leads to a file", () => {
  assert.deepEqual(imports.filter(({ to }) => to.startsWith("src/") && !files.includes(to)).map(show), [])
})

test("imports point one way: downwards through the layers", () => {
  const wrong = imports.filter(({ from, to }) => to.startsWith("src/") && !pointsDown(from, to))
  assert.deepEqual(wrong.map(show), [])
})

test("a module is entered through its index.ts only", () => {
  const wrong = production.filter(
    ({ from, to }) => to.startsWith("src/") && roomOf(from) !== roomOf(to) && !isDoor(from, to),
  )
  assert.deepEqual(wrong.map(show), [])
})

test("the portal does not import its tests, scripts or benchmarks", () => {
  assert.deepEqual(production.filter(({ to }) => !to.startsWith("src/")).map(show), [])
})

test("the import graph has no cycle", () => {
  assert.deepEqual(findCycle(production), [])
})

test("no file is longer than a person reads at once", () => {
  const long = files
    .filter((file) => !isTest(file) && !tables.some((table) => file.startsWith(table)))
    .map((file) => ({ file, lines: readFileSync(join(root, file), "utf8").split("\n").length - 1 }))
    .filter(({ lines }) => lines > longestFile)
  assert.deepEqual(long, [])
})

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8")
  // `import … from "x"`, `export … from "x"`, `import "x"`, `import("x")`; a line of text in quotes does not begin so.
  const pattern =
    /^\s*(?:import|export|\})[^"'`;\n]*\sfrom\s+"(\.[^"]+)"|^\s*import\s+"(\.[^"]+)"|\bimport\(\s*"(\.[^"]+)"/gm
  const specifiers = [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3]!)
  return [...new Set(specifiers)]
    .map((specifier) => ({ from: file, to: normalize(join(dirname(file), specifier)) }))
    .filter(({ to }) => /\.tsx?$/.test(to))
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file)
}

/** `src/harvest/connectors/ckan.ts` → `harvest`; `src/app.ts` → `app`. */
function moduleOf(file: string): string {
  return file.split("/")[1]!.replace(/(\.test)?\.tsx?$/, "")
}

function layerOf(file: string): number {
  return layers.findIndex((layer) => layer.includes(moduleOf(file)))
}

function pointsDown(from: string, to: string): boolean {
  return moduleOf(from) === moduleOf(to) || layerOf(from) < layerOf(to)
}

/** What has a door of its own: a module, and each folder of the platform, whose single files are open to all. */
function roomOf(file: string): string {
  const [, top, second] = file.split("/")
  return top === "platform" && file.split("/").length > 3 ? `platform/${second}` : moduleOf(file)
}

function isDoor(from: string, to: string): boolean {
  if (roomOf(to) === "platform" || ["config", "version", "app"].includes(moduleOf(to))) return true
  if (roomOf(to).startsWith("platform/")) return to === `src/${roomOf(to)}/index.ts`
  // The entrance loads commands one by one.
  return to === `src/${moduleOf(to)}/index.ts` || (moduleOf(from) === "main" && moduleOf(to) === "cli")
}

function show({ from, to }: Import): string {
  return `${from} → ${to}`
}

/** Depth first; answers the files of the first cycle met. */
function findCycle(graph: readonly Import[]): string[] {
  const targets = Map.groupBy(graph, ({ from }) => from)
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return []
    path.push(file)
    for (const { to } of targets.get(file) ?? []) {
      const cycle = visit(to)
      if (cycle.length > 0) return cycle
    }
    path.pop()
    done.add(file)
    return []
  }
  for (const file of targets.keys()) {
    const cycle = visit(file)
    if (cycle.length > 0) return cycle
  }
  return []
}
