// locale.mjs — locale/en.tsv to a sorted C table: node tools/locale.mjs OUT.c
import { readFileSync, writeFileSync } from 'node:fs';

const c = (s) => JSON.stringify(s).replace(/\?\?/g, '?\\?').replace(/\\u00([0-9a-f]{2})/g, '\\x$1');
// A tab or newline inside a text is written \t or \n in the file.
const plain = (s) => s.replace(/\\n/g, '\n').replace(/\\t/g, '\t');

export function readLocale(path) {
	const rows = [], seen = new Set();
	readFileSync(path, 'utf8').split('\n').forEach((line, i) => {
		if (!line || line.startsWith('#')) return;
		const cut = line.split('\t');
		if (cut.length !== 2 || !cut[0] || !cut[1]) throw new Error(`${path}:${i + 1}: want source<TAB>English`);
		rows.push({ zh: plain(cut[0]), en: plain(cut[1]), line: i + 1, again: seen.has(cut[0]) });
		seen.add(cut[0]);
	});
	return rows;
}

if (process.argv[1].endsWith('locale.mjs')) {
	// Two branches may add the same entry; the first wins here, the gate asks to delete the other.
	const rows = readLocale('locale/en.tsv').filter((r) => !r.again);
	rows.sort((a, b) => Buffer.compare(Buffer.from(a.zh), Buffer.from(b.zh)));
	const body = rows.map((r) => `\t{{${c(r.zh)}, ${Buffer.byteLength(r.zh)}}, {${c(r.en)}, ${Buffer.byteLength(r.en)}}},\n`);
	writeFileSync(process.argv[2], `/* Made from locale/en.tsv. */\n#include "web/locale_int.h"\n\n` +
		`const struct locale_entry locale_en[] = {\n${body.join('')}};\nconst size_t locale_en_n = ${rows.length};\n`);
}
