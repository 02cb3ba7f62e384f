/** Who acts: plain data, so that every policy is a pure function of it. */
export interface Actor {
  readonly id: string
  readonly roles: readonly Role[]
  readonly organizationIds: readonly string[]
}

export type Role = "administrator" | "coordinator" | "contributor" | "reader" | "system"

export const systemActor: Actor = { id: "system", roles: ["system"], organizationIds: [] }
