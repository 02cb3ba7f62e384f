import { extname } from "node:path"
import { fileURLToPath } from "node:url"
import { Worker } from "node:worker_threads"
import type { Row } from "../text/find-table.ts"

export interface WorkbookSheet {
  readonly name: string
  readonly hidden: boolean
  readonly rightToLeft: boolean
  readonly rows: readonly Row[]
  /** More rows follow than were read. */
  readonly cut: boolean
}

export type ReadWorkbook =
  | { readonly kind: "read"; readonly sheets: readonly WorkbookSheet[] }
  | { readonly kind: "failed"; readonly reason: "encrypted" | "damaged" | "too-large" | "took-too-long" }

export type WorkbookFormat = "xlsx" | "ods" | "xls"

export interface WorkbookRequest {
  readonly bytes: Uint8Array
  readonly format: WorkbookFormat
  readonly maxRows: number
  readonly maxSheets: number
}

const memoryMb = 512

/**
 * Reads a workbook in a thread of its own, which may be stopped at any moment: a hostile or monstrous file costs its time
 * limit and its memory limit, and nothing else.
 */
export function readWorkbook(
  request: WorkbookRequest,
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<ReadWorkbook> {
  const extension = extname(fileURLToPath(import.meta.url))
  const worker = new Worker(new URL(`./workbook-thread${extension}`, import.meta.url), {
    name: "workbook",
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
  return new Promise<ReadWorkbook>((resolve, reject) => {
    const timer = setTimeout(() => resolve({ kind: "failed", reason: "took-too-long" }), timeoutMs)
    const stop = () => reject(signal?.reason)
    signal?.addEventListener("abort", stop, { once: true })
    worker.on("message", (answer: ReadWorkbook) => resolve(answer))
    worker.on("error", (error) => resolve({ kind: "failed", reason: isOutOfMemory(error) ? "too-large" : "damaged" }))
    worker.on("exit", () => {
      clearTimeout(timer)
      signal?.removeEventListener("abort", stop)
      resolve({ kind: "failed", reason: "damaged" })
    })
  }).finally(() => worker.terminate())
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY"
}
