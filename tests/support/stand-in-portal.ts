// Usage: node --import tsx tests/support/stand-in-portal.ts (run DATA_DIR KIND | prepare … | web | worker)
// A portal whose web server and jobs do nothing, for the tests of what surrounds them: the real supervisor, lock, database
// and preparation. The web server answers its process number, and dies when asked for /crash.
import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { runPortal } from "../../src/cli/run-portal.ts"
import { readConfig } from "../../src/config.ts"
import { openDb } from "../../src/platform/db.ts"
import { joinInstance } from "../../src/platform/instance/index.ts"
import { type InstanceKind, prepareDb } from "../../src/platform/prepared-db.ts"
import { serveAsChild } from "../../src/platform/supervisor/index.ts"
import { migrationsFolder } from "./database.ts"
import { typescript } from "./typescript.ts"

const [role, ...args] = process.argv.slice(2)
const program = [...typescript, process.argv[1]!]

async function run([dataDir = "", kind = "real"]: string[]): Promise<number> {
  const config = readConfig({ PORT: "0", ...process.env, FIHRIST_DATA: dataDir })
  return runPortal({ config, command: "start", kind: kind as InstanceKind, country: "none", program })
}

async function prepare(): Promise<number> {
  const instance = await joinInstance({ ...readConfig(process.env), command: "prepare" })
  const db = openDb({ url: instance.databaseUrl })
  await prepareDb(db, migrationsFolder, args[args.indexOf("--kind") + 1] as InstanceKind).finally(() => db.destroy())
  return 0
}

async function web(): Promise<number> {
  const config = readConfig(process.env)
  const server = createServer((request, response) => {
    if (request.url === "/crash") process.exit(3)
    response.end(String(process.pid))
  })
  await serveAsChild(async () => {
    server.listen(config.port, config.host)
    await once(server, "listening")
    const { port } = server.address() as AddressInfo
    return { url: `http://127.0.0.1:${port}`, close: async () => server.close().closeAllConnections() as undefined }
  })
  return 0
}

async function worker(): Promise<number> {
  const alive = setInterval(() => {}, 1000)
  await serveAsChild(async () => ({ url: "", close: async () => clearInterval(alive) }))
  return 0
}

const roles: Record<string, (args: string[]) => Promise<number>> = { run, prepare, web, worker }
try {
  process.exitCode = await roles[role!]!(args)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
