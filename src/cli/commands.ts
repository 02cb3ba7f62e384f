import type { Command } from "./command.ts"

/** A portal to be harvested, as a command is told of it. */
const newSource: Command["options"] = {
  kind: {
    type: "string",
    value: "KIND",
    required: true,
    help: "What the portal speaks: docs/reference/connectors.md describes each kind.",
  },
  url: { type: "string", value: "URL", required: true, help: "Its address." },
  organization: { type: "string", value: "SLUG", required: true, help: "The body that answers for it." },
  organizations: {
    type: "string",
    choices: ["given", "remote"],
    help: "Datasets belong to that body (given, the default) or to those the portal names.",
  },
  name: { type: "string", value: "N", help: "How the portal is called here (else its host)." },
  schedule: { type: "string", value: "CRON", help: 'When to harvest it, e.g. "0 3 * * *".' },
  options: {
    type: "string",
    value: "JSON",
    help: "Options of this kind of portal, e.g. '{\"ignoreTotal\":true}'; docs/reference/connectors.md lists them.",
  },
  ca: {
    type: "string",
    value: "FILE",
    help: "Certificates (PEM) of authorities to trust for this portal alone, where its server's chain is incomplete.",
  },
}

/** Every command. A module that adds some exports light descriptions (see `Command.load`) and gets its line here. */
export const commands: readonly Command[] = [
  {
    name: "demo",
    summary: "Runs a portal with a small demo country, harvested from simulated sectoral portals.",
    options: {
      port: {
        type: "string",
        value: "N",
        setting: "PORT",
        help: "Port of the web server (else PORT, else 8080; 0 takes a free one).",
      },
    },
    load: async () => (await import("./demo.ts")).demo,
  },
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
    name: "organization create",
    summary: "Adds a public body; prints its id.",
    options: {
      slug: { type: "string", value: "S", required: true, help: "Its name in addresses: a-z, 0-9 and hyphens." },
      "name-fr": { type: "string", value: "N", required: true, help: "Name in French." },
      "name-ar": { type: "string", value: "N", help: "Name in Arabic." },
      "name-en": { type: "string", value: "N", help: "Name in English." },
    },
    load: async () => (await import("./organization.ts")).organizationCreate,
  },
  {
    name: "user create",
    summary: "Makes an account, its password read from standard input; prints its id.",
    options: {
      email: { type: "string", value: "E", required: true, help: "Its e-mail address; you vouch for it." },
      role: {
        type: "string",
        required: true,
        choices: ["administrator", "coordinator", "contributor", "reader", "citizen"],
        help: "Of the whole portal (administrator), of one organization, or none (citizen).",
      },
      organization: { type: "string", value: "SLUG", help: "The organization of the role; those below it follow." },
      name: { type: "string", value: "N", help: "The person's name (else the start of the address)." },
    },
    load: async () => (await import("./user.ts")).userCreate,
  },
  {
    name: "token create",
    summary: "Makes an API token with all rights of an account, good for a year; prints it.",
    options: {
      email: { type: "string", value: "E", required: true, help: "Address of the account." },
      name: { type: "string", value: "N", help: "What the token is for." },
    },
    load: async () => (await import("./user.ts")).tokenCreate,
  },
  {
    name: "harvest add",
    summary: "Adds a portal to be harvested; prints the source's id.",
    options: {
      ...newSource,
      archive: { type: "boolean", help: "Keep the last good version of its files, for when their own links fail." },
    },
    load: async () => (await import("./harvest.ts")).harvestAdd,
  },
  {
    name: "harvest preview",
    summary: "Reads the first records of a portal and tells what harvesting it would do; keeps nothing.",
    options: {
      ...newSource,
      limit: { type: "string", value: "N", help: "How many records to read (else 20)." },
      json: { type: "boolean", help: "The preview as one JSON document." },
    },
    load: async () => (await import("./harvest.ts")).harvestPreview,
  },
  {
    name: "harvest run",
    summary: "Harvests a source now and tells what was done.",
    positionals: ["ID"],
    options: {
      "dry-run": { type: "boolean", help: "Tell what would be done; write nothing." },
      changes: {
        type: "boolean",
        help: "Ask only for what changed since the last run, where the portal can be asked so.",
      },
      json: { type: "boolean", help: "The report as one JSON document." },
    },
    load: async () => (await import("./harvest.ts")).harvestRun,
  },
  {
    name: "harvest confirm",
    summary: "Lets a run that waits because much disappeared go on.",
    positionals: ["RUN"],
    options: { json: { type: "boolean", help: "The report as one JSON document." } },
    load: async () => (await import("./harvest.ts")).harvestConfirm,
  },
  {
    name: "harvest list",
    summary: "Shows the sources.",
    options: { json: { type: "boolean", help: "As one JSON document." } },
    load: async () => (await import("./harvest.ts")).harvestList,
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
  {
    name: "demo-portals",
    summary: "The process of the demo's sectoral portals.",
    internal: true,
    load: async () => (await import("./demo-processes.ts")).demoPortals,
  },
  {
    name: "demo-harvest",
    summary: "Harvests the demo's sectoral portals.",
    internal: true,
    options: { portal: { type: "string", required: true, help: "Address of the running portal." } },
    load: async () => (await import("./demo-processes.ts")).demoHarvest,
  },
]
