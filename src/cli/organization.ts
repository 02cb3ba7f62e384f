import { createOrganization } from "../catalogue/index.ts"
import { systemActor } from "../platform/actor.ts"
import { systemClock } from "../platform/clock.ts"
import { newId } from "../platform/ids.ts"
import { Refusal } from "../platform/refusal.ts"
import { localisedText } from "../texts/index.ts"
import { CommandFailed, type CommandRun } from "./command.ts"
import { withDatabase } from "./with-database.ts"

export const organizationCreate: CommandRun = ({ config, options }) =>
  withDatabase(config, "organization create", async (db) => {
    const text = (name: string) => options[name] as string | undefined
    const name = localisedText({ fr: text("name-fr"), ar: text("name-ar"), en: text("name-en") })
    try {
      const id = await createOrganization(
        db,
        { slug: text("slug")!, name: name ?? {} },
        { newId, by: systemActor, at: systemClock.now() },
      )
      process.stdout.write(`${id}\n`)
      return 0
    } catch (error) {
      if (error instanceof Refusal) throw new CommandFailed(error.message)
      throw error
    }
  })
