import { type Logger, pino } from "pino"

export type Log = Logger

/** One root logger per process; modules take a child of it. Personal data never goes in: log ids, not people. */
export function createLog(options: { level: string; name: string; destination?: NodeJS.WritableStream }): Log {
  return pino(
    {
      name: options.name,
      level: options.level,
      base: { process: options.name },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ["req.headers.authorization", "req.headers.cookie", "password", "token", "email"],
    },
    options.destination ?? process.stderr,
  )
}

export const silentLog: Log = pino({ level: "silent" })
