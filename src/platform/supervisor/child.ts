import { type ChildProcess, spawn } from "node:child_process"
import { OperatorError } from "../operator-error.ts"

/** What a child process tells its supervisor. */
export interface ReadyMessage {
  readonly kind: "ready"
  readonly url: string
}

export interface ChildSpec {
  readonly name: string
  /** Program and arguments for this Node. */
  readonly args: readonly string[]
  /** Asked at each start: a restarted web server takes the port that the first one got. */
  readonly env: () => NodeJS.ProcessEnv
}

export interface Child {
  readonly name: string
  readonly pid: number
  /** The address it serves, once it is ready; rejects when it ends before. */
  readonly ready: Promise<string>
  /** Settles with a word on how it ended. */
  readonly ended: Promise<string>
  stop(): Promise<void>
}

const stopPatienceMs = 15_000

/**
 * Starts a child in a session of its own, so that Ctrl-C reaches only the supervisor, who stops its children in order. Its
 * standard output goes to our standard error: ours carries the `Ready:` line alone.
 */
export function startChild(spec: ChildSpec): Child {
  const process_ = spawn(process.execPath, spec.args, {
    env: spec.env(),
    detached: true,
    stdio: ["ignore", 2, 2, "ipc"],
  })
  const ended = new Promise<string>((done) => {
    process_.once("error", (error) => done(error.message))
    process_.once("exit", (code, signal) => done(signal ? `signal ${signal}` : `exit code ${code}`))
  })
  return {
    name: spec.name,
    pid: process_.pid ?? 0,
    ready: readyOf(process_, spec.name, ended),
    ended,
    stop: () => stopProcess(process_, ended),
  }
}

function readyOf(process_: ChildProcess, name: string, ended: Promise<string>): Promise<string> {
  const ready = new Promise<string>((done, failed) => {
    process_.on("message", (message) => {
      if (isReady(message)) done(message.url)
    })
    void ended.then((how) => failed(new OperatorError(`${name} ended before it was ready (${how})`)))
  })
  // Who does not ask is not bothered.
  ready.catch(() => {})
  return ready
}

function isReady(message: unknown): message is ReadyMessage {
  return typeof message === "object" && message !== null && "kind" in message && message.kind === "ready"
}

async function stopProcess(process_: ChildProcess, ended: Promise<string>): Promise<void> {
  process_.kill("SIGTERM")
  const impatience = setTimeout(() => process_.kill("SIGKILL"), stopPatienceMs)
  await ended
  clearTimeout(impatience)
}
