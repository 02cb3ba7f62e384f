import { createMemoryIndex } from "../../src/search/index.ts"
import { searchConformance } from "./conformance.ts"

searchConformance("in memory", async (documents) => createMemoryIndex(documents))
