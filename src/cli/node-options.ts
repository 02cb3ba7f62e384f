import type { Role } from "../config.ts"

/**
 * How much memory a process takes for its work: Node would rather let garbage lie than look for it. Of young objects it keeps up
 * to 128 MB in each thread, and it takes four times what a harvest holds. Here young objects get 8 MB, and the rest of what the
 * worker holds is looked through each time it has grown by 30 %.
 */
export const nodeOptions: Readonly<Record<Role, readonly string[]>> = {
  web: ["--max-semi-space-size=8"],
  worker: ["--max-semi-space-size=8", "--heap-growing-percent=30"],
}
