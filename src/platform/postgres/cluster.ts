import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import type { Binaries } from "./binaries.ts"
import { PostgresUnusable } from "./errors.ts"
import { isRoot, unprivileged } from "./reach.ts"
import { runToEnd } from "./run-server.ts"

/** Role and database have the same name; the role may make databases, and is no superuser. */
export const account = "fihrist"

/** Makes a cluster where there is none. It appears finished under its name: one that was interrupted is made again. */
export function ensureCluster(
  binaries: Binaries,
  clusterDir: string,
  options: { password: string; durable: boolean },
): void {
  const versionFile = join(clusterDir, "PG_VERSION")
  if (existsSync(versionFile)) {
    refuseOtherVersion(readFileSync(versionFile, "utf8").trim(), binaries.major, clusterDir)
    return
  }
  const fresh = `${clusterDir}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(dirname(clusterDir), { recursive: true })
  mkdirSync(fresh, { mode: 0o700 })
  if (isRoot()) chownSync(fresh, unprivileged.uid, unprivileged.gid)
  initialise(binaries, fresh, options.durable)
  createAccount(binaries, fresh, options.password)
  // An empty folder of that name may stand there: a mount point, or one made by hand.
  if (existsSync(clusterDir)) rmSync(clusterDir, { recursive: false, force: true })
  renameSync(fresh, clusterDir)
}

function initialise(binaries: Binaries, folder: string, durable: boolean): void {
  const args = ["--pgdata", folder, "--username=postgres", "--encoding=UTF8", "--auth=reject", "--no-instructions"]
  // With the locale C, pg_trgm finds no trigram in Arabic and French loses its accented letters.
  const provider = Number(binaries.major) >= 17 ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : []
  const locale = [...provider, "--locale=C.UTF-8"]
  const sync = durable ? [] : ["--no-sync"]
  const { status, stderr, error } = runToEnd(binaries.initdb, [...args, ...locale, ...sync])
  if (status !== 0)
    throw new PostgresUnusable("init-failed", `The database could not be created: ${error?.message ?? stderr}`)
  const hba = join(folder, "pg_hba.conf")
  writeFileSync(
    hba,
    `# Only over the socket, only with the password that the instance keeps.\nlocal all ${account} scram-sha-256\n`,
  )
}

/** No superuser can ever sign in; what needs one is done here, while no server runs. */
function createAccount(binaries: Binaries, folder: string, password: string): void {
  const role = `create role ${account} login createdb password '${password}'`
  runSingleUser(binaries, folder, [role, `create database ${account} owner ${account}`])
}

/** For a cluster whose password file was lost. */
export function resetPassword(binaries: Binaries, clusterDir: string, password: string): void {
  runSingleUser(binaries, clusterDir, [`alter role ${account} password '${password}'`])
}

function runSingleUser(binaries: Binaries, folder: string, statements: readonly string[]): void {
  const input = statements.map((statement) => `${statement};\n\n`).join("")
  const { status, stderr } = runToEnd(binaries.postgres, ["--single", "-j", "-D", folder, "postgres"], input)
  if (status !== 0 || /ERROR|FATAL|PANIC/.test(stderr)) {
    throw new PostgresUnusable("init-failed", `The database account could not be set up: ${stderr}`)
  }
}

function refuseOtherVersion(found: string, major: string, clusterDir: string): void {
  if (found === major) return
  throw new PostgresUnusable(
    "other-version",
    `The database in ${clusterDir} was written by PostgreSQL ${found}, and this version of Fihrist brings ${major}. With the version that you ran before: ./fihrist backup FILE; then with this one, on an empty folder: ./fihrist restore FILE --data DIR.`,
  )
}
