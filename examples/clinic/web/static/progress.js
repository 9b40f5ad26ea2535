// Shows how far a run is, and loads the page anew when it has ended.
const line = document.getElementById("progress");
if (line) {
  const events = new EventSource(line.dataset.from);
  events.onmessage = (e) => {
    const now = JSON.parse(e.data);
    line.textContent = `${line.dataset.words} ${now.placed} / ${now.points} (≤ ${now.limit})`;
  };
  events.addEventListener("done", () => { events.close(); location.reload(); });
}
