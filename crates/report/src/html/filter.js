const form = document.forms[0], findings = document.querySelectorAll("article");
form.hidden = false;
form.addEventListener("change", () => {
  const chosen = [...form.elements].filter(select => select.value);
  for (const finding of findings)
    finding.hidden = chosen.some(select => finding.dataset[select.name] !== select.value);
  for (const file of document.querySelectorAll("section"))
    file.hidden = !file.querySelector("article:not([hidden])");
});
form.reset();
