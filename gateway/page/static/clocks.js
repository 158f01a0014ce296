// The server writes UTC; people read the clock on their wall.
const two = (n) => String(n).padStart(2, "0");
const clock = (d) => `${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`;
const day = (d) => `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;

export function localise(root) {
  const today = day(new Date());
  for (const element of root.querySelectorAll("time[data-clock], time[data-day-clock], time[data-exact-clock]")) {
    const moment = new Date(element.getAttribute("datetime"));
    if (Number.isNaN(moment.getTime())) continue;
    const withDay = element.hasAttribute("data-day-clock") && day(moment) !== today;
    if (element.hasAttribute("data-exact-clock")) {
      element.textContent = `${day(moment)} ${clock(moment)}.${String(moment.getMilliseconds()).padStart(3, "0")}`;
    } else element.textContent = withDay ? `${day(moment)} ${clock(moment)}` : clock(moment);
    element.title = moment.toISOString();
  }
}

export const clockText = (seconds) => clock(new Date(seconds * 1000));
export const shortClock = (seconds) => clock(new Date(seconds * 1000)).slice(0, 5);
