import { appendChanges } from "../platform/changes/index.ts"
import { type Db, inTransaction, type Tx } from "../platform/db.ts"
import { InvalidInput } from "../platform/refusal.ts"
import { assertMayEditPortal, type EditorialContext } from "./editorial-context.ts"
import { readInput } from "./input.ts"
import { type SettingName, settingNames, settingSchemas } from "./settings.ts"
import { lockSettings, putSetting, removeSetting, storedSettings } from "./settings-store.ts"
import { differencesOf, versionsAfter, walkedBack } from "./versions.ts"

export const settingsEntity = "portal-settings"
/** The settings of a portal are one thing with one history. */
export const settingsId = "00000000-0000-7000-8000-000000000001"

/** Changes the settings given, all or none. */
export async function saveSettings(
  db: Db,
  given: Partial<Record<SettingName, unknown>>,
  context: EditorialContext,
): Promise<void> {
  assertMayEditPortal(context.by)
  const values = checked(given)
  await inTransaction(db, async (tx) => {
    await lockSettings(tx)
    await write(tx, new Map([...(await storedSettings(tx)), ...values]), context)
  })
}

export async function restoreSettings(
  db: Db,
  { position }: { position: number },
  context: EditorialContext,
): Promise<void> {
  assertMayEditPortal(context.by)
  await inTransaction(db, async (tx) => {
    await lockSettings(tx)
    const later = await versionsAfter(tx, { entity: settingsEntity, entityId: settingsId, position })
    await write(tx, walkedBack(await storedSettings(tx), later), context)
  })
}

function checked(given: Partial<Record<SettingName, unknown>>): Map<string, unknown> {
  const problems = []
  const values = new Map<string, unknown>()
  for (const name of settingNames) {
    if (!Object.hasOwn(given, name)) continue
    try {
      values.set(name, readInput<unknown>(settingSchemas[name], given[name]))
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      problems.push(...error.problems.map(({ path, ...rest }) => ({ ...rest, path: path ? `${name}.${path}` : name })))
    }
  }
  if (problems.length > 0) throw new InvalidInput(problems)
  return values
}

async function write(tx: Tx, wanted: ReadonlyMap<string, unknown>, { by, at }: EditorialContext): Promise<void> {
  const after = new Map([...wanted].filter(([, value]) => value !== undefined))
  const diff = differencesOf(await storedSettings(tx), after)
  if (diff.length === 0) return
  for (const { path } of diff) {
    if (after.has(path)) await putSetting(tx, path, after.get(path), at)
    else await removeSetting(tx, path)
  }
  const fields = diff.map(({ path }) => path)
  await appendChanges(tx, [{ entity: settingsEntity, entityId: settingsId, kind: "updated", fields, diff }], by, at)
}
