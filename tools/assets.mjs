// assets.mjs — builds what the browser gets and embeds it: node tools/assets.mjs OUTDIR
//
// OUTDIR/asset/*          the files, also gzipped
// OUTDIR/assets.c         their table (src/web/ui_asset.h): name with hash, type, bytes, gzipped, etag
// OUTDIR/icons.c          the symbols named in src/web/ui_icon.h, taken from @tabler/icons
//
// Tabler is cut down to the classes of assets/tabler.txt; `make gates` proves that no page uses
// another one. Needs node_modules and no network. Same input, same bytes.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';

const require = createRequire(import.meta.url);
const { PurgeCSS } = require('purgecss');
const out = process.argv[2];
const read = (p) => readFileSync(p, 'utf8');
const lib = (p) => require.resolve(p);

function words(path) {
	return read(path).split('\n').map((l) => l.replace(/#.*/, '').trim()).filter(Boolean).flatMap((l) => l.split(/\s+/));
}

async function tabler() {
	const keep = words('assets/tabler.txt');
	const [r] = await new PurgeCSS().purge({
		content: [{ raw: keep.join(' '), extension: 'txt' }], css: [{ raw: read(lib('@tabler/core/dist/css/tabler.min.css')) }],
		defaultExtractor: (s) => s.split(' '), variables: true, keyframes: true, fontFace: true,
	});
	return r.css;
}

// Blanks and comments out; strings stay as they are.
function minify(css) {
	return css.split(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/).map((part, i) => i % 2 ? part : part
		.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s+/g, ' ').replace(/ ?([{};,>]) ?/g, '$1').replace(/: (?![^{}]*\{)/g, ':')
		.replace(/;}/g, '}')).join('');
}

// A reference to a map that is not shipped would be a failed request in every developer's browser.
const noMap = (s) => s.replace(/\/[*/]# sourceMappingURL=[^\n]*/g, '');

function embed(list) {
	mkdirSync(`${out}/asset`, { recursive: true });
	const inc = [], rows = [], urls = [];
	const bytesOf = (sym, path, data) => {
		writeFileSync(path, data);
		inc.push(`__asm__(".section .rodata\\n.global ${sym}\\n${sym}:\\n.incbin \\"${path}\\"\\n.byte 0\\n.previous\\n");\n`
			+ `extern const char ${sym}[];\n`);
		return `{${sym}, ${data.length}}`;
	};
	const str = (s) => `{${JSON.stringify(s)}, ${Buffer.byteLength(s)}}`;
	for (const [id, name, type, text] of list) {
		const bytes = Buffer.from(text), gz = gzipSync(bytes, { level: 9 });
		gz[9] = 255; // the operating system's number differs between machines
		const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
		const dot = name.lastIndexOf('.'), file = `${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
		const sym = `asset_${id.toLowerCase()}`, path = `${out}/asset/${name}`;
		urls.push(`\t[ASSET_${id}] = ${str(`/a/${file}`)},\n`);
		rows.push([file, `\t{${str(file)}, ${str(type)}, ${bytesOf(sym, path, bytes)},\n\t\t`
			+ `${bytesOf(`${sym}_gz`, `${path}.gz`, gz)}, ${str(`"${hash}"`)}, true},\n`]);
		console.log(`/a/${file}  ${bytes.length} bytes, ${gz.length} gzipped`);
	}
	rows.sort((a, b) => (a[0] < b[0] ? -1 : 1));
	writeFileSync(`${out}/assets.c`, `/* Made by tools/assets.mjs. */\n#include "web/ui_asset.h"\n\n${inc.join('')}\n`
		+ `const struct static_file asset_files[ASSET_N] = {\n${rows.map((r) => r[1]).join('')}};\n\n`
		+ `const struct str asset_url[ASSET_N] = {\n${urls.join('')}};\n`);
}

function icons() {
	const rows = [...read('src/web/ui_icon.h').matchAll(/^\s*X\((\w+),\s*"([a-z0-9-]+)"\)/gm)].map(([, id, name]) => {
		const svg = read(lib(`@tabler/icons/outline/${name}.svg`));
		const paths = [...svg.matchAll(/<path[^>]*\sd="([^"]+)"[^>]*>/g)].map((m) => m[1]).filter((d) => d !== 'M0 0h24v24H0z');
		const body = `<symbol id="i-${name}" viewBox="0 0 24 24">${paths.map((d) => `<path d="${d}"/>`).join('')}</symbol>`;
		return `\t[ICON_${id}] = {${JSON.stringify(body)}, ${body.length}},\n`;
	});
	if (rows.length === 0) throw new Error('src/web/ui_icon.h names no icon');
	writeFileSync(`${out}/icons.c`, `/* Made by tools/assets.mjs from @tabler/icons. */\n#include "web/ui_icon.h"\n\n`
		+ `const struct str ui_icon_symbol[ICON_N] = {\n${rows.join('')}};\n`);
}

icons();
embed([
	['CSS', 'duban.css', 'text/css; charset=utf-8', minify(noMap(await tabler()) + read('assets/app.css'))],
	['HTMX', 'htmx.js', 'text/javascript; charset=utf-8', noMap(read(lib('htmx.org/dist/htmx.min.js')))],
	['ECHARTS', 'echarts.js', 'text/javascript; charset=utf-8', noMap(read(lib('echarts/dist/echarts.common.min.js')))],
	['CHARTS', 'charts.js', 'text/javascript; charset=utf-8', read('assets/charts.js')],
	['KEYS', 'keys.js', 'text/javascript; charset=utf-8', read('assets/keys.js')],
	['MARK', 'mark.svg', 'image/svg+xml', read('assets/mark.svg')],
]);
