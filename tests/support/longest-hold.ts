/** How long this thread was held up at most while some work went on, in milliseconds, and what came of it. */
export async function longestHold<Done>(work: () => Promise<Done>): Promise<{ done: Done; longest: number }> {
  let last = performance.now()
  let longest = 0
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  try {
    return { done: await work(), longest }
  } finally {
    clearInterval(watch)
  }
}
