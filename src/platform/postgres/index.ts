/**
 * The embedded PostgreSQL: a real server from a package of programs, started by us over a Unix socket, without any account
 * or package of the system. Speaks no SQL, so that the supervisor, which holds the server, stays small.
 */
export type { Binaries } from "./binaries.ts"
export { PostgresUnusable } from "./errors.ts"
export { isReachable, isRoot } from "./reach.ts"
export {
  defaultStateDir,
  ownerFile,
  type Postgres,
  socketUrl,
  startPostgres,
} from "./start-postgres.ts"
