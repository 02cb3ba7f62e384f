import type { Command } from "./command.ts"

/** Every command. A module that adds some exports light descriptions (see `Command.load`) and gets its line here. */
export const commands: readonly Command[] = [
  {
    name: "start",
    summary: "Runs the portal: database, web server and jobs; the first start creates everything.",
    options: {
      port: {
        type: "string",
        value: "N",
        setting: "PORT",
        help: "Port of the web server (else PORT, else 8080; 0 takes a free one).",
      },
      country: { type: "string", choices: ["tn", "none"], help: "Country pack of a new portal (default tn)." },
    },
    load: async () => (await import("./start.ts")).start,
  },
  {
    name: "test",
    summary: "Installs what the tests need and runs them, all or those whose file name contains PATTERN.",
    positionals: ["[PATTERN]"],
    load: async () => (await import("./test.ts")).test,
  },
  {
    name: "check",
    summary: "Format, lint, types, imports, unused code, lock file; in seconds.",
    load: async () => (await import("./check.ts")).check,
  },
  {
    name: "reindex",
    summary: "Rebuilds the search index while the present one goes on serving.",
    load: async () => (await import("./reindex.ts")).reindex,
  },
  {
    name: "doctor",
    summary: "Looks at the instance and its surroundings and says what is wrong.",
    options: { json: { type: "boolean", help: "The findings as one JSON document." } },
    load: async () => (await import("./doctor.ts")).doctor,
  },
  {
    name: "bench",
    summary: "Runs the benchmarks, all or one; prints one JSON line each.",
    positionals: ["[SCENARIO]"],
    load: async () => (await import("./bench.ts")).bench,
  },
  {
    name: "prepare",
    summary: "Migrates the database and settles what kind of instance it is.",
    internal: true,
    options: {
      kind: { type: "string", choices: ["demo", "real"], required: true, help: "What the instance is for." },
      country: { type: "string", choices: ["tn", "none"], help: "Country pack of a new portal." },
    },
    load: async () => (await import("./prepare.ts")).prepare,
  },
  {
    name: "web",
    summary: "The web process.",
    internal: true,
    load: async () => (await import("./processes.ts")).web,
  },
  {
    name: "worker",
    summary: "The process of the jobs.",
    internal: true,
    load: async () => (await import("./processes.ts")).worker,
  },
]
