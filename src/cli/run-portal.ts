import { spawn } from "node:child_process"
import { type Config, environmentOf, type Role } from "../config.ts"
import { freePort } from "../platform/free-port.ts"
import { type Instance, ownInstance, writeInstanceFile } from "../platform/instance/index.ts"
import { isRoot } from "../platform/postgres/index.ts"
import { type Supervised, stopAll, supervise } from "../platform/supervisor/index.ts"
import { CommandFailed } from "./command.ts"
import { mallocSettings, nodeOptions } from "./node-options.ts"

export interface PortalOptions {
  readonly config: Config
  /** Named to others that wait for the instance. */
  readonly command: string
  readonly kind: "demo" | "real"
  readonly country: string
  /** The program that children run, with the options of this Node: the present one. */
  readonly program?: readonly string[]
  /** Runs when the processes do, before `Ready:` is told; what it answers is stopped first of all. */
  readonly onRunning?: (
    portal: RunningPortal,
  ) => Promise<{ close(): Promise<void>; readonly tellWhenReady?: string } | undefined>
}

export interface RunningPortal {
  readonly url: string
  readonly databaseUrl: string
}

/**
 * The life of a portal on this machine: take the instance and start its database, prepare it, start the processes, tell
 * `Ready:`, wait for the signal to stop, and close all in reverse order. Loads nothing heavy: it stays in memory.
 */
export async function runPortal(options: PortalOptions): Promise<number> {
  const { config, command } = options
  const { dataDir, databaseUrl } = config
  const stopAsked = stopSignal()
  if (isRoot()) say("Running as root. For a real portal make a user of its own: docs/how-to/install.md.")
  const running: { stop(): Promise<void> }[] = []
  const state = { isReady: false }
  void stopAsked.then(async () => {
    if (!state.isReady) await leaveEarly(running)
  })
  const instance = await ownInstance({ dataDir, databaseUrl, command, say, keepRunning: true })
  running.push({ stop: () => instance.close() })
  try {
    await runToEnd(options, ["prepare", "--kind", options.kind, "--country", options.country])
    const url = await startProcesses(options, instance, running)
    const extra = await options.onRunning?.({ url, databaseUrl: instance.databaseUrl })
    if (extra) running.push({ stop: () => extra.close() })
    state.isReady = true
    process.stdout.write(`Ready: ${url}\n`)
    if (extra?.tellWhenReady) say(extra.tellWhenReady)
    await stopAsked
    say("Stopping…")
    return 0
  } finally {
    await stopAll(running)
  }
}

/** Asked to stop while starting: what runs is stopped; a process still on its way ends with us. */
async function leaveEarly(running: { stop(): Promise<void> }[]): Promise<void> {
  await stopAll(running)
  process.exit(1)
}

/** Both at once: each takes most of a second to load. A port is chosen here, so that a restarted web keeps it. */
async function startProcesses(
  options: PortalOptions,
  instance: Instance,
  running: { stop(): Promise<void> }[],
): Promise<string> {
  const { config } = options
  const port = config.port || (await freePort(config.host))
  const env = () => ({ ...mallocSettings, ...environmentOf({ ...config, port }) })
  const start = async (role: Role): Promise<Supervised & { url: string }> => {
    const args = [...nodeOptions[role], ...programOf(options), role]
    const child = await supervise({ name: role, args, env }, { say })
    running.push(child)
    return child
  }
  const started = await Promise.allSettled(config.roles.map(start))
  const failed = started.find((outcome) => outcome.status === "rejected")
  if (failed) throw failed.reason
  const children = started.flatMap((outcome) => (outcome.status === "fulfilled" ? outcome.value : []))
  const url = children.find(({ name }) => name === "web")?.url ?? ""
  writeInstanceFile(instance.dataDir, { port, baseUrl: config.baseUrl ?? url, fetchAllow: config.fetchAllow })
  return url
}

async function runToEnd(options: PortalOptions, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [...programOf(options), ...args], {
    env: environmentOf(options.config),
    stdio: ["ignore", 2, 2],
  })
  const code = await new Promise<number | null>((done, failed) => child.once("exit", done).once("error", failed))
  if (code !== 0) throw new CommandFailed(`"${options.command}" could not prepare the database.`)
}

function programOf({ program }: PortalOptions): readonly string[] {
  return program ?? [...process.execArgv, process.argv[1]!]
}

/** The first signal asks for a good end; a second one, from an impatient person, ends at once. */
function stopSignal(): Promise<void> {
  return new Promise((done) => {
    let asked = false
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1)
        asked = true
        done()
      })
    }
  })
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
