/**
 * The embedded PostgreSQL: a real server from a package of programs, started by us over a Unix socket, without any account
 * or package of the system; and the check that any server, embedded or not, can hold the catalogue.
 */
export { checkServer } from "./check-server.ts"
export { PostgresUnusable } from "./errors.ts"
export { isReachable, isRoot } from "./reach.ts"
export {
  defaultStateDir,
  type Postgres,
  type PostgresOptions,
  placeCluster,
  socketUrl,
  startPostgres,
} from "./start-postgres.ts"
