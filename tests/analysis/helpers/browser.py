"""A headless Chromium that opens pages from disk."""

from __future__ import annotations

import contextlib
import json
import pathlib
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

FLAGS = [
    "--headless=new",
    "--no-sandbox",  # tests may run as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,1000",
]


@contextlib.contextmanager
def browser():
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = Options()
        options.binary_location = "/usr/bin/chromium"
        for flag in [*FLAGS, f"--user-data-dir={profile}"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        try:
            driver.get("about:blank")  # instead of the browser's own first page
            yield Page(driver)
        finally:
            driver.quit()


class Page:
    def __init__(self, driver) -> None:
        self.driver = driver

    def open(self, path) -> Page:
        self.errors()  # forgets those of the page before
        self.requests()
        self.driver.get(pathlib.Path(path).as_uri())
        self.wait(lambda: "ready" in self.one("html").get_attribute("class"))
        return self

    def one(self, selector: str):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def script(self, code: str, *arguments):
        return self.driver.execute_script(code, *arguments)

    def wait(self, condition):
        return WebDriverWait(self.driver, 20, 0.05).until(lambda _: condition())

    def devtools(self, command: str, **parameters) -> None:
        self.driver.execute_cdp_cmd(command, parameters)

    def tick(self, fieldset: str, name: str) -> None:
        """Clicks the box or button of this name."""
        for label in self.all(f"#{fieldset} label"):
            if label.text.strip() == name:
                self.click(label)
                return
        raise AssertionError(f"{fieldset} has no {name}")

    def click(self, element) -> None:
        bring = "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})"
        self.script(bring, element)
        element.click()

    def table(self, details: str) -> list[list[str]]:
        """The rows of the tables in it, opened if need be."""
        self.script("document.getElementById(arguments[0]).open = true", details)
        self.wait(lambda: self.all(f"#{details} table"))
        # Past the next frame: what is changing has been drawn.
        self.driver.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))"
        )
        return self.script(
            "return [...document.querySelectorAll(`#${arguments[0]} tbody tr`)]"
            ".map((row) => [...row.cells].map((cell) => cell.textContent))",
            details,
        )

    def errors(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Addresses asked for since the last call."""
        messages = [json.loads(e["message"])["message"] for e in self.driver.get_log("performance")]
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]
