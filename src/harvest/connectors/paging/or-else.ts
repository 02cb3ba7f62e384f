/** The second reading where the first one is refused before it gave anything; when both are, the first refusal is told. */
export async function* orElse<T>(
  first: AsyncIterable<T>,
  mayTry: (error: unknown) => boolean,
  second: () => AsyncIterable<T>,
): AsyncGenerator<T> {
  let begun = false
  const noticed = async function* (pages: AsyncIterable<T>) {
    for await (const page of pages) {
      begun = true
      yield page
    }
  }
  try {
    yield* noticed(first)
  } catch (refusal) {
    if (begun || !mayTry(refusal)) throw refusal
    try {
      yield* noticed(second())
    } catch (error) {
      throw begun ? error : refusal
    }
  }
}
