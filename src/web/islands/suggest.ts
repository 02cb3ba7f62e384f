/**
 * Suggestions while typing, for every search form that asks for them (`data-suggest`). The form works without; with it
 * the box becomes a combobox (WAI-ARIA 1.2, list autocomplete): arrows choose, Enter takes, Escape closes.
 */
interface Item {
  readonly kind: string
  readonly text: Readonly<Record<string, string>>
  readonly value: string
}

const waitMs = 120
const shortest = 2
const paths: Readonly<Record<string, (value: string) => string>> = {
  dataset: (value) => `/datasets/${encodeURIComponent(value)}`,
  organization: (value) => `/organizations/${encodeURIComponent(value)}`,
  theme: (value) => `/themes/${encodeURIComponent(value)}`,
  keyword: (value) => `/datasets?keyword=${encodeURIComponent(value)}`,
  place: (value) => `/datasets?place=${encodeURIComponent(value)}`,
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-suggest]")) attach(form)

function attach(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>("input[type=search]")
  const address = form.dataset.suggest
  if (!input || !address) return
  const language = document.documentElement.lang
  const kinds: Readonly<Record<string, string>> = JSON.parse(form.dataset.suggestKinds ?? "{}")
  const list = document.createElement("ul")
  list.id = `${input.id}-suggestions`
  list.className = "sugg"
  list.hidden = true
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", form.dataset.suggestLabel ?? "")
  form.append(list)
  input.setAttribute("role", "combobox")
  input.setAttribute("aria-autocomplete", "list")
  input.setAttribute("aria-controls", list.id)
  input.setAttribute("aria-expanded", "false")

  let chosen = -1
  let timer = 0
  let asking: AbortController | undefined

  function close(): void {
    asking?.abort()
    clearTimeout(timer)
    list.hidden = true
    choose(-1)
    input?.setAttribute("aria-expanded", "false")
  }

  function choose(index: number): void {
    chosen = index
    const options = [...list.children]
    for (const [at, option] of options.entries()) option.setAttribute("aria-selected", String(at === index))
    if (index < 0) input?.removeAttribute("aria-activedescendant")
    else input?.setAttribute("aria-activedescendant", options[index]?.id ?? "")
    options[index]?.scrollIntoView({ block: "nearest" })
  }

  function show(items: readonly Item[]): void {
    list.replaceChildren(...items.map(optionOf))
    choose(-1)
    list.hidden = items.length === 0
    input?.setAttribute("aria-expanded", String(items.length > 0))
  }

  function optionOf(item: Item, index: number): HTMLElement {
    const tag = [language, "ar", "fr", "en"].find((one) => item.text[one]) ?? Object.keys(item.text)[0] ?? ""
    const option = document.createElement("li")
    option.id = `${list.id}-${index}`
    option.setAttribute("role", "option")
    option.dataset.href = `/${language}${(paths[item.kind] ?? paths.keyword)?.(item.value)}`
    const name = document.createElement("bdi")
    name.textContent = item.text[tag] ?? item.value
    if (tag !== language && tag !== "und") name.lang = tag
    const kind = document.createElement("span")
    kind.className = "tiny muted"
    kind.textContent = kinds[item.kind] ?? ""
    option.append(name, kind)
    return option
  }

  async function ask(text: string): Promise<void> {
    asking?.abort()
    asking = new AbortController()
    const { signal } = asking
    try {
      const answer = await fetch(`${address}?limit=7&q=${encodeURIComponent(text)}`, { signal })
      const { items } = (await answer.json()) as { items?: readonly Item[] }
      if (!signal.aborted) show(answer.ok ? (items ?? []) : [])
    } catch {
      // Suggestions are a comfort: without them the form still searches.
      if (!signal.aborted) close()
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer)
    const text = input.value.trim()
    if (text.length < shortest) return close()
    timer = window.setTimeout(() => void ask(text), waitMs)
  })

  input.addEventListener("keydown", (event) => {
    if (list.hidden) return
    const last = list.children.length - 1
    if (event.key === "ArrowDown") choose(chosen >= last ? 0 : chosen + 1)
    else if (event.key === "ArrowUp") choose(chosen <= 0 ? last : chosen - 1)
    else if (event.key === "Escape") close()
    else if (event.key === "Enter" && chosen >= 0) open(list.children[chosen])
    else return
    event.preventDefault()
  })

  // Before the blur that a click causes, so that the list is still there.
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault()
    open((event.target as Element).closest("[role=option]"))
  })
  input.addEventListener("blur", close)
}

function open(option: Element | null | undefined): void {
  const href = option instanceof HTMLElement ? option.dataset.href : undefined
  if (href) location.assign(href)
}
