import { readdir } from "node:fs/promises"

/** What readings left to be gone on with. */
export async function spoolsIn(folder: string): Promise<string[]> {
  return (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name)
}
