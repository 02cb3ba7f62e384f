export interface EngineSettings {
  readonly niceness: number
  /** Questions at once: those that have just begun, those that last, exports. */
  readonly quick: number
  readonly heavy: number
  readonly exports: number
  /** How long a question may run before it counts as heavy. */
  readonly quickMs: number
  /** How many may wait, and how long. */
  readonly longestQueue: number
  readonly patienceMs: number
  /** How long an export waits for its reader to take the next piece. */
  readonly sleepMs: number
  /** Sets of tables kept open. */
  readonly warm: number
  /** For all that run at once together. */
  readonly memoryMb: number
  readonly temporaryMb: number
}

export const defaultEngineSettings: EngineSettings = {
  niceness: 10,
  quick: 2,
  heavy: 2,
  exports: 2,
  quickMs: 250,
  longestQueue: 48,
  patienceMs: 20_000,
  sleepMs: 60_000,
  warm: 32,
  memoryMb: 960,
  temporaryMb: 6000,
}
