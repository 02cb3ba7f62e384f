/** Asked for before it is needed: who asked may leave before taking it, and a failure then concerns nobody. */
export function inAdvance<T>(asked: Promise<T>): Promise<T> {
  asked.catch(() => {})
  return asked
}
