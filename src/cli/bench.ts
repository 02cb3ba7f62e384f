import { spawn } from "node:child_process"
import { globSync } from "node:fs"
import { basename, join } from "node:path"
import { root } from "../config.ts"
import { type CommandRun, UsageError } from "./command.ts"
import { nearest } from "./nearest.ts"

/** A scenario is `benchmarks/NAME.ts`, a program that prints its results, one JSON object a line. */
export const bench: CommandRun = async ({ positionals: [wanted] }) => {
  const names = globSync("*.ts", { cwd: join(root, "benchmarks") })
    .map((file) => basename(file, ".ts"))
    .sort()
  if (wanted !== undefined && !names.includes(wanted)) {
    const guess = nearest(wanted, names)
    throw new UsageError(
      `Unknown scenario ${JSON.stringify(wanted)}: ${guess ? `did you mean "${guess}"? ` : ""}There are: ${names.join(", ")}.`,
    )
  }
  let failed = false
  for (const name of wanted === undefined ? names : [wanted]) failed = (await runScenario(name)) !== 0 || failed
  return failed ? 1 : 0
}

function runScenario(name: string): Promise<number> {
  const script = join(root, "benchmarks", `${name}.ts`)
  const child = spawn(process.execPath, ["--import", "tsx", script], { cwd: root, stdio: ["ignore", 1, 2] })
  return new Promise((done, failed) => {
    child.once("error", failed)
    child.once("exit", (code) => {
      if (code !== 0) console.error(`The scenario ${name} failed.`)
      done(code ?? 1)
    })
  })
}
