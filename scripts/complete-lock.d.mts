interface LockedPackage {
  optionalDependencies?: Record<string, string>
}

export interface CompletedEntry {
  version: string
  optional: true
  os?: string[]
  cpu?: string[]
  libc?: string[]
}

export function missingEntries(lock: { packages: Record<string, LockedPackage> }): Record<string, CompletedEntry>
