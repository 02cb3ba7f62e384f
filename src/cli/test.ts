import { spawn } from "node:child_process"
import { chmodSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { root, settings } from "../config.ts"
import { type Binaries, isReachable, type Postgres, startPostgres } from "../platform/postgres/index.ts"
import { type CommandRun, UsageError } from "./command.ts"
import { ensureChromium, ensureDebianPostgres } from "./test-tools.ts"

/**
 * Runs the tests against servers made for this run: first those that use a database on an external PostgreSQL, Debian's or
 * that of FIHRIST_TEST_DATABASE_URL, then all of them on the embedded one, so that the closing lines are those of the
 * whole suite.
 */
export const test: CommandRun = async ({ positionals: [pattern] }) => {
  const files = testFiles(pattern)
  if (files.length === 0) throw new UsageError(`No test file has ${JSON.stringify(pattern)} in its name.`)
  const chromium = files.some(needsBrowser) ? await ensureChromium() : undefined
  const external = await runOnExternal(
    files.filter((file) => mentions(file, "support/database")),
    chromium,
  )
  const embedded = await withServer(undefined, (url) => runFiles(files, { url, chromium }))
  if (external !== 0)
    console.error("Tests failed on the external PostgreSQL: see above, before those on the embedded one.")
  return external === 0 && embedded === 0 ? 0 : 1
}

function testFiles(pattern: string | undefined): string[] {
  return globSync(["src/**/*.test.{ts,tsx}", "tests/**/*.test.{ts,tsx}"], { cwd: root })
    .filter((file) => pattern === undefined || file.includes(pattern))
    .sort()
}

function needsBrowser(file: string): boolean {
  return mentions(file, "support/browser") || mentions(file, "playwright-core")
}

function mentions(file: string, text: string): boolean {
  return readFileSync(join(root, file), "utf8").includes(text)
}

async function runOnExternal(files: readonly string[], chromium: string | undefined): Promise<number> {
  if (files.length === 0) return 0
  const given = process.env.FIHRIST_TEST_DATABASE_URL
  if (given) {
    console.error(`${files.length} test files on the server of FIHRIST_TEST_DATABASE_URL:`)
    return runFiles(files, { url: given, chromium })
  }
  const binaries = await ensureDebianPostgres()
  if (typeof binaries === "string") {
    console.error(`SKIPPED: ${files.length} test files on an external PostgreSQL: ${binaries}`)
    return 0
  }
  console.error(`${files.length} test files on Debian's PostgreSQL ${binaries.major}:`)
  return withServer(binaries, (url) => runFiles(files, { url, chromium }))
}

/** A server in a folder of its own, gone afterwards with all that was in it; also when we are interrupted. */
async function withServer(binaries: Binaries | undefined, work: (url: string) => Promise<number>): Promise<number> {
  const dataDir = mkdtempSync(join(isReachable(tmpdir()) ? tmpdir() : "/tmp", "fihrist-test-"))
  // The server's account must get through.
  chmodSync(dataDir, 0o711)
  let server: Postgres | undefined
  try {
    server = await startPostgres({ dataDir, id: "test", durable: false, ...(binaries ? { binaries } : {}) })
    return await work(server.url)
  } finally {
    await server?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

interface TestTools {
  readonly url: string
  readonly chromium: string | undefined
}

/** Takes types off much quicker than tsx. */
const loader = pathToFileURL(join(root, "tests/support/load-typescript.mjs")).href

function runFiles(files: readonly string[], tools: TestTools): Promise<number> {
  const args = ["--import", loader, "--test", "--test-concurrency=2", ...files]
  const child = spawn(process.execPath, args, { cwd: root, env: testEnvironment(tools), stdio: ["ignore", 1, 2] })
  // Ctrl-C reaches the tests too; we stay to stop the server.
  const wait = () => {}
  process.on("SIGINT", wait)
  const stop = () => child.kill("SIGTERM")
  process.once("SIGTERM", stop)
  return new Promise<number>((done, failed) => {
    child.once("error", failed)
    child.once("exit", (code) => done(code ?? 1))
  }).finally(() => {
    process.removeListener("SIGINT", wait)
    process.removeListener("SIGTERM", stop)
  })
}

/** No setting of a real portal gets into a test: an exported variable must never reach, and wipe, a country. */
function testEnvironment({ url, chromium }: TestTools): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env }
  for (const { name } of settings) delete env[name]
  for (const name of Object.keys(env)) if (/^(FIHRIST_|PG)/.test(name)) delete env[name]
  delete env.NODE_TEST_CONTEXT
  return { ...env, FIHRIST_TEST_DATABASE_URL: url, ...(chromium ? { CHROMIUM: chromium } : {}) }
}
