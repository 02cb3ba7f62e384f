import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { delimiter, join } from "node:path"
import { isRoot, unprivileged } from "./reach.ts"

/** Nothing of our environment reaches the server: PG* and locale variables would change how it behaves. */
const serverEnvironment = { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C.UTF-8", TZ: "UTC" }

/** Runs a server program to its end, as the account that PostgreSQL accepts. */
export function runToEnd(program: string, args: readonly string[], input?: string) {
  const [command, ...rest] = asServerAccount([program, ...args], false)
  const options = { env: serverEnvironment, cwd: "/", encoding: "utf8" as const, input: input ?? "" }
  return spawnSync(command!, rest, options)
}

/** Starts the server in a session of its own, so that Ctrl-C in the terminal reaches us first. */
export function launch(program: string, args: readonly string[], log: number): ChildProcess {
  const [command, ...rest] = asServerAccount([program, ...args], true)
  const options: SpawnOptions = { env: serverEnvironment, cwd: "/", stdio: ["ignore", log, log], detached: true }
  return spawn(command!, rest, options)
}

/**
 * `setpriv` (util-linux) drops root, and asks the kernel to send SIGINT, PostgreSQL's "fast shutdown", when the process
 * that started the server dies, however it dies. Where it is missing, an orphan is stopped by the next start instead.
 */
function asServerAccount(command: readonly string[], diesWithUs: boolean): readonly string[] {
  const drop = isRoot() ? [`--reuid=${unprivileged.uid}`, `--regid=${unprivileged.gid}`, "--clear-groups"] : []
  const bond = diesWithUs && process.platform === "linux" ? ["--pdeathsig=INT"] : []
  if (drop.length + bond.length === 0 || !(isRoot() || hasSetpriv())) return command
  return ["setpriv", ...drop, ...bond, "--", ...command]
}

function hasSetpriv(): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, "setpriv")))
}
