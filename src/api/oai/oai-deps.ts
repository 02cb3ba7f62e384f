import type { ApiDeps } from "../deps.ts"

/** What answering for datasets takes. */
export type OaiDeps = Pick<ApiDeps, "db" | "datasets" | "vocabularies" | "baseUrl">
