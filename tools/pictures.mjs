#!/usr/bin/env node
// pictures.mjs — takes the pictures of docs/ from the running program.
//
//   node tools/pictures.mjs [DIR]      default docs/pictures; B=dir names another build
//
// A demo bureau is made in a temporary folder, at a clock that stands still, so that the same
// program gives the same pictures. What has to happen first (a plan is handed in, a later edition
// too) happens on the screen, as a person would do it. A picture larger than LIMIT is an error:
// readers fetch them over slow lines.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser, signIn } from '../test/browser/run.mjs';

const B = process.env.B || 'build', out = process.argv[2] || 'docs/pictures';
const port = +(process.env.PICTURES_PORT || 18519), base = `http://127.0.0.1:${port}`;
const LIMIT = 150 * 1024, ALL = 1300 * 1024;
const DESK = { width: 1366, height: 768 }, PHONE = { width: 390, height: 844 };
// A Thursday afternoon late in the campaign: reports of the month are coming in.
const env = { ...process.env, DUBAN_TEST: '1', DUBAN_CLOCK: '2026-11-26T15:20:00+08:00' };

async function follow(page, to) {
	const from = page.url();
	await to.click();
	await page.waitForURL((url) => url.href !== from);
}
const link = (page, address) => page.locator(`main a[href${address}]`).first();

async function campaign(page) {
	await page.goto(`${base}/campaign`);
	await follow(page, page.locator('main a[href^="/campaign/"]').first());
}

async function handIn(page, file, fields) {
	await page.goto(`${base}/plan`);
	for (const [name, value] of Object.entries(fields.text ?? {})) await page.fill(`[name=${name}]`, value);
	for (const [name, index] of Object.entries(fields.choice ?? {})) await page.selectOption(`[name=${name}]`, { index });
	await page.setInputFiles('input[name=file]', file);
	await follow(page, page.getByRole('button', { name: '读取方案' }));
}

// Name, sign-in, how to get there, size of the window.
const PICTURES = [
	['desk', 'linzhiyuan', (page) => page.goto(`${base}/`)],
	['desk-phone', 'linzhiyuan', (page) => page.goto(`${base}/`), PHONE],
	['report', 'linzhiyuan', async (page) => {
		await page.goto(`${base}/`);
		await follow(page, page.locator('main a[href^="/due/"]').last());
	}],
	['why', 'linzhiyuan', async (page) => {
		await page.goto(`${base}/`);
		await follow(page, link(page, '^="/due/"'));
		await page.getByText('为什么是这一天').first().evaluate((e) => e.scrollIntoView({ block: 'center' }));
	}],
	['receive', 'zhoumingche', async (page) => {
		await page.goto(`${base}/due?view=review`);
		await follow(page, link(page, '^="/due/"'));
	}],
	['matrix', 'xuwenxi', campaign],
	['lists', 'xuwenxi', async (page) => {
		await campaign(page);
		await follow(page, link(page, '$="/lists"'));
	}],
	['diff', 'xuwenxi', async (page) => {
		await handIn(page, 'examples/plan-2026-v2.txt', { text: { issue_day: '2026-11-26' }, choice: { campaign: 1, supersedes: 1 } });
		await follow(page, link(page, '$="/diff"'));
	}],
	['plan', 'xuwenxi', (page) => handIn(page, 'examples/plan-2026.docx', { text: { name: '样例活动', issue_day: '2026-11-26' } })],
	['change', 'lujinghe', async (page) => {
		await page.goto(`${base}/change`);
		await follow(page, link(page, '^="/change/"'));
	}],
	['calendar', 'xuwenxi', (page) => page.goto(`${base}/calendar?rule=${encodeURIComponent('每月25日前')}&year=2026`)],
	['org', 'org', (page) => page.goto(`${base}/org`)],
	['seal', 'auditor', (page) => page.goto(`${base}/seal`)],
];

async function started() {
	for (let i = 0; i < 100; i++) {
		try { if ((await fetch(`${base}/login`)).ok) return; } catch { /* not yet */ }
		await new Promise((done) => setTimeout(done, 200));
	}
	throw new Error('the server did not start');
}

// 256 colours are enough for a screen, and a quarter of the bytes.
function shrink(path) {
	const { error, status } = spawnSync('pngquant', ['--force', '--strip', '--speed', '1', '--output', path, '256', path]);
	if (error || status) console.error(`${path}: pngquant is missing or failed, left as it is`);
	return statSync(path).size;
}

async function take(browser, password, [name, login, go, size = DESK]) {
	const context = await browser.newContext({ locale: 'zh-CN', viewport: size, reducedMotion: 'reduce' });
	await signIn(context, base, login, password);
	const page = await context.newPage(), path = join(out, `${name}.png`);
	await go(page);
	await page.mouse.move(0, 0); // what lies under the pointer looks different
	await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
	await context.close();
	const bytes = shrink(path);
	console.log(`${String(bytes).padStart(7)}  ${path}`);
	if (bytes > LIMIT) throw new Error(`${path} has more than ${LIMIT} bytes`);
	return bytes;
}

const dir = mkdtempSync(join(tmpdir(), 'pictures-')), db = join(dir, 'demo.db');
let server, browser;
try {
	mkdirSync(out, { recursive: true });
	const said = execFileSync(`${B}/duban`, ['demo', '--db', db], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] });
	const password = said.match(/口令都是 (\S+?)）/)[1];
	server = spawn(`${B}/duban`, ['serve', '--db', db, '--listen', `127.0.0.1:${port}`], { stdio: 'ignore', env });
	await started();
	browser = await openBrowser();
	let all = 0;
	for (const picture of PICTURES) all += await take(browser, password, picture);
	if (all > ALL) throw new Error(`all pictures together have more than ${ALL} bytes`);
} finally {
	await browser?.close();
	server?.kill('SIGTERM');
	rmSync(dir, { recursive: true, force: true });
}
