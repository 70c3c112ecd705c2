"""Drive the Firefox and WebKitGTK of Debian with the commands of W3C WebDriver.

Firefox accepts them itself, over a socket (Marionette); WebKitGTK through the program WebKitWebDriver, over HTTP. So
there is no driver to install that does not come with the browser's packages.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PATIENCE = 120.0
"""Seconds that a browser may take to start, on a machine that has much else to do."""
COMMANDS = {
    "url": "WebDriver:Navigate",
    "execute/async": "WebDriver:ExecuteAsyncScript",
    "execute/sync": "WebDriver:ExecuteScript",
    "element": "WebDriver:FindElement",
    "actions": "WebDriver:PerformActions",
    "window/rect": "WebDriver:SetWindowRect",
    "screenshot": "WebDriver:TakeScreenshot",
    "print": "WebDriver:Print",
    "refresh": "WebDriver:Refresh",
}
"""What Firefox calls the commands, by their path in the standard."""
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "Space": " ", "ArrowRight": "\ue014"}
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The name under which the standard gives an element."""


class Transport(Protocol):
    """Carries commands to a browser."""

    def __call__(self, command: str, **body: object) -> Any:
        """The value of the answer; raises EngineError if the browser reports an error."""


class EngineError(Exception):
    """The error that a browser reported, or why it did not start."""


class Engine:
    """A page in a browser. Elements are given by CSS selectors; EngineError is raised if none matches."""

    def __init__(self, send: Transport, complaints: Callable[[], list[str]]) -> None:
        self.send = send
        self.complaints = complaints
        """Returns the new messages of the console about pages: errors, warnings, violations of the policy."""

    def goto(self, address: str) -> None:
        """Load a page and wait until it is loaded."""
        self.send("url", url=address)

    def resize(self, width: int, height: int) -> None:
        """Give the viewport about this size, in CSS pixels."""
        for _ in range(2):  # the frame is known only once there is one
            frame = self.run("return [outerWidth - innerWidth, outerHeight - innerHeight]")
            self.send("window/rect", width=width + frame[0], height=height + frame[1])

    def run(self, script: str, *arguments: object) -> Any:
        """Run a script, the body of a function, and return its value."""
        return self.send("execute/sync", script=script, args=list(arguments))

    def wait(self, script: str, *arguments: object) -> Any:
        """Run a script until its value is true, and return it; raises EngineError after some seconds."""
        end = time.monotonic() + PATIENCE / 8
        while not (value := self.run(script, *arguments)):
            if time.monotonic() > end:
                raise EngineError(f"never true: {script}")
            time.sleep(0.02)
        return value

    def count(self, css: str) -> int:
        """How many elements match."""
        found: int = self.run("return document.querySelectorAll(arguments[0]).length", css)
        return found

    def seen(self, css: str) -> bool:
        """Whether the first element that matches is visible."""
        shown: bool = self.run(
            "return !!document.querySelector(arguments[0])?.checkVisibility({contentVisibilityAuto: true})", css
        )
        return shown

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each given by its name or as a character."""
        actions = [{"type": way, "value": KEYS.get(key, key)} for key in keys for way in ("keyDown", "keyUp")]
        self.send("actions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    def click(self, css: str) -> None:
        """Scroll to an element and click in its middle."""
        element = self.send("element", using="css selector", value=css)
        self.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        move = {"type": "pointerMove", "origin": {ELEMENT: element[ELEMENT]}, "x": 0, "y": 0}
        actions = [move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        pointer = {"type": "pointer", "id": "pointer", "parameters": {"pointerType": "mouse"}, "actions": actions}
        self.send("actions", actions=[pointer])

    def focus(self, css: str) -> None:
        """Focus an element, as the keyboard would."""
        self.run("document.querySelector(arguments[0]).focus({focusVisible: true})", css)

    def focused(self, css: str) -> bool:
        """Whether the focused element matches."""
        there: bool = self.run("return document.activeElement.matches(arguments[0])", css)
        return there


# --- Firefox ----------------------------------------------------------------------------------------------------------

PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "layout.css.prefers-color-scheme.content-override": 1,
    "marionette.port": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}
"""No requests of the browser's own, a free port, the light color scheme."""


@contextlib.contextmanager
def firefox(program: str, profile: Path) -> Iterator[Engine]:
    """Firefox without a window; ``profile`` is an empty folder."""
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [program, "--headless", "--no-remote", "--marionette", "--remote-allow-system-access"]
    with running([*command, "--profile", str(profile)], profile / "said.txt") as process:
        port = int(first(process, lambda: (profile / "MarionetteActivePort").read_text(encoding="utf-8").strip()))
        with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
            stream = connection.makefile("rwb")
            receive(stream)  # it says who it is
            numbers = itertools.count(1)

            def send(command: str, **body: object) -> Any:
                message = json.dumps([0, next(numbers), COMMANDS.get(command, command), body]).encode()
                stream.write(b"%d:%b" % (len(message), message))
                stream.flush()
                _kind, _number, error, answer = receive(stream)
                if error:
                    raise EngineError(f"{command}: {error['error']}: {error['message']}")
                return answer["value"] if isinstance(answer, dict) and "value" in answer else answer

            send("WebDriver:NewSession", capabilities={"alwaysMatch": {"pageLoadStrategy": "normal"}})
            yield Engine(send, partial(read_console, send))
            with contextlib.suppress(OSError, ValueError):  # it may go before it answers
                send("Marionette:Quit", flags=["eForceQuit"])


def receive(stream: Any) -> Any:
    """One message of Marionette: its length, a colon, JSON."""
    digits = b""
    while (byte := stream.read(1)) != b":":
        if not byte:
            raise EngineError("Firefox has gone.")
        digits += byte
    return json.loads(stream.read(int(digits)))


CONSOLE = """
const ours = name => /^(http|file)/.test(name), storage = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
const errors = Services.console.getMessageArray().filter(m => m instanceof Ci.nsIScriptError && ours(m.sourceName));
const said = storage.getEvents().filter(e => ours(e.filename));
Services.console.reset();
storage.clearEvents();
return [...errors.map(m => `${m.category}: ${m.errorMessage}`), ...said.map(e => `${e.level}: ${e.arguments}`)];
"""


def read_console(send: Transport) -> list[str]:
    """The messages of Firefox about pages, and those that their scripts have logged."""
    send("Marionette:SetContext", value="chrome")
    try:
        said: list[str] = send("execute/sync", script=CONSOLE, args=[])
    finally:
        send("Marionette:SetContext", value="content")
    return said


# --- WebKitGTK --------------------------------------------------------------------------------------------------------

BROWSERS = "/usr/lib/*/webkit2gtk-4*/MiniBrowser"
"""Where Debian installs the small browser that comes with the library; it is not on the PATH."""


@contextlib.contextmanager
def webkit(driver: str, screen: str, folder: Path) -> Iterator[Engine]:
    """WebKitGTK's small browser on a virtual display; the output of the programs goes into the empty ``folder``."""
    (browser,) = sorted(Path("/").glob(BROWSERS[1:]))[-1:]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}/session"
    with display(screen, folder) as name:
        environ = {"DISPLAY": name, "HOME": str(folder), "GDK_BACKEND": "x11"}
        with running([driver, f"--port={port}"], folder / "said.txt", environ) as process:
            first(process, lambda: post(f"{base.removesuffix('session')}status"))
            options = {
                "binary": str(browser),
                "args": ["--automation", "--enable-write-console-messages-to-stdout=true"],
            }
            wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
            session = post(base, {"capabilities": wanted})["sessionId"]

            def send(command: str, **body: object) -> Any:
                return post(f"{base}/{session}/{command}", body)

            read = 0

            def complaints() -> list[str]:
                nonlocal read
                lines = (folder / "said.txt").read_text(encoding="utf-8", errors="replace").splitlines()
                new, read = lines[read:], len(lines)
                return [line for line in new if line.startswith("CONSOLE")]

            yield Engine(send, complaints)
            post(f"{base}/{session}", method="DELETE")


def post(address: str, body: dict[str, Any] | None = None, method: str = "") -> Any:
    """Send a command to the driver and return the value of its answer; without a body it is a GET."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(address, data, headers, method=method or None)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        value = json.load(error)["value"]
        raise EngineError(f"{address}: {value['error']}: {value['message']}") from None


@contextlib.contextmanager
def display(program: str, folder: Path) -> Iterator[str]:
    """A virtual display, by its name."""
    number = folder / "display.txt"
    with number.open("wb") as file:
        command = [program, "-displayfd", str(file.fileno()), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
        with running(command, folder / "screen.txt", passed=[file.fileno()]) as process:
            yield ":" + first(process, lambda: number.read_text(encoding="utf-8").strip())


# --- Processes --------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def running(
    command: list[str], said: Path, environ: dict[str, str] | None = None, passed: Sequence[int] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program during the block; its output goes into a file."""
    with said.open("wb") as file:
        process = subprocess.Popen(
            command, stdout=file, stderr=subprocess.STDOUT, env={**os.environ, **(environ or {})}, pass_fds=passed
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def first(process: subprocess.Popen[bytes], look: Callable[[], Any]) -> Any:
    """The first value that ``look`` finds after a program was started; raises EngineError if it ends or is too slow."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError):
            if value := look():
                return value
        time.sleep(0.05)
    raise EngineError(f"{process.args[0]!r} did not start")  # type: ignore[index]
