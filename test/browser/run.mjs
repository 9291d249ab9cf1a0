#!/usr/bin/env node
// run.mjs — looks at pages in a real browser: theme × width × script, and says what is wrong.
//
//   node test/browser/run.mjs --base http://127.0.0.1:8080 --out build/shots desk=/desk due=/due/1
//   … --sign-in LOGIN:PASSWORD  signs in first
//   … --only dark,390           fewer combinations
//
// For every page: axe-core finds nothing (WCAG 2.1 A and AA, best practice), nothing scrolls
// sideways, the console shows no error and no CSP violation, no request fails. Pictures go to --out:
// of every page where this is run by itself or SHOTS is set, in a test of what is wrong. Themes are the server's business; here the attribute on <html> is exchanged on the way, so
// that each page is seen in all three. Prints TAP and `N passed, N failed`.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const THEMES = ['light', 'dark', 'large'];
const SIZES = [[1366, 768], [1440, 1000], [390, 844]];
const AT_ONCE = 3;
const BY_ITSELF = import.meta.url === pathToFileURL(process.argv[1]).href;
const EVERY_PICTURE = BY_ITSELF || process.env.SHOTS;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

export async function openBrowser() {
	return chromium.launch({
		env: { ...process.env, LANGUAGE: 'zh_CN', LANG: 'zh_CN.UTF-8' },
		executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-dev-shm-usage', '--lang=zh-CN', '--force-color-profile=srgb'],
	});
}

// One line of TAP per check; what is wrong follows as comments.
export class Tap {
	passed = 0; failed = 0;
	check(name, problems) {
		const good = problems.length === 0, n = this.passed + this.failed + 1;
		good ? this.passed++ : this.failed++;
		console.log(`${good ? 'ok' : 'not ok'} ${n} - ${name}`);
		for (const p of problems) console.log(`#   ${p}`);
	}
	end() {
		console.log(`1..${this.passed + this.failed}`);
		console.log(`${this.passed} passed, ${this.failed} failed`);
		return this.failed === 0;
	}
}

const dress = (html, theme) => html.replace(/<html([^>]*)>/, (all, attrs) => {
	const rest = attrs.replace(/ data-bs-theme="[^"]*"/, '').replace(/ class="[^"]*"/, '');
	return `<html${rest} data-bs-theme="${theme === 'dark' ? 'dark' : 'light'}"${theme === 'large' ? ' class="dz"' : ''}>`;
});

async function exchangeTheme(page, theme) {
	await page.route('**/*', async (route) => {
		if (route.request().resourceType() !== 'document') return route.continue();
		const answer = await route.fetch({ maxRetries: 3 });
		if (!(answer.headers()['content-type'] || '').startsWith('text/html')) return route.fulfill({ response: answer });
		return route.fulfill({ response: answer, body: dress(await answer.text(), theme) });
	});
}

function listen(page) {
	const heard = [];
	page.on('console', (m) => { if (m.type() === 'error' || /Content Security Policy/.test(m.text())) heard.push(`console: ${m.text()}`); });
	page.on('pageerror', (e) => heard.push(`script: ${e.message}`));
	page.on('requestfailed', (r) => heard.push(`request: ${r.url()} ${r.failure()?.errorText}`));
	return heard;
}

export const sideways = (page) => page.evaluate(() => {
	const wide = document.documentElement.scrollWidth - window.innerWidth;
	if (wide <= 0) return [];
	const last = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1
		&& !e.closest('.tscroll,.mxw,.tabs,.vh,.skip')).slice(0, 3).map((e) => `${e.tagName.toLowerCase()}.${e.className}`);
	return [`scrolls sideways by ${wide} px: ${last.join(', ')}`];
});

// Colours are the dearest thing to look at, and a page that is made narrower keeps them.
export async function axe(page, colours = true) {
	if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axeSource);
	const options = { runOnly: TAGS, resultTypes: ['violations'], rules: { 'color-contrast': { enabled: colours } } };
	const result = await page.evaluate((o) => window.axe.run(document, o), options);
	return result.violations.flatMap((v) => v.nodes.slice(0, 3).map((n) => `axe ${v.id}: ${n.target.join(' ')}: ${n.failureSummary.split('\n')[1]?.trim()}`));
}

export async function signIn(context, base, login, password) {
	const page = await context.newPage();
	await page.goto(`${base}/login`);
	await page.fill('input[name=name]', login);
	await page.fill('input[name=password]', password);
	await Promise.all([page.waitForNavigation(), page.click('main button[type=submit]')]);
	const stayed = new URL(page.url()).pathname === '/login';
	await page.close();
	if (stayed) throw new Error(`${login} could not sign in`);
}

// The page is loaded once and then made wider or narrower, as a person would.
async function look(context, { base, out, brief }, [name, path], theme, sizes, script, tap) {
	const page = await context.newPage();
	const heard = listen(page);
	await exchangeTheme(page, theme);
	await page.setViewportSize({ width: sizes[0][0], height: sizes[0][1] });
	const answer = await page.goto(base + path, { waitUntil: 'load' });
	if (answer.status() >= 500) heard.push(`status ${answer.status()}`);
	for (const [width, height] of sizes) {
		await page.setViewportSize({ width, height });
		const problems = await sideways(page);
		if (script) problems.push(...await axe(page, width === sizes[0][0] || !brief));
		problems.push(...heard.splice(0));
		if (EVERY_PICTURE || problems.length)
			await page.screenshot({ path: `${out}/${name}.${theme}.${width}${script ? '' : '.noscript'}.png`, fullPage: true });
		tap.check(`${name} ${theme} ${width} ${script ? 'script' : 'no script'}`, problems);
	}
	await page.close();
}

// A few at a time: one page is drawn while another is being examined.
async function together(jobs) {
	const next = async () => { for (let job; (job = jobs.shift());) await job(); };
	await Promise.all(Array.from({ length: AT_ONCE }, next));
}

// Every page in every dress; without script one theme tells enough: colours do not depend on it.
// `brief` pages are the same in other words: light, two widths.
export async function lookAtAll({ base, out, pages, only = [], tap = new Tap(), account, brief = () => false }) {
	mkdirSync(out, { recursive: true });
	const browser = await openBrowser();
	const themes = THEMES.filter((t) => !only.some((o) => THEMES.includes(o)) || only.includes(t));
	const sizes = SIZES.filter(([w]) => !only.some((o) => +o) || only.includes(String(w)));
	try {
		for (const script of [true, false]) {
			const context = await browser.newContext({ javaScriptEnabled: script, locale: 'zh-CN' });
			if (account) await signIn(context, base, ...account);
			const jobs = [];
			for (const page of pages) for (const theme of script ? themes : themes.slice(0, 1)) {
				if (brief(page) && (!script || theme !== 'light')) continue;
				const some = theme === 'light' && !brief(page) ? sizes : sizes.filter(([w]) => w !== 1440);
				jobs.push(() => look(context, { base, out, brief: brief(page) }, page, theme, some, script, tap));
			}
			await together(jobs);
			await context.close();
		}
	} finally {
		await browser.close();
	}
	return tap;
}

function options(argv) {
	const o = { base: 'http://127.0.0.1:8080', out: 'build/shots', only: [], pages: [] };
	for (let i = 0; i < argv.length; i++) {
		if (argv[i] === '--base') o.base = argv[++i];
		else if (argv[i] === '--out') o.out = argv[++i];
		else if (argv[i] === '--only') o.only = argv[++i].split(',');
		else if (argv[i] === '--sign-in') o.account = argv[++i].split(':');
		else o.pages.push([argv[i].slice(0, argv[i].indexOf('=')), argv[i].slice(argv[i].indexOf('=') + 1)]);
	}
	return o;
}

if (BY_ITSELF) {
	const tap = await lookAtAll(options(process.argv.slice(2)));
	process.exit(tap.end() ? 0 : 1);
}
