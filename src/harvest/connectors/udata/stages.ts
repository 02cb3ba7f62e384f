import { HarvestStopped } from "../../connector.ts"
import type { ListPlace } from "../paging/counted-pages.ts"

/** What a portal is read for, in this order. */
export type Stage = "datasets" | "services"

const start: ListPlace = { position: 1, total: undefined, met: 0 }

/** Where a reading stands, as the engine keeps it: the list, the page to ask for, the smallest total, how many were met. */
export function placeToText(stage: Stage, { position, total, met }: ListPlace = start): string {
  return [stage, position, total ?? "", met].join("/")
}

export function placeFrom(text: string | undefined): { stage: Stage; place: ListPlace | undefined } {
  const parts = /^(datasets|services)\/(\d+)\/(\d*)\/(\d+)$/.exec(text ?? "")
  if (!parts) return { stage: "datasets", place: undefined }
  const [, stage, position, total, met] = parts
  const place = { position: Number(position), total: total ? Number(total) : undefined, met: Number(met) }
  return { stage: stage as Stage, place }
}

/** The portal answered that it has no such list. */
export function isUnknownList(error: unknown): boolean {
  return error instanceof HarvestStopped && error.code === "http-error" && error.detail.status === 404
}
