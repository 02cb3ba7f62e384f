import { existsSync, readdirSync, readFileSync, statfsSync } from "node:fs"
import { dirname, join } from "node:path"
import type { Config } from "../config.ts"
import { checkServer } from "../platform/check-server.ts"
import { systemClock } from "../platform/clock.ts"
import { openDb } from "../platform/db.ts"
import { currentHolder, joinInstance, readInstanceFile } from "../platform/instance/index.ts"
import { schemaState } from "../platform/migrate.ts"
import { defaultStateDir, isReachable, isRoot, ownerFile } from "../platform/postgres/index.ts"
import { instanceKind } from "../platform/prepared-db.ts"
import { archiveFindings } from "./archive-findings.ts"
import type { CommandRun } from "./command.ts"
import type { Finding } from "./finding.ts"
import { sourceFindings } from "./source-findings.ts"
import { migrationsFolder } from "./with-database.ts"

export const doctor: CommandRun = async ({ config, options }) => {
  const findings = [...lookAround(config), ...(await lookAtDatabase(config)), ...orphans(defaultStateDir)]
  if (options.json) console.log(JSON.stringify({ findings }))
  else for (const { level, subject, text } of findings) console.log(`${level.padEnd(7)} ${subject}: ${text}`)
  return findings.some(({ level }) => level === "problem") ? 1 : 0
}

function lookAround(config: Config): Finding[] {
  const holder = currentHolder(config.dataDir)
  const place = readInstanceFile(config.dataDir)
  return [
    { level: "ok", subject: "Node", text: `${process.version} on ${process.platform} ${process.arch}` },
    {
      level: isRoot() ? "note" : "ok",
      subject: "user",
      text: isRoot() ? "root; a user of its own is safer" : `user ${process.getuid?.()}`,
    },
    {
      level: "ok",
      subject: "data",
      text: `${config.dataDir}${isReachable(config.dataDir) ? "" : " (others cannot get there)"}`,
    },
    freeSpace(config.dataDir),
    { level: "ok", subject: "holder", text: holder ? `fihrist ${holder.command} (process ${holder.pid})` : "nobody" },
    {
      level: "ok",
      subject: "database",
      text: config.databaseUrl ? "external" : (place?.clusterDir ?? "embedded, not made yet"),
    },
  ]
}

const littleSpaceBytes = 1_000_000_000

function freeSpace(dataDir: string): Finding {
  let folder = dataDir
  while (!existsSync(folder)) folder = dirname(folder)
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  return {
    level: free < littleSpaceBytes ? "problem" : "ok",
    subject: "disk",
    text: `${Math.floor(free / 1e6)} MB free`,
  }
}

async function lookAtDatabase(config: Config): Promise<Finding[]> {
  const { dataDir, databaseUrl } = config
  if (databaseUrl === undefined && readInstanceFile(dataDir) === undefined) {
    return [{ level: "note", subject: "portal", text: "none in this folder yet: ./fihrist start creates it" }]
  }
  try {
    const instance = await joinInstance({ dataDir, databaseUrl, command: "doctor" })
    const db = openDb({ url: instance.databaseUrl, maxConnections: 1 })
    try {
      await checkServer(db)
      const { kind } = await schemaState(db, migrationsFolder)
      const portal = kind === "empty" ? "not prepared" : `${(await instanceKind(db)) ?? "unmarked"}, schema ${kind}`
      const found: Finding = { level: kind === "ahead" ? "problem" : "ok", subject: "portal", text: portal }
      if (kind !== "current") return [found]
      return [found, ...(await archiveFindings(db, config)), ...(await sourceFindings(db, systemClock.now()))]
    } finally {
      await db.destroy()
      await instance.close()
    }
  } catch (error) {
    return [{ level: "problem", subject: "database", text: (error as Error).message }]
  }
}

/** Clusters outside their instance's folder whose instance is gone, or has become another. */
export function orphans(stateDir: string): Finding[] {
  if (!existsSync(stateDir)) return []
  return readdirSync(stateDir)
    .filter((id) => existsSync(join(stateDir, id, ownerFile)))
    .filter((id) => readInstanceFile(readFileSync(join(stateDir, id, ownerFile), "utf8"))?.id !== id)
    .map((id) => ({
      level: "note",
      subject: "orphan",
      text: `${join(stateDir, id)} belongs to no instance any more; remove it if you do not miss its data`,
    }))
}
