import { spawn } from "node:child_process"
import { resolve } from "node:path"
import { text } from "node:stream/consumers"
import { type Config, environmentOf, root } from "../config.ts"
import { supervise } from "../platform/supervisor/index.ts"
import { type Call, CommandFailed, type CommandRun } from "./command.ts"
import { runPortal } from "./run-portal.ts"

/** The portal with the demo country: its sectoral portals run beside it and are harvested before it says that it is ready. */
export const demo: CommandRun = (call) => {
  const config = demoConfig(call)
  return runPortal({
    config,
    command: "demo",
    kind: "demo",
    country: "tn",
    async onRunning({ url }) {
      const env = () => environmentOf(config)
      const portals = await supervise({ name: "demo-portals", args: [...program(), "demo-portals"], env }, { say })
      try {
        const tellWhenReady = await harvest(url, env())
        return { close: () => portals.stop(), tellWhenReady }
      } catch (error) {
        await portals.stop()
        throw error
      }
    },
  })
}

/** A folder of its own unless one is named, and leave for the worker to reach the portals on this machine. */
function demoConfig({ config, options }: Call): Config {
  const named = options.data !== undefined || Boolean(process.env.FIHRIST_DATA)
  return {
    ...config,
    dataDir: named ? config.dataDir : resolve(root, "var/demo"),
    fetchAllow: [...new Set([...config.fetchAllow, "127.0.0.1/32"])],
  }
}

/** In a process of its own: what a harvest loads is gone from memory when the demo runs. Answers what to tell at the end. */
async function harvest(url: string, env: NodeJS.ProcessEnv): Promise<string> {
  const args = [...program(), "demo-harvest", "--portal", url]
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", 2] })
  const said = child.stdout ? text(child.stdout) : ""
  const code = await new Promise<number | null>((done, failed) => child.once("exit", done).once("error", failed))
  if (code !== 0) throw new CommandFailed('"demo" could not harvest its portals.')
  return (await said).trimEnd()
}

function program(): readonly string[] {
  return [...process.execArgv, process.argv[1]!]
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
