import type { Label, Labels, Row } from "./demo-data.ts"

type Tables = Readonly<Record<string, readonly Row[]>>

/** Tables computed from the real ones: distances between centres, days put together into months. */
export function derivedTables(tables: Tables, labels: Labels): Tables {
  const governorates = Object.entries(labels.governorate ?? {})
  return {
    "governorate-distances": governorates.flatMap(([code, from]) =>
      governorates
        .filter(([other]) => other !== code)
        .map(([other, to]) => ({ governorate: code, to: other, km: kilometres(from, to) })),
    ),
    "delegation-distances": tables.delegations!.map((row) => ({
      ...row,
      km: kilometres(labels.governorate![String(row.governorate)]!, row as unknown as Label),
    })),
    "covid-months": tables.covid!.map((row) => ({ ...row, month: String(row.date).slice(0, 7) })),
  }
}

const earthRadiusKm = 6371

/** Great-circle distance (haversine), to one decimal. */
function kilometres(a: Pick<Label, "lat" | "lon">, b: Pick<Label, "lat" | "lon">): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const [latA, latB] = [radians(a.lat!), radians(b.lat!)]
  const sine = (angle: number) => Math.sin(angle / 2) ** 2
  const h = sine(latB - latA) + Math.cos(latA) * Math.cos(latB) * sine(radians(b.lon! - a.lon!))
  return Math.round(2 * earthRadiusKm * Math.asin(Math.sqrt(h)) * 10) / 10
}
