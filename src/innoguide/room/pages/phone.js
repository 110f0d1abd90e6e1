/* All works without this, with forms; with it nothing is lost when the network is. ES5 only: old phones take part. */
(function () {
	"use strict";
	var token = document.body.getAttribute("data-token"), PREFIX = "innoguide:" + token + ":", SLOWEST = 15000;
	var main, form, field, view, until, kept = {}, drawn;
	var sending, swapping, away, misses = 0, answers = 0, sendTimer, pollTimer, sayTimer;

	function find(id) { return document.getElementById(id); }
	function each(part, what, job) { [].forEach.call(part.querySelectorAll(what), job); }
	function word(key, what) {
		return view.texts["room_page_" + key].replace(/%.|\{\w+\}/, function () { return what; });
	}
	function set(id, text) { if (find(id).textContent !== text) { find(id).textContent = text; } }
	function show(id, shown) { if (find(id)) { find(id).hidden = !shown; } }
	function say(text) {
		set("said", "");
		clearTimeout(sayTimer);
		// A moment later: only a change of what stands there is read aloud.
		sayTimer = setTimeout(function () { set("said", text); }, 60);
	}
	function add(place, tag, text, kind) {
		var made = document.createElement(tag);
		made.textContent = text;
		made.className = kind || "";
		return place.appendChild(made);
	}

	/* Kept on the phone: what is to be sent ("n:" + id), and what is being typed ("d:" + round). */
	function put(key, value) {
		if (value) { kept[key] = value; value.key = key; } else { delete kept[key]; }
		try {
			if (value) { localStorage[PREFIX + key] = JSON.stringify(value); } else { localStorage.removeItem(PREFIX + key); }
		} catch (full) { /* or not allowed: kept as long as the page is open */ }
	}
	function recall() {
		try {
			Object.keys(localStorage).forEach(function (key) {
				var value = key.indexOf("innoguide:") ? 0 : JSON.parse(localStorage[key]);
				if (value && Date.now() - value.at > 12 * 3600000) { localStorage.removeItem(key); }
				else if (value && !key.indexOf(PREFIX)) { kept[key.slice(PREFIX.length)] = value; }
			});
		} catch (none) { /* as above */ }
	}
	function all(wanted) {
		return Object.keys(kept).map(function (key) { return kept[key]; }).filter(wanted)
			.sort(function (a, b) { return a.at - b.at; });
	}
	function newNotes() {
		return all(function (one) {
			return !one.lost && one.path === "note" && one.fields.round === view.round && view.own.every(function (own) {
				return own.id !== one.id;
			});
		});
	}
	function request(method, path, body, done) {
		var http = new XMLHttpRequest();
		http.open(method, "/" + token + path);
		http.timeout = 10000;
		if (path) { http.setRequestHeader("Accept", "application/json"); } else { http.responseType = "document"; }
		if (body) { http.setRequestHeader("Content-Type", "application/x-www-form-urlencoded"); }
		http.onloadend = function () {
			var json;
			try { json = JSON.parse(http.responseText); } catch (other) { /* not from the room */ }
			done(json || {}, http);
		};
		http.send(body);
	}
	function pause() { return Math.min(SLOWEST, 1000 * Math.pow(2, misses)) * (0.75 + Math.random() / 2); }

	/* Sending: one thing at a time, oldest first, with the same id until the computer has answered. */
	function enqueue(id, path, fields) {
		put("n:" + id, { id: id, path: path, fields: fields, at: Date.now() });
		set("error", "");
		send();
	}
	function send() {
		var one = all(function (any) { return any.path && !any.lost; })[0];
		if (sending || !one) { return; }
		clearTimeout(sendTimer);
		sending = true;
		request("POST", "/" + one.path, Object.keys(one.fields).map(function (name) {
			return name + "=" + encodeURIComponent(one.fields[name]);
		}).join("&"), function (json, http) {
			var done = json.view || json.error && !json.keep;
			sending = false;
			answers += 1;
			misses = done ? 0 : misses + 1;
			if (done) {
				one.lost = json.error;
				settle(one);
				set("error", json.error || "");
				say(json.view ? word(one.path + "_sent") : "");
				if (json.view) { apply(json.view); } else { poll(); }
				send();
			} else {
				sendTimer = setTimeout(send, Math.max(pause(), 1000 * http.getResponseHeader("Retry-After")));
				say(word("kept"));
			}
			draw();
		});
	}
	function settle(one) {
		var key = "d:" + one.fields.round;
		if (kept["n:" + one.id] === one) { put("n:" + one.id, one.lost && one.fields.text && one); }
		if (kept[key] && JSON.stringify(kept[key].fields) === JSON.stringify(one.fields)) { put(key); }
	}

	/* Hearing what has changed. */
	function poll() {
		var at = answers;
		clearTimeout(pollTimer);
		request("GET", "/state?v=" + view.version, "", function (json, http) {
			var back = away;
			away = http.status !== 204 && !json.texts;
			misses += away;
			set("network", away ? word("unreachable") : "");
			if (json.texts && at === answers) { apply(json); }
			if (back && !away) { send(); }
			clearTimeout(pollTimer);
			pollTimer = setTimeout(poll, document.hidden ? SLOWEST : Math.max(2000 + Math.random() * 2000, away ? pause() : 0));
		});
	}
	function shape(one) { return [one.round, one.phase, one.table, one.tables].join(); }
	function apply(fresh) {
		if (shape(fresh) !== shape(view)) { swap(); return; }
		if (fresh.others[0] && !view.others[0]) { say(word("others_new")); }
		if (fresh.sheet[0] && fresh.passes > view.passes) { say(word("sheet_new")); }
		take(fresh);
		draw();
	}
	function take(fresh) {
		view = fresh;
		until = view.left === null ? 0 : Date.now() + view.left * 1000;
	}
	function swap() {
		if (swapping) { return; }
		swapping = true;
		request("GET", "", "", function (none, http) {
			var fresh = http.status === 200 && http.response.querySelector("main[data-view]"), heading;
			var had = main.contains(document.activeElement);
			swapping = false;
			if (!fresh) { return; }
			main.parentNode.replaceChild(fresh, main);
			document.title = http.response.title;
			begin();
			heading = main.querySelector("h1");
			if (had) { heading.focus(); }
			say(form ? word("new_question", heading.textContent) : heading.textContent);
		});
	}

	/* The lists are drawn again when they have changed; what has focus keeps it. */
	function list(id, entries) {
		var section = find(id), place = section && section.querySelector("ul"), as = JSON.stringify(entries), key, next;
		if (!section || drawn[id] === as) { return; }
		drawn[id] = as;
		key = place.contains(document.activeElement) && document.activeElement.name;
		place.textContent = "";
		section.hidden = !entries.length && id !== "own";
		entries.forEach(function (one) {
			var item = add(place, "li", ""), button;
			add(item, "p", one.text);
			if (one.small) { add(item, "p", one.small, "small"); }
			if (!one.label) { return; }
			button = add(item, "button", word(one.label));
			add(button, "span", " ”" + one.text + "”", "unseen");
			button.type = "button";
			button.name = one.key;
			button.onclick = function () { one.job(one.key); draw(); };
			if (one.key === key) { next = button; }
		});
		if (key) { (next || (section.hidden ? main : section).querySelector("h1,h2")).focus(); }
	}
	function ownEntry(id, text, small) {
		var leaving = (kept["n:" + id] || {}).path === "back";
		return {
			key: id, text: text, small: leaving ? word("taking_back") : small,
			label: view.phase === "open" && !leaving && "take_back",
			job: function () { enqueue(id, "back", { round: view.round, id: id }); }
		};
	}
	function draw() {
		var mine = newNotes();
		list("own", mine.map(function (one) {
			return ownEntry(one.id, one.fields.text, word(misses ? "kept" : "sending"));
		}).reverse().concat(view.own.map(function (one) {
			return ownEntry(one.id, one.text, one.builds_on && word("builds_on", one.builds_on));
		}).reverse()));
		list("sheet", view.sheet.map(function (one) {
			return { key: one.id, text: one.text, label: "build", job: choose };
		}));
		list("others", view.others.map(function (one) {
			return { text: one.text, small: one.table && word("table", one.table) };
		}));
		list("unsent", all(function (one) {
			return one.lost || !one.path && one.fields.text && (one.fields.round !== view.round || view.phase === "closed");
		}).map(function (one) {
			return { key: one.key, text: one.fields.text, small: one.lost || word("draft"), label: "remove", job: put };
		}));
		show("none", !mine[0] && !view.own[0]);
		show("full", mine.length >= view.own_left);
		show("secret", !view.revealed);
		show("shown", view.revealed);
	}
	function tick() {
		var left = Math.max(0, Math.round((until - Date.now()) / 1000));
		set("clock", left ? word("left", Math.floor(left / 60) + ":" + ("0" + left % 60).slice(-2)) : word("time_out"));
		show("clock", until && view.phase === "open");
	}

	/* The form of the page. */
	function fields() {
		var found = {};
		each(form, "input,textarea", function (one) {
			if (one.type !== "radio" || one.checked) { found[one.name] = one.value; }
		});
		return found;
	}
	function remember() {
		var found = fields();
		put("d:" + view.round, (!field || found.text.trim()) && { fields: found, at: Date.now() });
		if (field) { signs(); }
	}
	function restore() {
		var old = (kept["d:" + view.round] || kept["n:" + form.name] || {}).fields;
		if (!old || old.round !== view.round) { return; }
		each(form, "input,textarea", function (one) {
			if (one.type === "radio") { one.checked = one.value === old[one.name]; }
			else if (one.name in old && one.name !== "id" && (one !== field || !one.value)) { one.value = old[one.name]; }
		});
	}
	function build(id) {
		var note = view.sheet.filter(function (one) { return one.id === id; })[0];
		find("builds-on").value = note ? id : "";
		set("building-on", note ? word("building", note.text) : "");
		show("building", note);
	}
	function choose(id) {
		build(id);
		field.focus();
		remember();
	}
	function signs() {
		var rest = view.longest - field.value.length;
		set("signs", word("signs_left", rest));
		if (rest === 50 || !rest) { say(word("signs_left", rest)); }
	}
	function submit(event) {
		var sent = fields(), over = form.querySelector(".over");
		event.preventDefault();
		if (over) {
			set("error", over.textContent);
		} else if (!field) {
			enqueue(form.name, form.name, sent);
		} else if (!sent.text.trim() || !find("full").hidden) {
			set("error", word(sent.text.trim() ? "full" : "empty"));
			field.focus();
		} else {
			sent.id = (Math.random().toString(36) + Math.random().toString(36)).replace(/0\./g, "");
			field.value = "";
			build("");
			remember();
			enqueue(sent.id, "note", sent);
		}
		draw();
	}
	function ballot(part) {
		var left = part.querySelector(".dots");
		function count() {
			var free = view.dots, over;
			each(part, "input", function (one) { free -= one.value; });
			each(part, "button", function (one) {
				one.hidden = false;
				one.setAttribute("aria-disabled", one.value > 0 ? free < 1 : find(one.name).value < 1);
			});
			over = free < 0 ? "over" : "left";
			free = Math.abs(free);
			left.className = "dots " + over;
			set(left.id, word("dots_" + over + (free === 1 ? "_one" : ""), free));
		}
		each(part, "button", function (one) {
			one.onclick = function () {
				if (one.getAttribute("aria-disabled") === "true") { return; }
				find(one.name).value = +find(one.name).value + +one.value;
				count();
				remember();
			};
		});
		part.oninput = count;
		count();
	}
	function begin() {
		main = find("main");
		form = find("form");
		field = find("text");
		drawn = {};
		take(JSON.parse(main.getAttribute("data-view")));
		if (form) {
			form.noValidate = true;
			form.onsubmit = submit;
			restore();
			form.oninput = form.onchange = remember;
		}
		if (field) {
			show("builds");
			find("building-stop").onclick = choose;
			build(find("builds-on").value);
			signs();
		}
		each(main, ".ballot", ballot);
		draw();
		tick();
	}

	recall();
	begin();
	send();
	setInterval(tick, 1000);
	poll();
	window.addEventListener("online", function () { misses = 0; send(); poll(); });
	document.addEventListener("visibilitychange", function () { if (!document.hidden) { poll(); } });
}());
