"""The page as people and screen readers meet it: by the names that are part of its contract."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from tonearm_stack import TonearmStack, User

expect.set_options(timeout=30_000)


class TonearmPage:
    """One tab. What it does not know by name here is Playwright's page."""

    def __init__(self, page: Page, stack: TonearmStack):
        self.page, self.stack = page, stack

    def __getattr__(self, name: str) -> Any:
        return getattr(self.page, name)

    def await_library(self) -> None:
        """Waits until the page has shown what it knows."""
        self.url_field.or_(self.page.get_by_role("heading", name="Help", exact=True)).wait_for()

    def another_tab(self) -> "TonearmPage":
        tab = TonearmPage(self.page.context.new_page(), self.stack)
        tab.goto("/")
        tab.url_field.wait_for()
        return tab

    def button(self, name: str, exact: bool = True) -> Locator:
        return self.page.get_by_role("button", name=name, exact=exact)

    # Sign-in

    def sign_in(self, user: User) -> None:
        self.page.get_by_role("textbox", name="Username").fill(user.name)
        self.page.get_by_role("textbox", name="Password").fill(user.password)
        self.button("Sign in").click()
        self.url_field.wait_for()

    # The sidebar

    @property
    def sidebar(self) -> Locator:
        return self.page.get_by_role("region", name="Download from URL")

    @property
    def url_field(self) -> Locator:
        return self.sidebar.get_by_role("textbox", name="URL")

    def site(self, path: str = "/page", **query: str | int) -> str:
        return self.stack.site.url(path, **query)

    def slow_page(self, seconds: int = 5, **query: str) -> str:
        """The address of a track that takes so long to arrive."""
        return self.site(media=f"slow.mp3?seconds={seconds}", **query)

    def paste(self, link: str) -> None:
        self.url_field.fill(link)
        self.url_field.press("Enter")

    def row(self, text: str) -> Locator:
        """The download that shows `text`."""
        return self.sidebar.get_by_role("listitem").filter(has_text=text)

    def busy_row(self, text: str) -> Locator:
        return self.page.get_by_role("region", name="Running").get_by_role("listitem").filter(has_text=text)

    # Dialogs

    @property
    def review(self) -> Locator:
        return self.page.get_by_role("dialog", name="Review track")

    @property
    def edit(self) -> Locator:
        return self.page.get_by_role("dialog", name="Edit track")

    def field(self, name: str) -> Locator:
        return self.page.get_by_role("dialog").get_by_role("textbox", name=name, exact=True)

    def press(self, name: str) -> None:
        """A button of the open dialog."""
        self.page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()

    def await_review(self) -> None:
        """Waits for the dialog that opens by itself."""
        self.review.wait_for(timeout=60_000)

    def download_to_review(self, title: str = "Paper Boats", **query: str) -> None:
        self.paste(self.site(title=title, **query))
        self.await_review()

    def save(self) -> None:
        self.press("Save")
        expect(self.review).to_be_hidden()

    # The rest

    @property
    def status(self) -> Locator:
        return self.page.get_by_role("status")

    def message(self, text: str) -> Locator:
        return self.page.get_by_role("region", name="Messages").get_by_text(text)

    @property
    def playing_seconds(self) -> float:
        return float(self.page.evaluate("document.querySelector('#player audio').currentTime"))
