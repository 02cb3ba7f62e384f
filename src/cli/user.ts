import { createAccount, createTokenFor } from "../accounts/index.ts"
import { organizationByRef } from "../catalogue/index.ts"
import { isOrganizationRole } from "../platform/actor.ts"
import { systemClock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import { newId } from "../platform/ids.ts"
import { CommandFailed, type CommandRun, UsageError } from "./command.ts"
import { told } from "./told.ts"
import { withDatabase } from "./with-database.ts"

export const userCreate: CommandRun = async ({ config, options }) => {
  const text = (name: string) => options[name] as string | undefined
  const [email, role, organization] = [text("email")!, text("role")!, text("organization")]
  if (isOrganizationRole(role) !== (organization !== undefined)) throw new UsageError(organizationRule(role))
  const password = await passwordFromInput()
  return withDatabase(config, "user create", async (db) => {
    const membership =
      isOrganizationRole(role) && organization !== undefined
        ? { membership: { role, organizationId: await organizationId(db, organization) } }
        : {}
    const account = { email, password, administrator: role === "administrator", ...membership }
    const id = await told(() => createAccount({ db, clock: systemClock, newId }, { ...account, name: text("name") }))
    process.stdout.write(`${id}\n`)
    return 0
  })
}

export const tokenCreate: CommandRun = ({ config, options }) =>
  withDatabase(config, "token create", async (db) => {
    const given = { email: options.email as string, name: (options.name as string | undefined) ?? "command line" }
    const token = await told(() => createTokenFor({ db, clock: systemClock, newId }, given))
    process.stdout.write(`${token}\n`)
    return 0
  })

function organizationRule(role: string): string {
  return isOrganizationRole(role)
    ? `--organization is missing: a ${role} is one of an organization.`
    : `--organization goes with reader, contributor and coordinator, not with ${role}.`
}

async function organizationId(db: Db, slug: string): Promise<string> {
  const found = await organizationByRef(db, slug)
  if (found.kind === "found") return found.organization.id
  if (found.kind === "moved") return found.id
  throw new CommandFailed(`There is no organization ${JSON.stringify(slug)}: "fihrist organization create" adds one.`)
}

/** Never an argument: those stand in lists of processes and histories of shells. */
async function passwordFromInput(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write("Password (it is shown as you type; Ctrl-D ends it): ")
  let text = ""
  for await (const chunk of process.stdin.setEncoding("utf8")) {
    text += chunk
    if (text.length > longestInput) throw new CommandFailed("What came on standard input is too long for a password.")
  }
  const password = text.replace(/\r?\n$/, "")
  if (password === "")
    throw new CommandFailed("No password came on standard input: echo PASSWORD | ./fihrist user create …")
  return password
}

const longestInput = 10_000
