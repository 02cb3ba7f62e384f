import { mkdir, rm } from "node:fs/promises"
import { join } from "node:path"
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api"
import { boxSuffixes, placeSuffix, writtenSuffix } from "../table/column.ts"
import { rowColumn } from "./query-engine.ts"

export interface InstanceSettings {
  /** Kept open, used or not. */
  readonly warm: number
  readonly memoryMb: number
  readonly temporaryMb: number
  /** Each instance gets a folder of its own in it. */
  readonly folder: string
}

export interface FileSet {
  /** Name of the table → path of its Parquet file. */
  readonly files: Readonly<Record<string, string>>
  readonly plain: boolean
}

interface Kept {
  readonly key: string
  readonly opened: Promise<Opened>
  users: number
}

interface Opened {
  readonly instance: DuckDBInstance
  readonly folder: string
}

/**
 * DuckDB in memory, one instance for each set of files, locked to exactly these: no query of it can name another file,
 * change a setting or load code. Those used last stay open, because opening one costs more than a small query.
 */
export class Instances {
  readonly #settings: InstanceSettings
  /** Least recently used first. */
  readonly #kept = new Map<string, Kept>()
  #made = 0

  constructor(settings: InstanceSettings) {
    this.#settings = settings
  }

  /** A connection of its own, and the folder where the query may leave a file. */
  async use<T>(set: FileSet, work: (connection: DuckDBConnection, folder: string) => Promise<T>): Promise<T> {
    const kept = this.#take(set)
    try {
      const { instance, folder } = await kept.opened
      const connection = await instance.connect()
      return await work(connection, folder).finally(() => connection.disconnectSync())
    } catch (error) {
      // A file that went, or an instance that DuckDB gave up: the next question begins anew.
      if (isBroken(error) || (await isUnopened(kept))) this.#forget(kept)
      throw error
    } finally {
      kept.users--
      this.#evict()
    }
  }

  #take(set: FileSet): Kept {
    const key = JSON.stringify([Object.entries(set.files).sort(), set.plain])
    const kept = this.#kept.get(key) ?? { key, users: 0, opened: this.#open(set) }
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    kept.users++
    return kept
  }

  #open(set: FileSet): Promise<Opened> {
    const folder = join(this.#settings.folder, `i${this.#made++}`)
    return open(set, { ...this.#settings, folder })
  }

  #evict(): void {
    for (const kept of this.#kept.values()) {
      if (this.#kept.size <= this.#settings.warm) return
      if (kept.users === 0) this.#forget(kept)
    }
  }

  #forget(kept: Kept): void {
    if (this.#kept.get(kept.key) === kept) this.#kept.delete(kept.key)
    // What a query still writes there stays until the process ends, whose folder this lies in.
    void kept.opened.then(close).catch(() => {})
  }
}

function isUnopened({ opened }: Kept): Promise<boolean> {
  return opened.then(
    () => false,
    () => true,
  )
}

function isBroken(error: unknown): boolean {
  const text = error instanceof Error ? error.message : ""
  return /"exception_type":"(IO|FATAL|INTERNAL)"|database has been invalidated/i.test(text)
}

async function close({ instance, folder }: Opened): Promise<void> {
  // Connections in use keep what they need until they end.
  instance.closeSync()
  await rm(folder, { recursive: true, force: true })
}

async function open(set: FileSet, settings: InstanceSettings): Promise<Opened> {
  const { folder } = settings
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const instance = await emptyInstance(settings)
    try {
      await lockTo(set, instance)
    } catch (error) {
      instance.closeSync()
      throw error
    }
    return { instance, folder }
  } catch (error) {
    // Whoever asks next gets an instance of its own: of this one nothing stays.
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

function emptyInstance({ folder, memoryMb, temporaryMb }: InstanceSettings): Promise<DuckDBInstance> {
  return DuckDBInstance.create(":memory:", {
    threads: "1",
    memory_limit: `${memoryMb}MB`,
    temp_directory: folder,
    max_temp_directory_size: `${temporaryMb}MB`,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    // The pages of these files are the system's to keep, not ours once more.
    enable_external_file_cache: "false",
    errors_as_json: "true",
  })
}

async function lockTo(set: FileSet, instance: DuckDBInstance): Promise<void> {
  const connection = await instance.connect()
  try {
    await connection.run("set global TimeZone = 'UTC'")
    for (const [name, path] of Object.entries(set.files))
      await connection.run(await viewOf(connection, name, path, set))
    await connection.run(`set allowed_paths = [${Object.values(set.files).map(quoteText).join(", ")}]`)
    await connection.run("set enable_external_access = false")
    await connection.run("set lock_configuration = true")
  } finally {
    connection.disconnectSync()
  }
}

async function viewOf(connection: DuckDBConnection, name: string, path: string, { plain }: FileSet): Promise<string> {
  const file = quoteText(path)
  if (!plain) {
    return `create view ${quoteName(name)} as
      select * exclude (file_row_number), file_row_number as ${rowColumn}
      from read_parquet(${file}, file_row_number = true)`
  }
  const described = await connection.runAndReadAll(
    `select column_name from (describe select * from read_parquet(${file}))`,
  )
  const names = described.getRows().map(([column]) => String(column))
  const columns = seenAmong(names).map(quoteName).join(", ")
  return `create view ${quoteName(name)} as select ${columns} from read_parquet(${file})`
}

/** Without the hidden columns that lie beside others. */
export function seenAmong(names: readonly string[]): string[] {
  const all = new Set(names)
  const suffixes = [writtenSuffix, placeSuffix, ...boxSuffixes]
  const isHidden = (name: string) =>
    suffixes.some((suffix) => name.endsWith(suffix) && all.has(name.slice(0, -suffix.length)))
  return names.filter((name) => !isHidden(name))
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
