import type { Explored } from "./explore-model.ts"

/** What a form leaves as it is; whatever it asks anew begins at the first page. */
export function Kept({ explored, without }: { explored: Explored; without: readonly string[] }) {
  const left = new Set([...without, "f", "op", "v", "v2", "offset", "cursor"])
  return (
    <>
      {explored.state.pairs
        .filter(([name]) => !left.has(name))
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
    </>
  )
}
