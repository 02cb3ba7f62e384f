import { existsSync, readFileSync } from "node:fs"

/** The version of this software, as package.json says; read once. */
export const version: string = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version

const mark = new URL(".built", import.meta.url)

/** Another one after each build, also of the same version; `""` where the program runs from its sources. */
export const build: string = existsSync(mark) ? readFileSync(mark, "utf8").trim() : ""
