import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api"

export type SqlRow = Readonly<Record<string, unknown>>

/** One engine in memory for the tables of a process, one after another; each table has a connection of its own. */
export interface TypingDb {
  /** `work` is interrupted when the signal says so. */
  withConnection<T>(signal: AbortSignal | undefined, work: (sql: TypingConnection) => Promise<T>): Promise<T>
  close(): void
}

export interface TypingConnection {
  run(sql: string): Promise<void>
  /** Values as JSON says them: whole numbers beyond 2^53 and exact decimals as texts. */
  rows(sql: string): Promise<readonly SqlRow[]>
}

interface TypingDbOptions {
  /** Where it puts what does not fit into its memory. */
  readonly folder: string
  readonly memoryMb?: number
  readonly threads?: number
}

export async function openTypingDb({ folder, memoryMb = 400, threads = 2 }: TypingDbOptions): Promise<TypingDb> {
  const instance = await DuckDBInstance.create(":memory:", {
    temp_directory: folder,
    memory_limit: `${memoryMb}MB`,
    threads: String(threads),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
  })
  return {
    async withConnection(signal, work) {
      signal?.throwIfAborted()
      const connection = await instance.connect()
      const interrupt = () => connection.interrupt()
      signal?.addEventListener("abort", interrupt, { once: true })
      try {
        await connection.run("set TimeZone = 'UTC'")
        return await work(asking(connection, signal))
      } finally {
        signal?.removeEventListener("abort", interrupt)
        connection.closeSync()
      }
    },
    close: () => instance.closeSync(),
  }
}

function asking(connection: DuckDBConnection, signal: AbortSignal | undefined): TypingConnection {
  const guarded = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    }
  }
  return {
    run: async (sql) => {
      await guarded(connection.run(sql))
    },
    rows: async (sql) => (await guarded(connection.runAndReadAll(sql))).getRowObjectsJson() as readonly SqlRow[],
  }
}
