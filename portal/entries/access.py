"""Who may do what with the audience of an entry."""
from portal.projects.standing import Standing


def may_share(standing: Standing) -> bool:
    """Sharing is a manager's word; nobody of the client side decides what the client sees."""
    return standing.may(contact=None, staff="manager")


def may_look(standing: Standing) -> bool:
    """Whoever is staff on a project may see it as its client does; an archived one too, for a look changes nothing."""
    return standing.is_staff and not standing.viewer.read_only
