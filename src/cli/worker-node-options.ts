/**
 * How much memory the worker takes for its work: Node would rather let garbage lie than look for it, and take four times what a
 * harvest holds. Young objects get 8 MB (Node: 16 or more), and the rest is looked through each time it has grown by 30 %.
 */
export const workerNodeOptions: readonly string[] = ["--max-semi-space-size=8", "--heap-growing-percent=30"]
