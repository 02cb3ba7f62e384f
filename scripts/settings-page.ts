// Usage: node --import tsx scripts/settings-page.ts
// Writes docs/reference/settings.md from the table in src/config.ts.
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { reservedSettings, root, type Setting, settings } from "../src/config.ts"

export const settingsPagePath = join(root, "docs/reference/settings.md")

export function settingsPage(): string {
  return [
    "# Settings",
    "",
    "<!-- Made by scripts/settings-page.ts from src/config.ts; edit there. -->",
    "",
    "Settings are environment variables, read once when a command starts; an empty one counts as absent. A value that cannot",
    "be used stops the command with exit code 2 and a message that says what is expected. Options of the command line",
    "(`--port`, `--data`) win over the environment.",
    "",
    ...settings.flatMap(section),
    "## Other variables",
    "",
    "`CHROMIUM` is the path of the browser that `./fihrist test` uses; without it, Debian's `chromium` is used, and installed",
    "where `apt-get` and root allow it.",
    "",
    "`FIHRIST_TEST_DATABASE_URL` names a server that the tests use besides the embedded one, instead of Debian's PostgreSQL.",
    "They make databases of their own there and drop them; the account needs `createdb`. The tests ignore every other setting",
    "of this page.",
    "",
    "## Reserved",
    "",
    "These names belong to functions to come. They have no effect until then, and a command that finds one says so.",
    "",
    ...Object.entries(reservedSettings).map(([name, purpose]) => `- \`${name}\`: ${purpose}`),
    "",
  ].join("\n")
}

function section(setting: Setting): string[] {
  return [
    `## ${setting.name}`,
    "",
    setting.help,
    "",
    `- Value: ${setting.expects}`,
    `- Default: ${setting.default ? `\`${setting.default}\`` : "none"}`,
    `- Example: \`${setting.example}\``,
    "",
  ]
}

if (process.argv[1] === import.meta.filename) writeFileSync(settingsPagePath, settingsPage())
