/**
 * Keeps the processes of a portal running: starts each, hears when it is ready, restarts one that crashed, and stops them
 * in reverse order. Children are told apart by name only; what they do is theirs.
 */
export { serveAsChild } from "./serve-as-child.ts"
export { type Supervised, stopAll, supervise } from "./supervise.ts"
