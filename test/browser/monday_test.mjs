#!/usr/bin/env node
// monday_test.mjs — a clerk's Monday: a liaison reports from the desk, who receives accepts one report
// after the other, a leader decides a change; with script and without it, counting clicks and keys.
// Text typed into reports is not counted: it is the work itself.
// limit: 240 s
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tap, openBrowser, signIn } from './run.mjs';

const B = process.env.B || 'build', DUBAN = process.env.DUBAN || `${B}/duban`, port = +(process.env.TEST_PORT || 18280);
const base = `http://127.0.0.1:${port}`, dir = mkdtempSync(join(process.env.TEST_TMP || tmpdir(), 'monday-'));
const clock = join(dir, 'clock'), db = join(dir, 'demo.db'), file = join(dir, 'photo.txt');
writeFileSync(clock, '2026-09-28T08:40:00+08:00\n');
writeFileSync(file, '佐证材料');
const env = { ...process.env, DUBAN_TEST: '1', DUBAN_CLOCK: `@${clock}` };
const said = execFileSync(DUBAN, ['demo', '--db', db], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] });
const password = said.match(/口令都是 (\S+?)）/)[1];
const server = spawn(DUBAN, ['serve', '--db', db, '--listen', `127.0.0.1:${port}`], { env, stdio: 'ignore' });
async function started() {
	for (let i = 0; i < 150; i++) {
		try { if ((await fetch(`${base}/login`)).ok) return; } catch { /* not yet */ }
		await new Promise((done) => setTimeout(done, 200));
	}
	throw new Error('the server did not start');
}

const tap = new Tap();
const check = (name, good, seen = '') => tap.check(name, good ? [] : [String(seen).slice(0, 400)]);

// A person with a mouse: every click is counted.
class Hand {
	clicks = 0;
	constructor(page, script) { this.page = page; this.script = script; }
	// Without script a page may draw no frames, which waiting for a button to stand still needs: then by
	// the keyboard.
	async push(what) { await what.focus(); await this.page.keyboard.press('Enter'); }
	async click(what) {
		this.clicks++;
		await Promise.all([this.page.waitForNavigation(), this.script ? what.click() : this.push(what)]);
	}
	text() { return this.page.locator('main').innerText(); }
}

async function hand(browser, login, script) {
	const context = await browser.newContext({ locale: 'zh-CN', javaScriptEnabled: script, viewport: { width: 1366, height: 768 } });
	await signIn(context, base, login, password);
	const page = await context.newPage();
	await page.goto(`${base}/`);
	return new Hand(page, script);
}

// The file is let go over the input, as from a folder on the desk.
async function drop(page, input) {
	await input.scrollIntoViewIfNeeded();
	const box = await input.boundingBox(), cdp = await page.context().newCDPSession(page);
	const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, data: { items: [], files: [file], dragOperationsMask: 1 } };
	for (const type of ['dragEnter', 'dragOver', 'drop']) await cdp.send('Input.dispatchDragEvent', { type, ...at });
}

async function liaison(browser, script) {
	const h = await hand(browser, 'linzhiyuan', script), { page } = h, how = script ? 'script' : 'no script';
	const row = page.locator('li.open');
	check(`liaison, ${how}: one item is open on the desk`, await row.count() === 1, await h.text());
	const first = await row.locator('form').getAttribute('action');
	await h.click(page.locator('.item a.btn', { hasText: '报送' }).first());
	const chosen = await row.locator('form').getAttribute('action');
	check(`liaison, ${how}: another one is opened in its place`, await row.count() === 1 && chosen !== first, chosen);
	check(`liaison, ${how}: last period's text is at hand and not filled in`,
		await row.getByText('看上期报送').count() === 1 && await row.locator('textarea').first().inputValue() === '', await row.innerText());
	for (const t of await row.locator('textarea').all()) await t.fill('本周组织学习两次，参学四十人。');
	await h.click(row.getByText('存草稿'));
	check(`liaison, ${how}: a kept draft says when`, /草稿\s*存于.{0,12}08:4\d/.test(await row.innerText()), await row.innerText());
	const input = row.locator('input[type=file]');
	if (script) await drop(page, input); else await input.setInputFiles(file);
	check(`liaison, ${how}: a file is taken`, await input.evaluate((e) => e.files.length) === 1);
	await h.click(row.getByText('提交报送'));
	const text = await h.text();
	check(`liaison, ${how}: handed in, back on the desk, the first is open again`,
		/存证 \d+/.test(text) && await row.count() === 1 && await row.locator('form').getAttribute('action') === first, text);
	check(`liaison, ${how}: with three clicks, the draft's one among them`, h.clicks === 3, h.clicks);
	await page.goto(base + chosen.replace('/report', ''));
	check(`liaison, ${how}: the file is with it`, (await h.text()).includes('photo.txt'), await h.text());
	await page.context().close();
}

async function recipient(browser, script) {
	const h = await hand(browser, 'zhoumingche', script), { page } = h, how = script ? 'script' : 'no script';
	await h.click(page.locator('a.btn', { hasText: '看报送' }).first());
	const seen = [];
	for (let i = 0; i < 2; i++) {
		seen.push(new URL(page.url()).pathname);
		await h.click(page.getByRole('button', { name: '接收', exact: true }));
	}
	seen.push(new URL(page.url()).pathname);
	check(`recipient, ${how}: each accepted report is followed by the next`, new Set(seen).size === 3 && seen.every((u) => /^\/due\/\d+$/.test(u)), seen);
	check(`recipient, ${how}: two reports in three clicks`, h.clicks === 3, h.clicks);
	await page.context().close();
}

async function leader(browser, script) {
	const h = await hand(browser, 'lujinghe', script), { page } = h, how = script ? 'script' : 'no script';
	await h.click(page.locator('main .lst a[href^="/change/"]').first());
	check(`leader, ${how}: what is asked, why and by whom is on the page`, /理由[\s\S]*申请/.test(await h.text()), await h.text());
	await h.click(page.getByRole('button', { name: '批准', exact: true }));
	check(`leader, ${how}: decided from the desk in two clicks`, h.clicks === 2 && /已批准/.test(await h.text()), await h.text());
	await page.goto(`${base}/`);
	check(`leader, ${how}: what is late stands first`, /逾期没有报的/.test(await h.text()), await h.text());
	await page.context().close();
}

try {
	await started();
	const browser = await openBrowser();
	for (const script of [true, false])
		for (const part of script ? [leader, recipient, liaison] : [recipient, liaison]) await part(browser, script);
	await browser.close();
} catch (e) {
	tap.check('the Monday ends', [e.message]);
} finally {
	server.kill('SIGTERM');
	rmSync(dir, { recursive: true, force: true });
}
process.exit(tap.end() ? 0 : 1);
