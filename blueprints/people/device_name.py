"""What a device is called in "My devices": browser and system, from what the browser says of itself."""
import re

BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Vivaldi", "Vivaldi"),
            ("FxiOS", "Firefox"), ("Firefox", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"),
           ("Macintosh", "Mac"), ("Linux", "Linux"))


def device_name(user_agent: str) -> str:
    """For example "Safari · iPhone"; "" where nothing is known."""
    found = [next((name for sign, name in known if sign in user_agent), "") for known in (BROWSERS, SYSTEMS)]
    if found[1] == "Android" and (model := re.search(r"Android [\d.]+; ([^;)]{2,30})", user_agent)):
        # Browsers that hide the model say "K".
        found[1] = model[1].removesuffix(" Build").strip() or found[1]
    return " · ".join(part for part in found if part)
