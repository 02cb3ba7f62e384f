export interface Start {
  readonly bytes: Uint8Array
  /** Whether these are all the bytes of the file. */
  readonly complete: boolean
}

/** The first bytes of a stream; what comes after is not read. */
export async function readStart(
  stream: AsyncIterable<Uint8Array>,
  { maxBytes, signal }: { maxBytes: number; signal?: AbortSignal | undefined },
): Promise<Start> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    signal?.throwIfAborted()
    chunks.push(chunk)
    size += chunk.length
    if (size > maxBytes) break
  }
  const bytes = Buffer.concat(chunks)
  return { bytes: new Uint8Array(bytes.subarray(0, maxBytes)), complete: size <= maxBytes }
}
