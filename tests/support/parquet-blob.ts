import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DuckDBInstance } from "@duckdb/node-api"
import { type BlobHash, type BlobStore, createLocalBlobStore } from "../../src/platform/files/index.ts"

export interface ParquetBlobs {
  readonly blobs: BlobStore
  readonly folder: string
  /** The answer of a query as the Parquet file of a table. */
  add(query: string): Promise<BlobHash>
  remove(): Promise<void>
}

/** A store of blobs in a folder of its own, filled with Parquet files that DuckDB writes. */
export async function parquetBlobs(): Promise<ParquetBlobs> {
  const folder = await mkdtemp(join(tmpdir(), "fihrist-parquet-"))
  const blobs = createLocalBlobStore(join(folder, "files"))
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" })
  const connection = await instance.connect()
  return {
    blobs,
    folder,
    async add(query) {
      const path = join(folder, `${crypto.randomUUID()}.parquet`)
      await connection.run(`copy (${query}) to '${path}' (format parquet, compression zstd)`)
      const { hash } = await blobs.adopt(path)
      await rm(path)
      return hash
    },
    async remove() {
      connection.disconnectSync()
      instance.closeSync()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
