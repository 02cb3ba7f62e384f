import type { ReadyMessage } from "./child.ts"

export interface Served {
  readonly url: string
  close(): Promise<void>
}

const closePatienceMs = 12_000

/**
 * The other end of `startChild`: serves until told to stop, closes in good order, and never outlives its supervisor; when
 * that is killed, the channel breaks and we are gone at once.
 */
export async function serveAsChild(serve: () => Promise<Served>): Promise<void> {
  const supervisorGone = () => process.exit(1)
  process.once("disconnect", supervisorGone)
  const told = new Promise<void>((done) => {
    process.once("SIGTERM", done)
    process.once("SIGINT", done)
  })
  const served = await serve().catch((error) => {
    leaveChannel(supervisorGone)
    throw error
  })
  const ready: ReadyMessage = { kind: "ready", url: served.url }
  process.send?.(ready)
  await told
  setTimeout(() => process.exit(1), closePatienceMs).unref()
  await served.close()
  leaveChannel(supervisorGone)
}

/** The open channel would keep a process alive that has nothing left to do. */
function leaveChannel(supervisorGone: () => void): void {
  process.removeListener("disconnect", supervisorGone)
  if (process.connected) process.disconnect()
}
