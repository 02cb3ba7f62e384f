/** Options of a Node that runs our sources as they are. */
export const typescript: readonly string[] = ["--import", new URL("./load-typescript.mjs", import.meta.url).href]
