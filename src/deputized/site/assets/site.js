// Search and the map's slider. Everything here is an addition: pages are whole without it.
"use strict";
(function () {
  const root = document.body.dataset.root, lang = document.body.dataset.lang;
  const prefix = root + (lang === "es" ? "es/" : "");
  const fold = (s) => s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
  const grams = (s) => { const out = new Set(); for (const w of s.split(" ")) { const p = " " + w + " "; for (let i = 0; i + 3 <= p.length; i++) out.add(p.slice(i, i + 3)); } return out; };

  const box = document.getElementById("q"), hits = document.getElementById("hits");
  if (box && hits) {
    let index = null, asked = false;
    const load = () => {
      if (asked) return; asked = true;
      fetch(root + "data/search.json").then((r) => r.json()).then((rows) => {
        index = rows.map(([where, label, also]) => { const text = fold(label + " " + also); return { where, label, text, grams: grams(text) }; });
        show();
      }).catch(() => { asked = false; });
    };
    const show = () => {
      const text = fold(box.value);
      hits.replaceChildren();
      if (!index || text.length < 2) return;
      const wanted = grams(text), found = [];
      for (const row of index) {
        let same = 0;
        for (const g of wanted) if (row.grams.has(g)) same++;
        let score = same / wanted.size - row.grams.size / 2000;
        if (row.text.startsWith(text)) score += 0.5; else if (row.text.includes(text)) score += 0.25;
        if (score > 0.38) found.push([score, row]);
      }
      found.sort((a, b) => b[0] - a[0] || (a[1].label < b[1].label ? -1 : 1));
      if (!found.length) { const li = document.createElement("li"); li.textContent = hits.dataset.none; hits.append(li); }
      for (const [, row] of found.slice(0, 8)) {
        const li = document.createElement("li"), a = document.createElement("a");
        a.href = prefix + row.where; a.textContent = row.label; li.append(a); hits.append(li);
      }
    };
    box.addEventListener("focus", load); box.addEventListener("input", () => { load(); show(); });
    box.form.addEventListener("submit", (e) => { const first = hits.querySelector("a"); if (first) { e.preventDefault(); location.href = first.href; } });
    const given = new URLSearchParams(location.search).get("q");
    if (given) { box.value = given; load(); }
  }

  const month = document.getElementById("month"), model = document.getElementById("model"), map = document.getElementById("map");
  if (month && model && map) {
    const names = document.getElementById("map-words").dataset.months.split(","), words = document.getElementById("map-words"), out = document.getElementById("month-out");
    const classes = ["", "county", "town", "state"], num = (n) => n.toLocaleString("en-US");
    const written = (iso) => { const [y, m, d] = iso.split("-").map(Number); return lang === "en" ? `${d} ${names[m - 1]} ${y}` : `${d} de ${names[m - 1]} de ${y}`; };
    fetch(root + "data/months.json").then((r) => r.json()).then((data) => {
      const paint = (push) => {
        const n = Number(month.value), which = model.value, runs = data.models[which], at = data.months[n];
        for (const path of map.querySelectorAll("path[id]")) {
          const run = runs[path.id.slice(1)]; let kind = 0;
          if (run) { let seen = 0; for (let i = 0; i < run.length; i += 2) { seen += run[i + 1]; if (n < seen) { kind = run[i]; break; } } }
          path.setAttribute("class", classes[kind]);
        }
        const [county, town, state] = at.counts[which];
        const agreements = which === "ANY" ? at.agreements : at.agreements_by_model[which], rows = which === "ANY" ? at.rows : at.rows_by_model[which];
        out.textContent = written(at.day); month.setAttribute("aria-valuetext", written(at.day));
        words.textContent = words.dataset.counts.replace("{day}", written(at.day)).replace("{county}", num(county)).replace("{town}", num(town)).replace("{state}", num(state)) + " " +
          words.dataset.agreements.replace("{agreements}", num(agreements)).replace("{rows}", num(rows));
        if (push) history.replaceState(null, "", "#" + at.day.slice(0, 7) + (which === "ANY" ? "" : "." + which.toLowerCase()));
      };
      const [day, which] = location.hash.slice(1).split(".");
      const n = data.months.findIndex((m) => m.day.startsWith(day || "-"));
      if (n >= 0) month.value = n;
      if (which) model.value = which.toUpperCase();
      document.getElementById("slider").hidden = false;
      month.addEventListener("input", () => paint(true)); model.addEventListener("change", () => paint(true));
      paint(false);
    });
  }
})();
