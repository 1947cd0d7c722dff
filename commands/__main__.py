"""``bin/portico``: the application's commands, and ``doctor`` and ``verify-receipt``, which run where the application cannot."""
import logging.config
from importlib import import_module

from flask.cli import FlaskGroup

from commands.doctor import command as doctor
from commands.in_a_line import in_a_line
from commands.mail_in import command as mail_in
from commands.verify_receipt import command as verify_receipt
from commands.worker import command as worker
from portal.base.config import load_settings
from portal.base.logs import logging_config


def create_app():
    settings = load_settings()
    logging.config.dictConfig(logging_config(settings.log_level))
    # By name: the application knows its commands, not they it.
    return import_module("app").create_app(settings)


cli = FlaskGroup(create_app=create_app, add_default_commands=False, add_version_option=False, load_dotenv=False,
                 set_debug_flag=False, help="The operator's commands of Portico.")
cli.params = []
for command in (doctor, mail_in, verify_receipt, worker):
    cli.add_command(command)
with in_a_line():
    cli(prog_name="bin/portico")
