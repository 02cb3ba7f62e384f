/** Drawing a box on the map of places writes its limits in the four fields below it. */
export function attachBoxMap(svg: SVGSVGElement): void {
  const [west = 0, north = 0, perLongitude = 1, perLatitude = 1]: number[] = JSON.parse(svg.dataset.boxMap ?? "[]")
  const drawn = svg.querySelector<SVGRectElement>(".drawn")
  const { width, height } = svg.viewBox.baseVal
  let from: { x: number; y: number } | undefined

  const at = (event: PointerEvent) => {
    const box = svg.getBoundingClientRect()
    const within = (value: number, most: number) => Math.min(most, Math.max(0, value))
    return {
      x: within(((event.clientX - box.left) / box.width) * width, width),
      y: within(((event.clientY - box.top) / box.height) * height, height),
    }
  }
  const write = (name: string, value: number) => {
    const input = svg.closest("form")?.querySelector<HTMLInputElement>(`[name="box.${name}"]`)
    if (input) input.value = value.toFixed(3)
  }

  svg.addEventListener("pointerdown", (event) => {
    svg.setPointerCapture(event.pointerId)
    from = at(event)
  })
  svg.addEventListener("pointermove", (event) => {
    if (!from || !drawn) return
    const to = at(event)
    const [left, top] = [Math.min(from.x, to.x), Math.min(from.y, to.y)]
    const [across, down] = [Math.abs(from.x - to.x), Math.abs(from.y - to.y)]
    for (const [name, value] of Object.entries({ x: left, y: top, width: across, height: down })) {
      drawn.setAttribute(name, String(value))
    }
    write("west", west + left / perLongitude)
    write("east", west + (left + across) / perLongitude)
    write("north", north - top / perLatitude)
    write("south", north - (top + down) / perLatitude)
  })
  svg.addEventListener("pointerup", () => {
    from = undefined
  })
}
