#!/usr/bin/env node
// plan_test.mjs — a new office's first plan, in a real browser: three administrators, two clerks, a plan
// read from a file, put right by hand, every question answered, refused while one is open, issued, and
// a second edition with its difference; then a pasted plan without script.
// limit: 240 s
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tap, axe, openBrowser, sideways } from './run.mjs';

const B = process.env.B || 'build', DUBAN = process.env.DUBAN || `${B}/duban`, port = +(process.env.TEST_PORT || 18330);
const base = `http://127.0.0.1:${port}`, dir = mkdtempSync(join(process.env.TEST_TMP || tmpdir(), 'plan-'));
const clock = join(dir, 'clock'), db = join(dir, 'office.db'), roster = join(dir, 'org.csv');
const env = { ...process.env, DUBAN_TEST: '1', DUBAN_CLOCK: `@${clock}` };
const at = (time) => writeFileSync(clock, `${time}+08:00\n`);
const duban = (...args) => execFileSync(DUBAN, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] });
const tap = new Tap();
const check = (name, good, seen = '') => tap.check(name, good ? [] : [String(seen).slice(0, 600)]);

// A whole bureau as a sheet, without accounts: those are opened on the screen.
function makeOffice() {
	const other = join(dir, 'county.db');
	at('2026-03-10T09:00:00');
	duban('init', '--db', other, '--preset', 'county');
	duban('org', 'export', '--db', other, roster);
	writeFileSync(roster, readFileSync(roster, 'utf8').replace(/【账号】[^【]*/, ''));
	duban('init', '--db', db);
	duban('org', 'import', '--db', db, roster);
	return Object.fromEntries([['sysadmin', '990010'], ['secadmin', '990011'], ['auditor', '990012']].map(([role, no]) =>
		[role, duban('user', 'add', '--db', db, role, '--staff-no', no, '--role', role).match(/口令：(\S+)/)[1]]));
}

async function started() {
	for (let i = 0; i < 150; i++) {
		try { if ((await fetch(`${base}/login`)).ok) return; } catch { /* not yet */ }
		await new Promise((done) => setTimeout(done, 100));
	}
	throw new Error('the server did not start');
}

// Somebody at the desk.
class Person {
	constructor(page, script) { this.page = page; this.script = script; }
	// Without script a page may draw no frames, which waiting for a button to stand still needs: then
	// by the keyboard.
	async push(what, key) { await what.focus(); await this.page.keyboard.press(key); }
	async tick(box) { if (this.script) await box.check(); else if (!await box.isChecked()) await this.push(box, 'Space'); }
	async click(what) {
		try {
			await Promise.all([this.page.waitForNavigation(), this.script ? what.click() : this.push(what, 'Enter')]);
		} catch (e) { throw new Error(`${e.message}\nat ${this.page.url()}: ${(await this.text()).slice(0, 300)}`); }
	}
	async press(name) { await this.click(this.page.getByRole('button', { name, exact: true })); }
	async measure(name) { await this.click(this.page.locator('.ms').getByRole('link', { name, exact: true })); }
	async follow(name) { await this.click(this.page.getByRole('link', { name }).first()); }
	async go(path) { await this.page.goto(base + path); }
	async text() { return this.page.locator('main').innerText(); }
	async has(name, ...words) {
		const text = await this.text();
		check(name, words.every((w) => (w instanceof RegExp ? w.test(text) : text.includes(w))), text);
	}
	async looks(name) {
		check(`${name}: nothing for axe, nothing sideways`, ...await Promise.all([axe(this.page), sideways(this.page)])
			.then(([a, b]) => [a.length + b.length === 0, [...a, ...b].join('; ')]));
	}
	path() { return new URL(this.page.url()).pathname; }
}

async function person(browser, login, password, { script = true, fresh } = {}) {
	const context = await browser.newContext({ locale: 'zh-CN', javaScriptEnabled: script, viewport: { width: 1366, height: 768 } });
	context.setDefaultTimeout(20000);
	const p = new Person(await context.newPage(), script);
	const enter = async (secret) => {
		await p.go('/login');
		await p.page.getByLabel('账号').fill(login);
		await p.page.getByLabel('口令').fill(secret);
		await p.click(p.page.locator('main button[type=submit]'));
	};
	await enter(password);
	if (!fresh) return p;
	await p.has(`${login}: the password given is only good for being changed`, '请先改口令');
	await p.page.getByLabel('现在的口令').fill(password);
	await p.page.getByLabel('新口令', { exact: true }).fill(fresh);
	await p.page.getByLabel('再输一次新口令').fill(fresh);
	await p.press('改口令');
	await enter(fresh);
	check(`${login}: in, with a password of one's own`, p.path() === '/', p.path());
	return p;
}

/* ---- accounts ---- */

async function openAccount(sys, login, name) {
	await sys.go(`/org/person?q=${encodeURIComponent(name)}`);
	await sys.follow(name);
	await sys.follow('开通账号');
	await sys.page.getByLabel('登录名').fill(login);
	await sys.press('开通账号');
	await sys.go('/org/account');
	await sys.follow(login);
	await sys.press('重设口令');
	return (await sys.text()).match(/一次性口令\s*([a-z0-9-]+)/)[1];
}

async function giveRole(sec, name) {
	await sec.go(`/org/person?q=${encodeURIComponent(name)}`);
	await sec.follow(name);
	await sec.follow('授予角色');
	await sec.page.getByLabel('所属单位').selectOption({ label: '安澜县公安局' });
	await sec.page.getByLabel('角色').selectOption({ label: '专项活动办公室工作人员' });
	await sec.press('授权');
	await sec.has(`${name} has the role of the office`, `${name} · 专项活动办公室工作人员`);
}

async function accounts(browser, secrets) {
	const sys = await person(browser, 'sysadmin', secrets.sysadmin, { fresh: 'Yushu-7714-sys' });
	const given = { xuwenxi: await openAccount(sys, 'xuwenxi', '许闻溪'), linyunzhou: await openAccount(sys, 'linyunzhou', '林云舟') };
	const sec = await person(browser, 'secadmin', secrets.secadmin, { fresh: 'Yushu-7714-sec' });
	await giveRole(sec, '许闻溪');
	await sec.looks('a grant');
	await giveRole(sec, '林云舟');
	await sys.page.context().close();
	await sec.page.context().close();
	return given;
}

/* ---- reading ---- */

async function upload(p, { file, campaign, supersedes }) {
	await p.go('/plan');
	if (campaign) await p.page.getByLabel('新活动的名称').fill(campaign);
	if (supersedes) await p.page.getByLabel('代替哪一版').selectOption({ label: supersedes });
	await p.page.locator('input[type=file]').setInputFiles(file);
	await p.press('读取方案');
	return p.path();
}

const open = (p) => p.page.locator('li.open');
const WORDS = [[/八类问题/, '执法不公；吃拿卡要；推诿扯皮；弄虚作假；慢作为；乱作为；态度生硬；泄露信息'], [/多久/, '每季度'],
	[/几天/, '5个工作日'], [/牵头/, '督察法制大队'], [/标准/, '督察法制大队按群众满意度评定'], [/从哪天到哪天/, '2026年3月10日至2026年12月31日']];

// Answers what is asked, with the proposal where there is one; the number of answers given.
async function answerAll(p) {
	let n = 0;
	for (; n < 40 && await open(p).locator('button[type=submit]').count(); n++) {
		const question = await open(p).innerText(), same = open(p).getByLabel(/^依据同上一题/), more = open(p).getByLabel(/同样的问题也这样答/);
		if (await same.count()) await p.tick(same); else await open(p).getByLabel('依据').first().fill('局党委会3月9日研究');
		if (await more.count()) await p.tick(more);
		if (question.includes('采用建议')) { await p.press('采用建议'); continue; }
		await open(p).getByLabel('答复').fill(WORDS.find(([r]) => r.test(question))?.[1] || '每月');
		await p.press('确定答复');
	}
	return n;
}

const said = (p) => p.text().then((t) => t.replace(/[^]*读出的措施/, ''));
const card = (p, title) => p.page.locator('.card', { has: p.page.getByRole('heading', { name: title, exact: true }) });
const drop = (p, words) => p.click(card(p, '谁、什么时候').locator('form', { hasText: words }).getByRole('button', { name: '删去' }));

async function addUnit(p, role, name) {
	await card(p, '谁、什么时候').getByLabel('角色').selectOption({ label: role });
	await card(p, '谁、什么时候').getByLabel('单位或单位组').fill(name);
	await p.press('加单位');
}

async function addTime(p, words) {
	await card(p, '谁、什么时候').getByLabel('时限').fill(words);
	await p.press('加时限');
}

// Words, lead, responsible unit, timing: wrong once, then right.
async function correctOne(p, plan) {
	await p.measure('深化警示教育');
	await p.has('a measure says what is still asked about it', '没有写牵头单位');
	await p.looks('一项措施');
	await p.page.getByLabel('标题', { exact: true }).fill('深化警示教育和以案促改');
	await p.press('保存文字');
	await addUnit(p, '牵头单位', '不存在大队');
	await p.has('a unit nobody knows is refused in words', '没有找到单位“不存在大队”');
	check('what was typed stays', await p.page.getByLabel('单位或单位组').inputValue() === '不存在大队');
	await addUnit(p, '牵头单位', '机关纪委');
	await drop(p, /^责任 机关纪委/);
	await addUnit(p, '责任单位', '各部门');
	await addTime(p, '尽快');
	await p.has('a time that says nothing is refused in words', '读不懂“尽快”');
	await addTime(p, '11月20日前完成');
	await drop(p, '「11月底前完成」');
	await p.go(plan);
	await p.has('words, lead, responsible unit and time are as corrected, and who leads is not asked any more',
		/深化警示教育和以案促改\s+牵头 机关纪委\s*责任 各部门\s*每半年至少1次，每半年末前\s*完成，11月20日前/, '15 个待答');
}

// Order, level, splitting, merging, adding, taking out and back.
async function reshape(p, plan) {
	await p.measure('抓实作风教育');
	await p.press('下移一位');
	await p.go(plan);
	check('moved down one place', /逐项开展自查[^]*抓实作风教育[^]*按月整改销号/.test(await said(p)), await said(p));
	await p.measure('抓实作风教育');
	await p.press('上移一位');
	await p.go(plan);
	await p.measure('按月整改销号');
	await p.page.getByLabel(/督察法制大队定期抽查/).check();
	await p.press('拆开');
	await p.has('the second half is a measure of its own', '督察法制大队定期抽查');
	await p.press('并入上一条');
	await p.has('and one again', '20 项');
	await p.measure('按月整改销号');
	await p.page.getByLabel('新措施的标题').fill('规范窗口午间服务');
	await p.press('在后面加一条');
	await addUnit(p, '牵头单位', '治安大队');
	await addTime(p, '6月底前完成');
	await p.page.getByLabel('放到哪一条下面').selectOption({ label: '二/（五） 畅通反映问题的渠道' });
	await p.press('移过去');
	await p.go(plan);
	check('a new measure, put below another', /组织民警走进企业[^]*规范窗口午间服务\s+牵头 治安大队[^]*落实领导包联/.test(await said(p)), await said(p));
	await p.measure('规范窗口午间服务');
	await p.press('删去这一条');
	await p.has('none is taken out without a reason', /理由/);
	await p.page.getByLabel('删去的理由').fill('与市局文件重复');
	await p.press('删去这一条');
	await p.has('what was taken out can still be seen', '20 项', '删去和并掉的');
}

async function keys(p) {
	const at = () => p.page.evaluate(() => document.activeElement.textContent);
	await p.page.keyboard.press('Escape'); // the first answer has the focus
	await p.page.keyboard.press('?');
	check('? opens the help', await p.page.locator('#keys').evaluate((e) => e.open));
	await p.looks('the help of keys');
	await p.page.keyboard.press('j');
	await p.page.keyboard.press('j');
	const second = await at();
	await p.page.keyboard.press('k');
	check('j and k walk the questions', second.length > 0 && await at() !== second, second);
	await p.page.keyboard.press('a');
	await p.page.keyboard.type('jk?');
	check('a goes to the answer, where letters are letters', await p.page.getByLabel('答复').inputValue() === 'jk?', await at());
	await p.page.keyboard.press('Escape');
	await Promise.all([p.page.waitForNavigation(), (async () => {
		for (let i = 0; i < 40 && !(await at()).includes('抓实作风教育'); i++) await p.page.keyboard.press('j');
		await p.page.keyboard.press('Enter');
	})()]);
	await Promise.all([p.page.waitForNavigation(), p.page.keyboard.press('j')]);
	await p.has('from one measure to the next', '逐项开展自查');
	await p.page.keyboard.press('e');
	check('e goes to the words', await p.page.evaluate(() => document.activeElement.id) === 'f_text', await at());
	await p.page.keyboard.press('Escape');
	await Promise.all([p.page.waitForNavigation(), p.page.keyboard.press('u')]);
	check('u leads back to the plan', /^\/plan\/\d+$/.test(p.path()), p.path());
}

async function read(browser, given) {
	const p = await person(browser, 'xuwenxi', given, { fresh: 'Yushu-7714-xwx' });
	await p.follow('方案导入');
	await p.looks('导入');
	const plan = await upload(p, { file: 'examples/plan-2026.docx', campaign: '2026年“整作风”专项工作' });
	await p.has('the file was read', '16 个待答，共 16 个', '20 项', '还差 16 处');
	await p.looks('核对');
	await keys(p);
	await correctOne(p, plan);
	await reshape(p, plan);
	return [p, plan];
}

/* ---- answering, issuing ---- */

async function answer(p, plan, signer) {
	await signer.go(`${plan}/issue`);
	const issue = await signer.text();
	check('issue is refused and names every open question', (issue.match(/待答：/g) || []).length === 15
		&& await signer.page.getByRole('button', { name: '签发', exact: true }).count() === 0, issue);
	await p.go(plan);
	check('nor can it go to review', await p.page.getByRole('button', { name: '提交复核' }).isDisabled());
	await open(p).getByLabel('答复').fill('从3月到年底');
	await p.press('确定答复');
	await p.has('an answer needs a basis', /依据/);
	const answers = await answerAll(p);
	check('15 questions in at most 9 answers', answers <= 9, answers);
	await p.has('every question is answered', '0 个待答，共 16 个');
	await p.page.locator('li', { hasText: '长期坚持' }).getByRole('link').nth(1).click();
	await p.has('an answer says who gave it and why', '局党委会3月9日研究', '许闻溪 答复');
	await p.follow('答错了，重新提问');
	await p.page.getByLabel('理由').fill('局长另有要求');
	await p.press('重新提问');
	await answerAll(p);
	await p.follow('标题、文号、印发日期');
	await p.page.getByLabel('文号').fill('安公办发〔2026〕18号');
	await p.press('修改');
	await p.has('the number of the document', '安公办发〔2026〕18号 · 印发日期');
	await p.press('提交复核');
	await p.go(`${plan}/issue`);
}

async function issue(signer, plan) {
	await signer.go(plan);
	await signer.follow('去签发');
	await signer.has('what issuing does is said first', /\d+ 项措施产生 \d+ 项责任、\d+ 项应报|第 1 版停止执行/);
	await signer.looks('签发');
	await signer.press('签发');
	check('issued: the campaign', /^\/campaign\/\d+$/.test(signer.path()), signer.path());
	return signer.path();
}

async function duties(signer, campaign) {
	await signer.go('/due');
	await signer.has('every duty is an item with its unit and day', '压实责任', '治安大队', '3月20日');
	await signer.go(`${campaign}/startup`);
	await signer.has('the start-up list is the campaign\'s own, and the plan is seen', '8 项中完成', '自动核对');
	await signer.page.getByLabel('事项').fill('县电视台公布举报电话');
	await signer.page.getByLabel('负责人').selectOption({ label: '许闻溪' });
	await signer.page.getByLabel('期限').fill('2026-03-20');
	await signer.press('加进清单');
	await signer.has('an item of one\'s own, with who and by when', '9 项中完成', '许闻溪负责 · 期限 3月20日');
	const mine = signer.page.locator('li', { hasText: '县电视台公布举报电话' });
	await mine.locator('summary').first().click();
	await mine.getByLabel('说明').fill('当晚播出');
	await signer.click(mine.getByRole('button', { name: '记为完成' }));
	await signer.has('ticked: when and by whom', /3月10日\S* · 林云舟记 · 当晚播出/);
	await signer.click(signer.page.locator('li', { hasText: '确定自查清单' }).getByRole('link', { name: '不做这一项' }));
	await signer.page.getByLabel('理由').fill('市局统一下发');
	await signer.press('不做这一项');
	await signer.has('struck with a reason, back on the list', '8 项中完成', /不做\s*确定自查清单|确定自查清单/);
	await signer.looks('筹备');
}

/* ---- the second edition ---- */

async function secondEdition(browser, p, signer) {
	await p.go('/plan');
	await p.page.getByLabel('代替哪一版').selectOption({ index: 1 });
	await p.page.getByLabel('印发日期').fill('2026-03-10');
	await p.page.locator('input[type=file]').setInputFiles('examples/plan-2026-v2.txt');
	await p.press('读取方案');
	const plan = p.path();
	await answerAll(p);
	await p.follow('与上一版的差别');
	await p.has('the difference is shown duty by duty before it is issued', '与第 1 版相比', /时限变更 \d+，单位变更 \d+，新增 \d+，取消 \d+/,
		/新增\s+（十六） ?规范窗口午间服务/);
	await p.looks('差别');
	await p.go(plan);
	await p.press('提交复核');
	await signer.go(`${plan}/issue`);
	await signer.has('nothing is issued that the units were not asked about', '还没有就这一版的变化征求意见');
	await p.go(`${plan}/diff`);
	await p.page.getByLabel('答复期限').fill('2026-03-10');
	await p.press('征求意见');
	await p.has('each unit is asked, by a day', /待答复：\d+ 个单位/);
	await p.looks('征求意见');
	at('2026-03-11T09:00:00');
	const next = await person(browser, 'linyunzhou', 'Yushu-7714-lyz');
	await next.go(`${plan}/issue`);
	await next.press('签发');
	await next.has('silence is no consent', '没有答复不算同意');
	await next.page.getByLabel('有单位没有答复，仍然签发的理由').fill('已逐个电话催过');
	await next.press('签发');
	const campaign = next.path();
	check('issued with the reason', /^\/campaign\/\d+$/.test(campaign), campaign);
	await next.go(`${plan}/diff`);
	await next.has('and who did not answer stays on record', '到期未答复', '已逐个电话催过');
	signer = next;
	await signer.go(plan);
	await signer.has('the second edition is in force', /已印发/, /规范窗口午间服务/);
	return campaign;
}

/* ---- pasted, without script ---- */

async function pasted(browser) {
	const p = await person(browser, 'xuwenxi', 'Yushu-7714-xwx', { script: false });
	await p.follow('方案导入');
	await p.page.getByLabel('新活动的名称').fill('文风会风整治');
	await p.page.getByLabel('或者粘贴方案正文').fill(readFileSync('examples/plan-2026.txt', 'utf8').split('（四）')[0]);
	await p.press('读取方案');
	await p.has('印发日期 is asked for, where nothing is signed', '请填写方案的印发日期');
	const plan = p.path();
	await p.follow('请填写方案的印发日期');
	await p.page.getByLabel('印发日期').fill('2026-03-10');
	await p.press('修改');
	check('and back at the plan', p.path() === plan, p.path());
	await p.measure('抓实作风教育');
	await addUnit(p, '配合单位', '机关纪委');
	await p.follow('下一条');
	await p.follow('回到方案');
	await answerAll(p);
	await p.has('read, corrected and answered without script', '配合 机关纪委', /0 个待答/);
	await p.press('提交复核');
	const signer = await person(browser, 'linyunzhou', 'Yushu-7714-lyz', { script: false });
	await signer.go(plan);
	await signer.follow('去签发');
	await signer.press('签发');
	check('and issued', /^\/campaign\/\d+$/.test(signer.path()), signer.path());
}

const secrets = makeOffice();
const server = spawn(DUBAN, ['serve', '--db', db, '--listen', `127.0.0.1:${port}`], { env, stdio: 'ignore' });
try {
	await started();
	const browser = await openBrowser();
	const given = await accounts(browser, secrets);
	const [p, plan] = await read(browser, given.xuwenxi);
	const signer = await person(browser, 'linyunzhou', given.linyunzhou, { fresh: 'Yushu-7714-lyz' });
	await answer(p, plan, signer);
	await p.has('who checked a plan does not issue it', '方案要由核对人以外的人签发');
	await duties(signer, await issue(signer, plan));
	await secondEdition(browser, p, signer);
	await pasted(browser);
	await browser.close();
} catch (e) {
	tap.check('the office gets its plan issued', [e.stack]);
} finally {
	server.kill('SIGTERM');
	rmSync(dir, { recursive: true, force: true });
}
process.exit(tap.end() ? 0 : 1);
