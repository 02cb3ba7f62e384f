/**
 * The one way out: every outbound request goes through a guarded client that reaches public addresses only, with limits
 * on time, size and redirects (DESIGN §5).
 */
export {
  createGuardedFetch,
  type GuardedClient,
  type GuardedFetchOptions,
} from "./create-guarded-fetch.ts"
export type { FetchGuarded, FetchStreamed, GuardedResponse, GuardedVisitor, StreamedResponse } from "./guarded-fetch.ts"
export { FetchRefused } from "./guarded-fetch.ts"
export { HostQueue } from "./host-queue.ts"
export { retryAfterMs } from "./retry-after.ts"
