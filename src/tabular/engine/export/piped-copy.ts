import { execFile } from "node:child_process"
import { close, closeSync, constants, open, openSync } from "node:fs"
import { unlink } from "node:fs/promises"
import { Socket } from "node:net"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { promisify } from "node:util"

const { O_NONBLOCK, O_RDONLY, O_WRONLY } = constants
const againMs = 10

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
  await makePipe(path)
  const reader = new Socket({ fd: await promisify(open)(path, O_RDONLY | O_NONBLOCK), readable: true, writable: false })
  // As long as this end is open, the reader waits for DuckDB; it is closed even where DuckDB never opened its own.
  const end = await promisify(open)(path, O_WRONLY | O_NONBLOCK).catch(async (error) => {
    reader.destroy()
    await unlink(path).catch(() => {})
    throw error
  })
  const copied = outcomeOf(copy(path)).finally(() => promisify(close)(end))
  const leave = () => reader.destroy()
  stop.addEventListener("abort", leave, { once: true })
  try {
    stop.throwIfAborted()
    yield* reader
    const { error } = await copied
    if (error !== undefined) throw error
  } catch (error) {
    throw stop.aborted ? stop.reason : error
  } finally {
    stop.removeEventListener("abort", leave)
    leave()
    interrupt()
    await ended(path, copied)
    await unlink(path).catch(() => {})
  }
}

/** Whether this machine has named pipes; asked once, of a folder where one may be made. */
export async function canPipe(folder: string): Promise<boolean> {
  known ??= tryPipe(join(folder, `${crypto.randomUUID()}.pipe`))
  return known
}
let known: Promise<boolean> | undefined

async function tryPipe(path: string): Promise<boolean> {
  try {
    await makePipe(path)
    await unlink(path)
    return true
  } catch {
    return false
  }
}

async function makePipe(path: string): Promise<void> {
  await promisify(execFile)("mkfifo", ["-m", "600", path])
}

/**
 * Nobody reads any more: writing fails, but DuckDB may only now be about to open the pipe, and to open one that nobody reads
 * is to wait for ever, deaf to interruptions. So somebody comes by, again and again, and does not stay.
 */
async function ended(path: string, copied: Promise<unknown>): Promise<void> {
  const done = copied.then(() => true)
  while (!(await Promise.race([done, sleep(againMs, false)]))) {
    try {
      closeSync(openSync(path, O_RDONLY | O_NONBLOCK))
    } catch {
      // Its folder went with a broken instance, or descriptors are short: it is tried again until DuckDB has ended.
    }
  }
}

function outcomeOf(work: Promise<unknown>): Promise<{ readonly error?: unknown }> {
  return work.then(
    () => ({}),
    (error: unknown) => ({ error }),
  )
}
