import { execFile } from "node:child_process"
import { close, constants, open } from "node:fs"
import { unlink } from "node:fs/promises"
import { Socket } from "node:net"
import { join } from "node:path"
import { promisify } from "node:util"

const { O_NONBLOCK, O_RDONLY, O_WRONLY } = constants

interface Copying {
  /** Of the instance: the only place where it may write. */
  readonly folder: string
  readonly stop: AbortSignal
  /** Has DuckDB write everything to this path. */
  readonly copy: (path: string) => Promise<unknown>
  readonly interrupt: () => void
}

/**
 * What DuckDB writes by `COPY`, while it writes: through a named pipe, so that nothing lies on the disk, the reader sets the
 * pace, and writing fails at once when he leaves. To take each line over into JavaScript costs four times as much.
 */
export async function* pipedCopy({ folder, stop, copy, interrupt }: Copying): AsyncGenerator<Buffer> {
  const path = join(folder, `${crypto.randomUUID()}.pipe`)
  await promisify(execFile)("mkfifo", ["-m", "600", path])
  const reader = new Socket({ fd: await promisify(open)(path, O_RDONLY | O_NONBLOCK), readable: true, writable: false })
  // As long as this end is open, the reader waits for DuckDB; it is closed even where DuckDB never opened its own.
  const end = await promisify(open)(path, O_WRONLY | O_NONBLOCK)
  const copied = outcomeOf(copy(path)).finally(() => promisify(close)(end))
  const leave = () => reader.destroy()
  stop.addEventListener("abort", leave, { once: true })
  try {
    yield* reader
    const { error } = await copied
    if (error !== undefined) throw error
  } catch (error) {
    throw stop.aborted ? stop.reason : error
  } finally {
    stop.removeEventListener("abort", leave)
    leave()
    interrupt()
    await copied
    await unlink(path).catch(() => {})
  }
}

function outcomeOf(work: Promise<unknown>): Promise<{ readonly error?: unknown }> {
  return work.then(
    () => ({}),
    (error: unknown) => ({ error }),
  )
}
