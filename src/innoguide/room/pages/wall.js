/* The projector's page: asks each second whether something has changed, and then shows the page anew. ES5 only. */
(function () {
	"use strict";
	var home = "/" + document.body.getAttribute("data-token") + "/wall";
	var main, view, until, misses = 0;

	function find(id) { return document.getElementById(id); }
	function set(id, text) { if (find(id) && find(id).textContent !== text) { find(id).textContent = text; } }
	function get(path, kind, done) {
		var http = new XMLHttpRequest();
		http.open("GET", home + path);
		http.timeout = 10000;
		http.responseType = kind;
		http.setRequestHeader("Accept", kind ? "text/html" : "application/json");
		http.onloadend = function () { done(http.status, http); };
		http.send();
	}
	function begin() {
		main = find("main");
		view = JSON.parse(main.getAttribute("data-view"));
		until = view.left === null ? 0 : Date.now() + view.left * 1000;
		tick();
		fit();
	}
	/* As large as all fits on the screen; when it cannot, large enough to read, and the room moves through it. */
	function fit() {
		var result = find("result"), sizes = result ? [1.2, 1.1, 1, 0.9, 0.82, 0.74, 0.68, 0.62, 0.56, 0.82] : [], at = 0;
		find("pager").hidden = true;
		for (; at < sizes.length; at += 1) {
			result.style.fontSize = sizes[at] + "em";
			if (!over()) { return; }
		}
		find("pager").hidden = !over();
	}
	function over() { return document.documentElement.scrollHeight > innerHeight + 1; }
	function tick() {
		var left = Math.max(0, Math.round((until - Date.now()) / 1000));
		var clock = Math.floor(left / 60) + ":" + ("0" + left % 60).slice(-2);
		set("clock", left ? view.texts.room_page_left.replace("%t", clock) : view.texts.room_page_wall_time_out);
	}
	function renew(status, http) {
		var fresh = status === 200 && http.response && http.response.querySelector("main[data-view]");
		if (fresh) {
			main.parentNode.replaceChild(document.importNode(fresh, true), main);
			document.title = http.response.title;
			document.documentElement.lang = http.response.documentElement.lang;
			begin();
		}
		setTimeout(ask, 1000);
	}
	function ask() {
		get("/state?v=" + encodeURIComponent(view.version), "", function (status) {
			misses = status === 200 || status === 204 ? 0 : misses + 1;
			set("network", misses > 2 ? view.texts.room_page_wall_unreachable : "");
			if (status === 200) { get("", "document", renew); } else { setTimeout(ask, misses > 2 ? 3000 : 1000); }
		});
	}
	function turn(step) {
		window.scrollBy(0, step * 0.8 * innerHeight);
	}

	begin();
	find("up").onclick = function () { turn(-1); };
	find("down").onclick = function () { turn(1); };
	window.onresize = fit;
	setInterval(tick, 500);
	setTimeout(ask, 1000);
}());
