import { statSync } from "node:fs"
import { dirname, resolve } from "node:path"

/** The account that PostgreSQL runs as when we are root, which it refuses to be: `nobody`, known to every Linux. */
export const unprivileged = { uid: 65534, gid: 65534 }

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/**
 * Whether an unprivileged account gets into a folder: every folder above lets others through. Folders that do not exist
 * yet will be made by us, open enough.
 */
export function isReachable(folder: string): boolean {
  for (let place = resolve(folder); ; place = dirname(place)) {
    const stat = statSync(place, { throwIfNoEntry: false })
    const lets = stat === undefined || (stat.mode & 0o001) !== 0 || (stat.uid === unprivileged.uid && stat.mode & 0o100)
    if (!lets) return false
    if (place === dirname(place)) return true
  }
}

/** Makes files and folders that other accounts may read, whatever mask this process was given. */
export function openly<Result>(make: () => Result): Result {
  const mask = process.umask(0o022)
  try {
    return make()
  } finally {
    process.umask(mask)
  }
}
