/* One-key ways through a page: follows the links of the help that the page prints itself (src/web/ui_keys.c).
   Nothing is taken while something is typed or with Ctrl, Alt, Meta; it can be switched off for this browser. */
(function () {
	'use strict';
	var help = document.getElementById('keys');
	if (!help) return;
	var off = document.getElementById('keys_off'), ITEMS = 'li[id^="q"],li.ms';
	function kept(value) {
		try {
			if (value !== undefined) window.localStorage.setItem('keys', value);
			return window.localStorage.getItem('keys');
		} catch (e) { return null; }
	}
	off.checked = kept() === 'off';
	off.closest('p').hidden = false;
	off.addEventListener('change', function () { kept(off.checked ? 'off' : 'on'); });

	function types(at) {
		return /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName) || at.isContentEditable;
	}
	function go(at) {
		if (!at.matches('a,button,input,select,textarea,summary')) at.setAttribute('tabindex', '-1');
		at.focus();
		at.scrollIntoView({ block: 'center' });
	}
	// An open question is gone to as a whole, a closed entry by its link, so that Enter opens it.
	function entry(item) {
		return item.classList.contains('open') ? item : item.querySelector('a[href]:not(.kq)') || item;
	}
	function walk(step) {
		var items = Array.prototype.slice.call(document.querySelectorAll(ITEMS));
		var here = document.activeElement.closest(ITEMS), i = items.indexOf(here);
		var next = items[here ? i + step : step > 0 ? 0 : items.length - 1];
		if (next) go(entry(next));
	}
	function act(row, key) {
		var link = row.nextElementSibling.querySelector('a[href]'), url = link && link.getAttribute('href');
		if (!link) return walk(key === 'j' ? 1 : -1);
		if (url.charAt(0) !== '#') return link.click();
		var at = document.getElementById(url.slice(1));
		if (at) go(at);
	}
	// The place in the list is not lost by leaving a field.
	function leave(field) {
		var item = field.closest(ITEMS);
		field.blur();
		if (item) go(item);
	}
	function show() {
		help.open = !help.open;
		if (help.open) go(help.querySelector('summary'));
	}
	document.addEventListener('keydown', function (e) {
		if (off.checked || e.defaultPrevented || e.isComposing || e.ctrlKey || e.altKey || e.metaKey) return;
		if (types(e.target)) {
			if (e.key === 'Escape') leave(e.target);
			return;
		}
		if (e.key === '?' || e.key === '？') { e.preventDefault(); return show(); }
		if (e.key.length !== 1) return;
		var rows = Array.prototype.filter.call(help.querySelectorAll('dt'), function (dt) { return dt.textContent === e.key; });
		if (rows[0]) { e.preventDefault(); act(rows[0], e.key); }
	});
}());
