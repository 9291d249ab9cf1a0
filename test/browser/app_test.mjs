#!/usr/bin/env node
// app_test.mjs — the running program: every page that can be reached by links, as every role of the
// demo bureau, in a real browser. Pages that differ only in numbers count once.
// limit: 900 s
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tap, lookAtAll, openBrowser, signIn } from './run.mjs';

const B = process.env.B || 'build', DUBAN = process.env.DUBAN || `${B}/duban`, port = +(process.env.TEST_PORT || 18260);
const base = `http://127.0.0.1:${port}`, dir = mkdtempSync(join(process.env.TEST_TMP || tmpdir(), 'app-'));
const db = join(dir, 'demo.db');
const said = execFileSync(DUBAN, ['demo', '--db', db], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const password = said.match(/口令都是 (\S+?)）/)[1];
const logins = [...said.matchAll(/^ {2}(\w+) {2,}\S/gm)].map((m) => m[1]);

const server = spawn(DUBAN, ['serve', '--db', db, '--listen', `127.0.0.1:${port}`], { stdio: 'ignore' });
async function started() {
	for (let i = 0; i < 150; i++) {
		try { if ((await fetch(`${base}/login`)).ok) return; } catch { /* not yet */ }
		await new Promise((done) => setTimeout(done, 200));
	}
	throw new Error('the server did not start');
}

// Addresses that are one page: numbers and the words of a search do not matter.
const pattern = (url) => url.replace(/\d+/g, '#').replace(/=[^&]*/g, '=');
const isPage = (url) => url.startsWith('/') && !/^\/a\/|\.(xlsx|ics|docx|pdf|csv|json|html)\b|^\/(file|blob)\//.test(url);

async function walk(browser, login, seen, tap) {
	const context = await browser.newContext();
	await signIn(context, base, login, password);
	const found = [], queue = ['/'];
	while (queue.length && found.length < 40) {
		const url = queue.shift(), key = pattern(url);
		if (seen.has(key)) continue;
		const answer = await context.request.get(base + url), type = answer.headers()['content-type'] || '';
		tap.check(`${login} ${url} answers`, answer.status() === 200 ? [] : [`status ${answer.status()}`]);
		seen.add(key);
		if (!type.startsWith('text/html') || answer.status() !== 200) continue;
		found.push([`app-${login}${url.replace(/\W+/g, '_')}`.slice(0, 80), url]);
		for (const [, href] of (await answer.text()).matchAll(/href="([^"]+)"/g)) {
			const next = href.replace(/&amp;/g, '&').replace(/#.*$/, '');
			if (isPage(next) && !seen.has(pattern(next))) queue.push(next);
		}
	}
	await context.close();
	return found;
}

const tap = new Tap();
try {
	await started();
	const seen = new Set(), browser = await openBrowser(), work = [];
	for (const login of logins) {
		// The first page is looked at for everyone: it differs most from person to person.
		seen.delete('/');
		work.push([login, await walk(browser, login, seen, tap)]);
	}
	await browser.close();
	await lookAtAll({ base, out: `${B}/shots`, pages: [['app-login', '/login']], tap });
	for (const [login, pages] of work)
		await lookAtAll({ base, out: `${B}/shots`, pages, tap, account: [login, password], brief: () => true });
} catch (e) {
	tap.check('the walk ends', [e.message]);
} finally {
	server.kill('SIGTERM');
	rmSync(dir, { recursive: true, force: true });
}
process.exit(tap.end() ? 0 : 1);
