"use strict";
const root = document.documentElement;
const at = id => document.getElementById(id);
root.classList.add("js");

// The theme: what the system has, until somebody chooses; a file may not be allowed to remember it.
const remember = (value) => {
  try {
    if (value !== undefined) localStorage.setItem("jinyu-theme", value);
    return localStorage.getItem("jinyu-theme");
  } catch {
    return null;
  }
};
const themes = ["", "light", "dark"], theme = at("theme");
const paint = (value) => {
  const chosen = Math.max(themes.indexOf(value), 0);
  if (chosen) root.dataset.theme = themes[chosen]; else delete root.dataset.theme;
  theme.textContent = `${theme.dataset.label}: ${theme.dataset.names.split(" ")[chosen]}`;
  theme.value = themes[(chosen + 1) % themes.length];
};
theme.hidden = false;
theme.addEventListener("click", () => {
  const value = theme.value;
  remember(value);
  paint(value);
});
paint(remember());

// The newest days are the first ones seen.
for (const chart of document.querySelectorAll(".late")) chart.scrollLeft = chart.scrollWidth;

const read = at("facets");
if (read) {
  const filters = at("filters"), words = at("words"), shown = at("shown"), steps = at("steps");
  const choices = [...filters.querySelectorAll("select")];
  const links = document.querySelectorAll(".list li");
  const talks = JSON.parse(read.textContent).map((facets, of) => ({
    facets, line: links[of], link: links[of].firstElementChild, article: at(`c${facets.number}`), text: null,
  }));
  let open = null;

  const text = talk => talk.text ??= talk.article.textContent.toLowerCase();
  const seen = () => talks.filter(talk => !talk.line.hidden);
  const show = (talk) => {
    if (open) {
      open.article.classList.remove("open");
      open.link.removeAttribute("aria-current");
    }
    open = talk;
    const among = seen(), place = among.indexOf(talk);
    at("earlier").disabled = place <= 0;
    at("later").disabled = place < 0 || place === among.length - 1;
    if (!talk) return;
    talk.article.classList.add("open");
    talk.link.setAttribute("aria-current", "true");
    const list = talk.line.closest("nav"), box = list.getBoundingClientRect(), line = talk.line.getBoundingClientRect();
    if (line.top < box.top || line.bottom > box.bottom) list.scrollTop += line.top - box.top - box.height / 3;
  };
  const filter = () => {
    const wanted = words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = choices.filter(choice => choice.value);
    for (const talk of talks)
      talk.line.hidden = !chosen.every(choice => talk.facets[choice.name].includes(choice.value))
        || !wanted.every(word => text(talk).includes(word));
    const among = seen();
    shown.value = shown.dataset.text.replace("{n}", among.length).replace("{all}", talks.length);
    at("none").hidden = among.length > 0;
    steps.hidden = among.length === 0;
    show(among.includes(open) ? open : among[0] ?? null);
  };
  // An address names a conversation, or a finding in one.
  const follow = () => {
    const [, conversation] = /^#(c\d+)(f\d+)?$/.exec(location.hash) ?? [];
    const talk = conversation && talks.find(talk => talk.article.id === conversation);
    if (!talk) return;
    if (talk.line.hidden) clear();
    show(talk);
    at(location.hash.slice(1))?.scrollIntoView();
    at(`${conversation}t`).focus({ preventScroll: true });
  };
  const clear = () => {
    words.value = "";
    for (const choice of choices) choice.value = "";
    filter();
  };
  const step = (by) => {
    const among = seen(), talk = among[among.indexOf(open) + by];
    if (talk) location.hash = talk.article.id;
  };

  filters.hidden = false;
  words.addEventListener("input", filter);
  for (const choice of choices) choice.addEventListener("change", filter);
  at("clear").addEventListener("click", clear);
  at("earlier").addEventListener("click", () => step(-1));
  at("later").addEventListener("click", () => step(1));
  for (const link of document.querySelectorAll("[data-pick]"))
    link.addEventListener("click", () => {
      clear();
      const choice = choices.find(choice => choice.name === link.dataset.pick);
      choice.value = link.dataset.value;
      filter();
    });
  addEventListener("hashchange", follow);
  filter();
  follow();
}
