import { Refusal } from "../../platform/refusal.ts"

export class RangeNotSatisfiable extends Refusal {
  readonly code = "range-not-satisfiable"
  readonly status = 416

  constructor(size: number) {
    super(`The file has ${size} bytes`, { size })
  }
}
