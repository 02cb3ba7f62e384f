import { spawn } from "node:child_process"
import { join } from "node:path"
import { root } from "../config.ts"
import type { CommandRun } from "./command.ts"

const modules = join(root, "node_modules")

/** Each is a program of its own, run side by side; `name` is what a failure is called. */
const checks: readonly { name: string; args: readonly string[] }[] = [
  { name: "format and lint", args: [join(modules, "@biomejs/biome/bin/biome"), "ci", "--colors=off"] },
  { name: "types", args: [join(modules, "typescript/bin/tsc"), "--noEmit", "--pretty", "false"] },
  { name: "unused code", args: [join(modules, "knip/bin/knip.js"), "--no-progress"] },
  {
    name: "imports",
    args: ["--import", "tsx", "--test", "--test-reporter=tap", join(root, "tests/architecture.test.ts")],
  },
  { name: "lock file", args: [join(root, "scripts/complete-lock.mjs"), "--check"] },
]

export const check: CommandRun = async () => {
  const results = await Promise.all(checks.map(runCheck))
  for (const { name, output } of results.filter(({ ok }) => !ok)) console.error(`── ${name}\n${output.trim()}\n`)
  for (const { name, ok, seconds } of results)
    console.log(`${ok ? "ok    " : "FAILED"} ${name} (${seconds.toFixed(1)} s)`)
  return results.every(({ ok }) => ok) ? 0 : 1
}

async function runCheck({ name, args }: (typeof checks)[number]) {
  const startedAt = performance.now()
  const env = { ...process.env }
  delete env.NODE_TEST_CONTEXT
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] })
  let output = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk))
  const code = await new Promise((done, failed) => child.once("close", done).once("error", failed))
  return { name, output, ok: code === 0, seconds: (performance.now() - startedAt) / 1000 }
}
