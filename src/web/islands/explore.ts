import type { MovableMap } from "../pages/explore/map/movable.ts"

/** Buttons that copy what stands in the element they name (`data-copy`); hidden where nothing can be copied. */
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
  const source = document.getElementById(button.dataset.copy ?? "")
  if (!source || !navigator.clipboard) continue
  const label = button.textContent
  button.hidden = false
  button.setAttribute("aria-live", "polite")
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source instanceof HTMLInputElement ? source.value : (source.textContent ?? ""))
    button.textContent = button.dataset.copied ?? label
    setTimeout(() => {
      button.textContent = label
    }, 2000)
  })
}

/** The movable map is fetched when it is asked for, and again in the same visit unless the reader saves data. */
const asked = "movable-map"
const button = document.querySelector<HTMLButtonElement>("button[data-map]")
const facts = document.getElementById("movable-map")
if (button && facts) offerMap(button, JSON.parse(facts.textContent ?? "{}") as MovableMap)

function offerMap(button: HTMLButtonElement, map: MovableMap): void {
  const offer = button.closest<HTMLElement>("[data-map-offer]")
  const figure = button.closest<HTMLElement>("figure")
  const said = figure?.querySelector<HTMLElement>("[data-map-said]")
  if (!offer || !figure || !said) return
  offer.hidden = false
  const open = async () => {
    button.disabled = true
    said.textContent = map.words.loading
    try {
      const island = (await import(`/assets/${map.script}`)) as {
        openMap(figure: HTMLElement, map: MovableMap): Promise<void>
      }
      said.textContent = ""
      await island.openMap(figure, map)
      sessionStorage.setItem(asked, "1")
      offer.hidden = true
      for (const hint of figure.querySelectorAll<HTMLElement>("[data-map-keys]")) hint.hidden = false
    } catch (error) {
      said.textContent = error instanceof Error && error.name === "TooMuchToDraw" ? map.words.tooMuch : map.words.failed
      button.disabled = false
    }
  }
  button.addEventListener("click", async () => {
    await open()
    figure.querySelector<HTMLElement>("canvas")?.focus()
  })
  const { connection } = navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } }
  if (sessionStorage.getItem(asked) && !connection?.saveData) void open()
}
