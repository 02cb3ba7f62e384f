import { mostBytes } from "../../pages/explore/map/movable.ts"
import type { Features } from "./map-features.ts"

export class TooMuchToDraw extends Error {
  override readonly name = "TooMuchToDraw"
}

/** What an address answers, given up once it is more than a telephone can hold. */
export async function boundedJson(url: string, most = mostBytes): Promise<Features> {
  const answer = await fetch(url, { headers: { accept: "application/geo+json" } })
  if (!answer.ok || !answer.body) throw new Error(`${url}: ${answer.status}`)
  const reader = answer.body.getReader()
  const chunks: BlobPart[] = []
  let bytes = 0
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    bytes += read.value.length
    chunks.push(read.value as BlobPart)
    if (bytes > most) {
      await reader.cancel()
      throw new TooMuchToDraw()
    }
  }
  return JSON.parse(await new Blob(chunks).text()) as Features
}
