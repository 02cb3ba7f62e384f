import { randomUUID } from "node:crypto"
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** What an instance tells the commands that come by: `DATA/instance.json`. */
export interface InstanceFile {
  /** Names the folder of the cluster where it cannot stay in `DATA`. */
  readonly id: string
  readonly clusterDir?: string
  /** Where the running server listens. */
  readonly socketDir?: string
  readonly port?: number
  readonly baseUrl?: string
  readonly fetchAllow?: readonly string[]
}

/** Reads the file; an instance that has none yet gets a new id, and never takes over what another left elsewhere. */
export function readInstanceFile(dataDir: string): InstanceFile | undefined {
  try {
    const value = JSON.parse(readFileSync(pathOf(dataDir), "utf8"))
    return typeof value?.id === "string" ? value : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT" || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Adds facts to the file, which is replaced whole: a reader sees the old or the new. */
export function writeInstanceFile(dataDir: string, facts: Partial<InstanceFile>): InstanceFile {
  const file: InstanceFile = { ...(readInstanceFile(dataDir) ?? { id: randomUUID() }), ...facts }
  mkdirSync(dataDir, { recursive: true })
  const fresh = `${pathOf(dataDir)}.${process.pid}`
  writeFileSync(fresh, `${JSON.stringify(file, null, 2)}\n`)
  renameSync(fresh, pathOf(dataDir))
  return file
}

function pathOf(dataDir: string): string {
  return join(dataDir, "instance.json")
}
