import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { type Conventions, conventionsFrom } from "./conventions.ts"

/** Of the pack `seeds/COUNTRY`; the country `none` has none. Throws where the file cannot be understood, saying what is wrong. */
export async function readConventions(seedsDir: string, country: string): Promise<Conventions> {
  if (country === "none") return conventionsFrom({}, "no country")
  const path = join(seedsDir, country, "conventions.json")
  return conventionsFrom(parsed(await readFile(path, "utf8"), path), path)
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${path} is no JSON: ${String(error)}`)
  }
}
