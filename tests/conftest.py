"""What every test may ask for: both databases, a client, a real server, a real browser, a real mailbox."""
import gc
import os
import tempfile
from contextlib import ExitStack
from contextvars import Context, copy_context
from pathlib import Path

import pytest
from jinja2 import FileSystemBytecodeCache

from portal.base.config import Settings
from portal.base.database import db, writes
from portal.jobs.noticing import tell_news
from portal.jobs.queue import current_queue
from tests import support_browser
from tests.support_houses import House, build
from tests.support_mail import open_mailbox
from tests.support_postgres import cluster, create_database
from tests.support_processes import free_port
from tests.support_server import start_server
from tests.support_statements import statements as _statements
from tests.support_world import make_ready, world_in

QUICK = os.environ.get("PORTICO_TEST_QUICK") == "1"
DATABASES = ["sqlite"] if QUICK else ["sqlite", "postgresql"]


def pytest_addoption(parser):
    parser.addoption("--chaos", action="store_true", help="in tests/chaos: 600 acts and 30 kills")
    parser.addoption("--chaos-seed", type=int, help="in tests/chaos: the day to draw again")


#: What takes longest by itself begins first, so that what is left at the end is small, and two processes end together.
LONG = ("tests/chaos/", "tests/commands/", "tests/browser/test_every_page.py", "tests/browser/")


def pytest_collection_modifyitems(items):
    for item in items:
        if item.nodeid.startswith("tests/browser/"):
            # On a machine that others keep busy a browser may be late beyond any patience: it has a second try, and that is said.
            item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(key=lambda item: next((place for place, begin in enumerate(LONG) if item.nodeid.startswith(begin)), len(LONG)))


def pytest_collection_finish():
    # Seven thousand tests and what they import stay to the end: nobody looks through them again and again for what may go.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_terminal_summary(terminalreporter):
    """Figures that tests measured, also where they ran in another process; and what needed its second try."""
    for report in terminalreporter.getreports("rerun"):
        why = next((line for line in report.longreprtext.splitlines() if line.startswith("E ")), "").removeprefix("E ").strip()
        terminalreporter.write_line(f"tried again: {report.nodeid}: {why}")
    for report in terminalreporter.getreports("passed"):
        for figures in [value for name, value in report.user_properties if name == "figures"]:
            terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {figures}")


class Street:
    """The houses of this test process, each built when the first test asks for it."""

    def __init__(self, folder: Path, compiled: Path, stack: ExitStack):
        self.folder, self.compiled, self.stack = folder, compiled, stack
        self.mailbox, controller = open_mailbox()
        stack.callback(controller.stop)
        self._houses: dict[str, House] = {}
        self._servers: dict = {}
        self._cluster = None

    def house(self, kind: str) -> House:
        if kind not in self._houses:
            house = self._houses[kind] = build(kind, self.empty(kind, "portico"))
            house.app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(self.compiled))
        return self._houses[kind]

    def server(self, house: House):
        running = self._servers.get(house.kind)
        if running is None or running.process.poll() is not None:
            running = self._servers[house.kind] = start_server(house.settings)
            self.stack.callback(running.stop)
        return running

    def empty(self, kind: str, name: str) -> Settings:
        """Settings over a new database without tables, in a folder of its own."""
        data, port = self.folder / f"{kind}-{name}", free_port()
        data.mkdir(mode=0o700)
        (data / "translations").symlink_to(self.compiled)
        url = f"sqlite:///{data}/portico.sqlite3"
        if kind == "postgresql":
            self._cluster = self._cluster or self.stack.enter_context(cluster())
            url = create_database(self._cluster, name)
        return Settings(data=data, secret_key="a key for tests only, long enough to pass", port=port, testing=True,
                        base_url=f"http://127.0.0.1:{port}", smtp_url=self.mailbox.url, database_url=url,
                        vapid_subject="mailto:portal@example.com",
                        mail_in_address="reply@portal.test", mail_in_token="a token for tests only")


@pytest.fixture(scope="session")
def compiled(tmp_path_factory):
    """Where templates and translations are kept compiled in this run: nothing in them is of one house, or of one test process."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    folder = tmp_path_factory.getbasetemp() / "compiled" if alone else tmp_path_factory.getbasetemp().parent / "compiled"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def street(tmp_path_factory, compiled):
    # In memory where there is such a folder: a commit then costs no wait for a disk.
    shared = Path("/dev/shm")
    with ExitStack() as stack:
        if os.access(shared, os.W_OK):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portico-test-", dir=shared)))
        else:
            folder = tmp_path_factory.mktemp("houses")
        yield Street(folder, compiled, stack)


@pytest.fixture(params=DATABASES)
def house(request, street) -> House:
    """The application over one of the two databases; every test that asks for it runs on both."""
    house = street.house(request.param)
    street.mailbox.clear()
    make_ready(house, request.fixturenames)
    yield house
    house.settle(wholly="server" in request.fixturenames)
    house.queue.flush()


@pytest.fixture
def furnished(house):
    """Who asks for this puts into the house itself what shall stand there, and clears it before."""


@pytest.fixture
def standing_world(house):
    """Who asks for this finds the named world in the house."""


@pytest.fixture
def app(house):
    return house.app


@pytest.fixture
def session(app):
    """The database session of the test itself; the client commits it before each request."""
    token = writes.set(True)
    with app.app_context():
        yield db.session
        db.session.remove()
    writes.reset(token)


@pytest.fixture
def world(session, house, standing_world):
    """The named people, their projects and what must stay hidden among them."""
    return world_in(house)


@pytest.fixture
def scene(house, session, furnished):
    """The world with something of everything in it, and the addresses of it all."""
    from tests.rules.test_matrix import scene_in

    return scene_in(house)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def statements(app):
    """``with statements() as sent:`` gathers the SQL that is sent meanwhile."""
    return lambda: _statements(app)


@pytest.fixture
def mailbox(street, house):
    """What arrived at the SMTP server that SMTP_URL names."""
    return street.mailbox


@pytest.fixture
def tell(app, session):
    """Tells people what happened, as the worker would, and returns in how many rounds."""
    def run() -> int:
        session.commit()
        # A context of its own, so with a session of its own; the clock stays as the test has set it.
        return copy_context().run(_within, app, tell_news)

    return run


@pytest.fixture
def run_jobs(app, session, tell):
    """Tells what happened and does what the queue holds, as the worker would; returns how many jobs of it that were."""
    def run() -> int:
        tell()
        queue, done = current_queue(), 0
        while task := queue.dequeue():
            Context().run(queue.execute, task)
            done += 1
        return done

    return run


def _within(app, work):
    with app.app_context():
        return work()


@pytest.fixture
def server(street, house):
    """A real gunicorn over the house's database; commit what it shall see."""
    return street.server(house)


@pytest.fixture(scope="session")
def chromium():
    with support_browser.chromium() as running:
        yield running


@pytest.fixture
def browser(chromium, server):
    """Opens visitors: ``browser(**PHONE, locale="de")`` is a page of its own, with its own cookies."""
    with ExitStack() as stack:
        def visit(**options):
            context = chromium.context(**{"base_url": server.url, **support_browser.DESKTOP, **options})
            stack.callback(context.close)
            page = context.new_page()
            support_browser.watch(page)
            return page

        yield visit


@pytest.fixture
def page(browser):
    return browser()


@pytest.fixture
def phone(browser):
    return browser(**support_browser.PHONE)


@pytest.fixture
def installed(chromium, server, tmp_path):
    """A page in a profile on disk: only such a one can be installed, and granted push."""
    context = chromium.profile(tmp_path / "profile", whole=True, base_url=server.url,
                               permissions=["notifications", "background-sync"], **support_browser.PHONE)
    page = context.pages[0] if context.pages else context.new_page()
    support_browser.watch(page)
    yield page
    context.close()


