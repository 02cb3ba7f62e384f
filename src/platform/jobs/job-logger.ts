import { Logger } from "graphile-worker"
import type { Log } from "../log.ts"

/** The job runner writes to our log; its chatter at "info" (a line per job) is our "debug". */
export function jobLogger(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error") log.error(message)
    else if (level === "warning") log.warn(message)
    else log.debug(message)
  })
}
