/** The same call in the languages people work in. The address is text of ours and of the reader: quoted in each. */
export interface Snippet {
  readonly name: string
  readonly code: string
}

export function snippetsOf({ csv, json }: { readonly csv: string; readonly json: string }): readonly Snippet[] {
  return [
    { name: "curl", code: `curl --fail ${shellQuoted(csv)} -o data.csv` },
    {
      name: "Python",
      code: `import pandas as pd\n\nurl = ${doubleQuoted(csv)}\ndf = pd.read_csv(url)\nprint(df.head())`,
    },
    { name: "R", code: `url <- ${doubleQuoted(csv)}\ndata <- read.csv(url, encoding = "UTF-8")\nhead(data)` },
    {
      name: "JavaScript",
      code: `const url = ${doubleQuoted(json)}\nconst response = await fetch(url)\nconst { columns, rows, next } = await response.json()\nconsole.log(rows)`,
    },
  ]
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** Addresses hold neither quotes nor backslashes nor line breaks once encoded; were there any, they would stay inside. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text)
}
