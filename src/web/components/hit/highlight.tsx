import { fold } from "../../../vocabulary/index.ts"

const word = /[\p{L}\p{M}\p{N}]+/gu

/** Words of a text that begin with a word sought are marked; accents, case and Arabic spellings do not count. */
export function Highlighted({ text, words }: { text: string; words: readonly string[] }) {
  const sought = words.map(fold).filter((one) => one.length > 1)
  if (sought.length === 0) return <>{text}</>
  const pieces: preact.ComponentChildren[] = []
  let end = 0
  for (const match of text.matchAll(word)) {
    if (!isSought(match[0], sought)) continue
    pieces.push(text.slice(end, match.index), <mark>{match[0]}</mark>)
    end = match.index + match[0].length
  }
  return (
    <>
      {pieces}
      {text.slice(end)}
    </>
  )
}

function isSought(candidate: string, sought: readonly string[]): boolean {
  const folded = fold(candidate)
  const bare = folded.replace(/^(?:وال|بال|فال|كال|لل|ال)(?=..)/, "")
  return sought.some((one) => folded.startsWith(one) || bare.startsWith(one))
}
