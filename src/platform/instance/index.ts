/**
 * One instance of the portal is one data folder: who holds it (`DATA/lock`), what it tells others (`DATA/instance.json`),
 * and the server that holds its database. `ownInstance` is for processes that are the portal, `joinInstance` for commands.
 * What the database itself holds is `platform/prepared-db.ts`.
 */
export { readInstanceFile, writeInstanceFile } from "./instance-file.ts"
export { currentHolder } from "./lock.ts"
export { type Instance, InstanceBusy, joinInstance, NoInstance, ownInstance } from "./open-instance.ts"
