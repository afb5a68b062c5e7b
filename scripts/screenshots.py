"""Pictures of pages of the running site, at a phone's and a desktop's width, in var/screenshots."""

import argparse
import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "var" / "screenshots"
VIEWPORTS = {"phone": (390, 844), "desktop": (1366, 900)}


def file_name(page: str, viewport: str) -> str:
    """A file name for a page's path: "/van-ban/?q=đất" on a phone is "van-ban-q-đất.phone.png"."""
    name = re.sub(r"\W+", "-", page).strip("-") or "home"
    return f"{name}.{viewport}.png"


def main(port: int, pages: list[str]) -> None:
    """Take the pictures. Ends the program where Chromium is missing."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium was not found on PATH")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for viewport, (width, height) in VIEWPORTS.items():
            tab = browser.new_page(viewport={"width": width, "height": height})
            for page in pages:
                response = tab.goto(f"http://127.0.0.1:{port}{page}")
                target = FOLDER / file_name(page, viewport)
                tab.screenshot(path=target, full_page=True)
                print(f"{response.status if response else '-'} {target}")
        browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("pages", nargs="*", default=["/", "/en/", "/admin/login/"])
    arguments = parser.parse_args()
    main(arguments.port, arguments.pages)
