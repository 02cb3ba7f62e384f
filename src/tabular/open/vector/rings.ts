export type Ring = readonly (readonly number[])[]

const mostOuters = 2000

/**
 * Polygons out of the rings of a shape: outer ones run clockwise, holes the other way, and a hole belongs to the outer ring
 * around it. GeoJSON wants both the other way round.
 */
export function polygonsFrom(rings: readonly Ring[]): Ring[][] {
  const outers = rings.filter((ring) => signedArea(ring) <= 0).map((ring) => [reversed(ring)])
  if (outers.length === 0) return rings.map((ring) => [ring])
  const candidates = outers.slice(0, mostOuters)
  for (const hole of rings.filter((ring) => signedArea(ring) > 0)) {
    const around = candidates.find(([outer]) => isInside(hole[0]!, outer!))
    if (around) around.push(reversed(hole))
    // A hole in nothing is land that was drawn the wrong way round.
    else outers.push([hole])
  }
  return outers
}

/** Twice the area, positive where the ring runs against the clock. */
function signedArea(ring: Ring): number {
  let sum = 0
  for (let at = 1; at < ring.length; at++) {
    const [a, b] = [ring[at - 1]!, ring[at]!]
    sum += a[0]! * b[1]! - b[0]! * a[1]!
  }
  return sum
}

function isInside([x, y]: readonly number[], ring: Ring): boolean {
  let inside = false
  for (let at = 1; at < ring.length; at++) {
    const [[ax, ay], [bx, by]] = [ring[at - 1]!, ring[at]!] as [number[], number[]]
    if (ay! > y! !== by! > y! && x! < ((bx! - ax!) * (y! - ay!)) / (by! - ay!) + ax!) inside = !inside
  }
  return inside
}

function reversed(ring: Ring): Ring {
  return [...ring].reverse()
}
