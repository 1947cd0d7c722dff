"""A condition that only narrows what another one found.

SQLite guesses that any equality leaves a few rows, and reads a whole workspace to find one project in it. A column that
stands aside (``+column``, as SQLite's own manual advises) is never looked up in an index; PostgreSQL knows its figures
and needs no advice.
"""
from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class aside(FunctionElement):
    """The column of a condition that leads to nothing."""

    inherit_cache = True

    def __init__(self, column: ColumnElement):
        super().__init__(column)
        self.type = column.type


@compiles(aside)
def _as_it_is(element, compiler, **how):
    return compiler.process(list(element.clauses)[0], **how)


@compiles(aside, "sqlite")
def _unindexed(element, compiler, **how):
    return "+" + compiler.process(list(element.clauses)[0], **how)
