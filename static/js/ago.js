// "3 minutes ago" stays true while the page stays open
const units = [["day", 86400], ["hour", 3600], ["minute", 60]]
const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "en")

const refresh = time => {
  const seconds = (new Date(time.dateTime) - Date.now()) / 1000
  const [unit, size] = units.find(([, least]) => Math.abs(seconds) >= least) ?? []
  if (unit && Math.abs(seconds) < 7 * 86400) time.textContent = words.format(Math.trunc(seconds / size), unit)
}

portico.behavior("ago", time => {
  const timer = setInterval(() => time.isConnected ? refresh(time) : clearInterval(timer), 60000)
})
