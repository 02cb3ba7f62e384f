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
