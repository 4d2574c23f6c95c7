"""An HTML page as PDF, printed by a browser that is on this machine already: what people see is what they print."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from makegood.errors import MakegoodError

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-pdf-header-footer",
)
SECONDS = 120
_YOURSELF = "leave out `--format pdf`, open the page in a browser and print it there"


def print_page(page: str) -> bytes:
    """The page as a PDF file.

    Parameters
    ----------
    page : str
        A self-contained HTML page; the browser is given nothing else, and a new profile that is removed after.

    Raises
    ------
    MakegoodError : when there is no browser, or it made no file.
    """
    browser = find_browser()
    with TemporaryDirectory(prefix="makegood-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "page.html").write_text(page, encoding="utf-8")
        _run(browser, folder)
        made = folder / "page.pdf"
        if not made.is_file() or not made.stat().st_size:
            raise MakegoodError("the browser made no PDF", found=browser, fix=_YOURSELF)
        return made.read_bytes()


def find_browser() -> str:
    """The browser that CHROME names, else the first on the path, else one in its usual place.

    Raises
    ------
    MakegoodError : when there is none.
    """
    named = os.environ.get("CHROME")
    if named:
        found = shutil.which(named)
        if not found:
            fix = "set CHROME to the browser's program, or take it away to look in the usual places"
            raise MakegoodError("the browser that CHROME names is not there", found=named, fix=fix)
        return found
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    found = found or next((place for place in PLACES if Path(place).is_file()), None)
    if not found:
        fix = f"install Chromium, Chrome or Edge, or set CHROME to its program; or {_YOURSELF}"
        raise MakegoodError("no browser was found to print with", found=f"looked for {', '.join(NAMES)}", fix=fix)
    return found


def _run(browser: str, folder: Path) -> None:
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    command = [
        browser,
        *OPTIONS,
        *(["--no-sandbox"] if as_root else []),  # its sandbox refuses to start as root
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={folder / 'page.pdf'}",
        (folder / "page.html").as_uri(),
    ]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        found = f"{browser}: no answer in {SECONDS} seconds"
        raise MakegoodError("the browser made no PDF", found=found, fix=_YOURSELF) from None
    except (OSError, subprocess.CalledProcessError) as error:
        code = f"exit {error.returncode}" if isinstance(error, subprocess.CalledProcessError) else error.strerror
        raise MakegoodError("the browser made no PDF", found=f"{browser}: {code}", fix=_YOURSELF) from None
