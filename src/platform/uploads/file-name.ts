const longestName = 120
const longestExtension = 12

/**
 * A name for showing, saving and the address of a file: the last part of a path, without control characters and without
 * the invisible ones that turn the direction of text (`exe.gpj` shown as `jpg.exe`); short, its extension kept.
 */
export function cleanFileName(raw: string): string {
  const last = raw.toWellFormed().split(/[/\\]/).at(-1) ?? ""
  const visible = last
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\uFFFD]/gu, "")
    .replace(/["<>:|?*]/g, "_")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "")
  return shortened(visible) || "file"
}

function shortened(name: string): string {
  const characters = [...name]
  if (characters.length <= longestName) return name
  const extension = /\.[^. ]+$/.exec(name)?.[0] ?? ""
  const kept = [...extension].length <= longestExtension ? extension : ""
  return (
    characters
      .slice(0, longestName - [...kept].length)
      .join("")
      .trimEnd() + kept
  )
}
