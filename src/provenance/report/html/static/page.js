// What only scripts can do on this page: the check, copying, sorting and filtering.
for (const element of document.querySelectorAll(".script")) element.hidden = false;
for (const element of document.querySelectorAll(".no-script")) element.hidden = true;
document.getElementById("run").addEventListener("click", async () => {
  document.getElementById("result").replaceChildren();
  await checkPage();
});
for (const button of document.querySelectorAll(".copy")) {
  button.addEventListener("click", async () => {
    const code = button.parentElement.querySelector("code");
    const before = button.firstChild.textContent;
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.firstChild.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(code);
      button.firstChild.textContent = "Selected";
    }
    setTimeout(() => (button.firstChild.textContent = before), 2000);
  });
}
const table = document.getElementById("articles");
if (table) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const valueOf = (row, column) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const descending = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const isNumber = head.dataset.kind === "number";
      rows.sort((one, other) => {
        const [a, b] = [valueOf(one, column), valueOf(other, column)];
        const order = isNumber ? Number(a) - Number(b) : a.localeCompare(b);
        return descending ? -order : order;
      });
      body.append(...rows);
    });
  });
  const filter = document.getElementById("filter");
  filter.addEventListener("input", () => {
    const wanted = filter.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const text = row.textContent.toLocaleLowerCase();
      row.hidden = !wanted.every((word) => text.includes(word));
      count += !row.hidden;
    }
    document.getElementById("shown").textContent = `${count} of ${rows.length} shown`;
  });
}
