export interface EntityChange {
  readonly entity: string
  readonly entityId: string
}

/** Anything that keeps what it read, and must hear what changed. */
export interface Evictable {
  evict(changes: readonly EntityChange[]): void
  clear(): void
}
