import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { identityOf } from "../../src/platform/instance/process-identity.ts"

/** A folder of this test alone that other accounts can pass through; `remove` it in `after`. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "fihrist-"))
  chmodSync(path, 0o711)
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Asks until the answer is yes; fails after a while. */
export async function eventually(
  ask: () => boolean | Promise<boolean>,
  what: string,
  patienceMs = 10_000,
): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`still not true after ${patienceMs} ms: ${what}`)
    await new Promise((done) => setTimeout(done, 20))
  }
}

/** Whether a process runs; a zombie does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  return identityOf(pid).start !== "" || process.platform !== "linux"
}
