// Reads FOLDER/DIALECT/SCRIPT/*.sql with parsers that others wrote, and the columns that they name against
// FOLDER/schema.json. Prints a line a fault and a line of counts; exit code 1 if there is a fault.
//
// polyglot-sql knows tables and columns, and reads Snowflake's and Trino's queries; of DDL it knows little.
// dt-sql-parser has grammars of Trino and Spark; it knows no tables.
import { readFileSync, readdirSync, mkdirSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { validate, validateWithSchema } from '@polyglot-sql/sdk';

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
const schema = JSON.parse(readFileSync(join(folder, 'schema.json'), 'utf8'));
const { TrinoSQL, SparkSQL } = await parsers();
const counts = {};
const faults = [];

for (const dialect of readdirSync(folder).filter(name => !name.includes('.')))
  for (const script of readdirSync(join(folder, dialect)))
    for (const file of readdirSync(join(folder, dialect, script)).sort())
      check(dialect, `${dialect}/${script}/${file}`, readFileSync(join(folder, dialect, script, file), 'utf8'));
selfTest();

for (const fault of faults)
  console.log(fault);
console.log(Object.entries(counts).map(([what, count]) => `${what}: ${count}`).join(', ') + `, faults: ${faults.length}`);
process.exit(faults.length === 0 ? 0 : 1);

function check(dialect, name, text) {
  const sql = text.trim().replace(/;$/, '');
  const query = /^(SELECT|WITH)[\s\S]*/m.exec(sql)?.[0];
  if (dialect === 'trino')
    grammar(TrinoSQL, name, sql);
  else if (dialect === 'spark')
    grammar(SparkSQL, name, sql);
  // The WITH of a table's properties is no query.
  if (query && /^SELECT/m.test(sql) && !/^MERGE/.test(sql))
    known(dialect, name, dialect === 'trino' ? sql.slice(sql.search(/^SELECT/m)) : query);
  // It does not read Spark's comments on tables, COPY GRANTS, nor where an external table is.
  const isForeign = dialect === 'spark' || /COPY GRANTS|external_location/.test(sql);
  if (!isForeign || /^(INSERT|MERGE)/.test(sql))
    parsed(dialect, name, sql);
}

function grammar(Parser, name, sql) {
  counted('read by a grammar');
  for (const error of new Parser().validate(sql + ';'))
    faults.push(`${name}:${error.startLine}: ${error.message}`);
}

function parsed(dialect, name, sql) {
  counted('parsed');
  for (const error of validate(sql, dialect).errors ?? [])
    faults.push(`${name}:${error.line}: ${error.message}`);
}

function known(dialect, name, query) {
  counted('checked against the tables');
  for (const error of validateWithSchema(query, schema, dialect, {}).errors ?? [])
    faults.push(`${name}:${error.line}: ${error.message}`);
}

function counted(what) {
  counts[what] = (counts[what] ?? 0) + 1;
}

/** A checker that finds nothing may be one that cannot find anything: each is shown something broken. */
function selfTest() {
  const broken = {
    'an unknown column': () => validateWithSchema('SELECT t.no_such FROM gold.artist_stats AS t', schema, 'snowflake', {}).errors,
    'an unknown table': () => validateWithSchema('SELECT 1 AS a FROM gold.no_such', schema, 'trino', {}).errors,
    'a lacking parenthesis': () => validate('SELECT (1 + 2 FROM t', 'snowflake').errors,
    'a broken MERGE': () => validate('MERGE INTO t USING s ON WHEN MATCHED', 'snowflake').errors,
    'Trino without FROM': () => new TrinoSQL().validate('SELECT a b c FROM;'),
    'Spark without a parenthesis': () => new SparkSQL().validate('SELECT (1 + 2 FROM t;'),
  };
  for (const [what, errors] of Object.entries(broken))
    if (!(errors()?.length > 0))
      faults.push(`self test: ${what} is not found`);
}

/** dt-sql-parser is written for bundlers: Node cannot load it as it is. */
async function parsers() {
  const bundle = join(here, 'node_modules', '.cache', 'parsers.mjs');
  mkdirSync(dirname(bundle), { recursive: true });
  await esbuild.build({
    stdin: { contents: "export { TrinoSQL, SparkSQL } from 'dt-sql-parser'", resolveDir: here },
    bundle: true, platform: 'node', format: 'esm', outfile: bundle, logLevel: 'error',
  });
  return import(pathToFileURL(bundle));
}
