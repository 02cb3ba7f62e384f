import type { Action, Actions } from "./action.ts"
import { datastoreActions } from "./datastore/index.ts"
import { notFound } from "./errors.ts"
import { groupActions } from "./group-actions.ts"
import { groupWrites } from "./group-writes.ts"
import { packageActions } from "./package-actions.ts"
import { packageWrites } from "./package-writes.ts"
import { requiredText } from "./params.ts"
import { siteActions } from "./site-actions.ts"

const helpShow: Action = {
  help: "What an action does. Parameters: name.",
  async run(params) {
    const name = requiredText(params, "name")
    const action = actionNamed(name)
    if (!action) throw notFound("Action name not known.")
    return action.help
  },
}

/** Every action we answer, by name. */
export const actions: Actions = {
  ...packageActions,
  ...packageWrites,
  ...groupActions,
  ...groupWrites,
  ...siteActions,
  ...datastoreActions,
  help_show: helpShow,
}

export function actionNamed(name: string): Action | undefined {
  return Object.hasOwn(actions, name) ? actions[name] : undefined
}
