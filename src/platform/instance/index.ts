/**
 * One instance of the portal is one data folder: who holds it (`DATA/lock`), what it tells others (`DATA/instance.json`),
 * and the database that belongs to it. `ownInstance` for processes that are the portal, `joinInstance` for commands.
 * `openPreparedDb` and `prepareDb` are imported from `instance-database.ts` by those that speak to the database, so that
 * the supervisor, which does not, stays small.
 */
export { type InstanceFile, readInstanceFile, writeInstanceFile } from "./instance-file.ts"
export { currentHolder, type Holder } from "./lock.ts"
export { type Instance, InstanceBusy, type InstanceOptions, joinInstance, ownInstance } from "./open-instance.ts"
