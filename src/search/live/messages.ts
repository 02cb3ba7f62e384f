/** What the worker thread tells the request thread. Buffers are shared, so nothing is copied. */
export interface LevelsMessage {
  /** Present when it differs from the one sent before. */
  readonly base?: SharedArrayBuffer
  readonly baseDead: Uint32Array
  readonly fresh?: SharedArrayBuffer
  readonly epoch: string
  readonly position: number
  readonly generation: number
  /** It had reached the end of the change log. */
  readonly caughtUp: boolean
}

export interface WorkerSettings {
  readonly databaseUrl: string
  readonly dir: string
  readonly logLevel: string
}
