/** The fields that a browser would post of one form of a page, as they stand. */
export function readForm(page: string, id: string): URLSearchParams {
  const start = page.search(new RegExp(`<form[^>]* id="${id}"`))
  if (start < 0) throw new Error(`no form ${id}`)
  const html = page.slice(start, page.indexOf("</form>", start))
  const fields = new URLSearchParams()
  const parts = html.matchAll(
    /<input\b((?:[^>"]|"[^"]*")*)>|<textarea\b((?:[^>"]|"[^"]*")*)>([^<]*)<\/textarea>|<select\b([^>]*)>(.*?)<\/select>/gs,
  )
  for (const [, input, area, text = "", select, options = ""] of parts) {
    const attributes = attributesOf(input ?? area ?? select ?? "")
    const name = attributes.get("name")
    if (!name) continue
    if (area !== undefined) fields.append(name, decoded(text))
    else if (select !== undefined) fields.append(name, chosen(options))
    else if (isPosted(attributes)) fields.append(name, attributes.get("value") ?? "")
  }
  return fields
}

function isPosted(attributes: ReadonlyMap<string, string>): boolean {
  const type = attributes.get("type") ?? "text"
  if (type === "checkbox" || type === "radio") return attributes.has("checked")
  return type !== "file" && type !== "submit"
}

function chosen(options: string): string {
  const all = [...options.matchAll(/<option\b((?:[^>"]|"[^"]*")*)>/g)].map(([, text = ""]) => attributesOf(text))
  return (all.find((one) => one.has("selected")) ?? all[0])?.get("value") ?? ""
}

function attributesOf(text: string): Map<string, string> {
  const found = text.matchAll(/([\w.:-]+)(?:="([^"]*)")?/g)
  return new Map([...found].map(([, name = "", value = ""]) => [name.toLowerCase(), decoded(value)]))
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', amp: "&", "#39": "'" }

function decoded(text: string): string {
  return text.replace(/&(lt|gt|quot|amp|#39);/g, (_all, name: string) => entities[name] ?? "")
}
