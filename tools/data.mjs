// data.mjs — puts the tables of data/ into the program: node tools/data.mjs build/gen/data.c
//
// One constant array per file and one list of them, sorted by path (src/sys/data.h).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const walk = (dir) => readdirSync(dir, { withFileTypes: true }).flatMap((e) =>
  e.isDirectory() ? walk(join(dir, e.name)) : e.name.endsWith('.md') ? [] : [join(dir, e.name)]);

// The demo's plan is the example that people are given to try.
const name = (f) => f.startsWith('data/') ? relative('data', f) : f;
const files = [...walk('data'), 'examples/plan-2026.txt', 'examples/plan-2026-v2.txt'].sort((x, y) => name(x) < name(y) ? -1 : 1);
const rows = (bytes) => {
  const out = [];
  for (let i = 0; i < bytes.length; i += 24) out.push('\t' + [...bytes.subarray(i, i + 24)].join(','));
  return out.join(',\n') || '\t0';
};

let c = '/* Made by tools/data.mjs. */\n#include "sys/data.h"\n\nextern const struct data_file data_files[];\n';
files.forEach((f, i) => { c += `static const unsigned char f${i}[] = {\n${rows(readFileSync(f))}};\n`; });
c += 'const struct data_file data_files[] = {\n';
files.forEach((f, i) => { c += `\t{"${name(f)}", f${i}, ${readFileSync(f).length}},\n`; });
c += '\t{0, 0, 0}};\n';
writeFileSync(process.argv[2], c);
