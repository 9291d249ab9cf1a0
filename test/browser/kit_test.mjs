#!/usr/bin/env node
// kit_test.mjs — the kit pages (kit_*_test.c) in a real browser, served with the product's CSP.
// limit: 600 s
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { lookAtAll } from './run.mjs';

const B = process.env.B || 'build', port = +(process.env.TEST_PORT || 18290);
const TYPES = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' };

for (const t of readdirSync('test/browser').filter((f) => /^kit_.*_test\.c$/.test(f)))
	execFileSync(`${B}/test/browser/${t.slice(0, -2)}`, { env: { ...process.env, B }, stdio: 'ignore' });

const CSP = readFileSync(`${B}/kit/csp.txt`, 'utf8');
const server = createServer((q, r) => {
	const path = new URL(q.url, 'http://x').pathname;
	const asset = path.match(/^\/a\/(\w+)-[0-9a-f]+\.(\w+)$/);
	const file = asset ? `${B}/gen/asset/${asset[1]}.${asset[2]}` : `${B}/kit${path}.html`;
	if (!existsSync(file)) { r.writeHead(404); r.end(); return; }
	r.writeHead(200, { 'content-type': asset ? TYPES[asset[2]] : 'text/html; charset=utf-8', 'content-security-policy': CSP });
	r.end(readFileSync(file));
});
server.keepAliveTimeout = 120000; // a slow machine must not meet a connection that is just closing
await new Promise((done) => server.listen(port, '127.0.0.1', done));

const only = process.argv[2] ? process.argv[2].split(',') : [];
const pages = readdirSync(`${B}/kit`).filter((f) => f.endsWith('.html')).map((f) => [f.slice(0, -5), `/${f.slice(0, -5)}`])
	.filter(([name]) => !process.argv[3] || process.argv[3].split(',').includes(name));
const tap = await lookAtAll({ base: `http://127.0.0.1:${port}`, out: `${B}/shots`, pages, only, brief: ([name]) => /-en$|^(missing|refused|confirm|help)$/.test(name) });
server.close();
process.exit(tap.end() ? 0 : 1);
