import type { CommandRun } from "./command.ts"
import { runPortal } from "./run-portal.ts"

export const start: CommandRun = ({ config, options }) =>
  runPortal({ config, command: "start", kind: "real", country: options.country === "none" ? "none" : "tn" })
