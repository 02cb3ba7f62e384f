/**
 * The website: pages rendered on the server in Arabic, French and English, which work without scripts; islands enhance
 * them. A handler makes a view model from domain data, a view is a pure function from the model to HTML.
 */

export { providerReturn } from "./account/gate/single-sign-on.tsx"
export { accountLinks } from "./account/links.ts"
export { type Assets, loadAssets } from "./assets.ts"
export {
  addresseeOf,
  explainHarvest,
  explainLosses,
  noticeDirectory,
  noticeLinks,
  summariseHarvests,
  wordsWith,
} from "./office/desks/index.ts"
export { registerWeb } from "./register-web.tsx"
export { createCallerOf } from "./session/caller-of.ts"
export { createSessions } from "./session/sessions.ts"
