"""The flow of a trace on a page: its picture and the table beside it, in the language of the page."""

from typing import Any

from comity.tracing.flow_chart import FlowWords, flow_chart, node_name
from comity.tracing.flow_kept import flow_again
from comity.web.labels import say, word


def flow_shown(rule: str, shown: dict[str, Any] | None) -> dict[str, Any] | None:
    """What a rule's page shows, with the flow drawn and told; a trace of an older version has only its picture."""
    if shown is None or "drawing" not in shown:
        return shown
    flow, names = flow_again(shown["drawing"])
    words = FlowWords(
        received=f"{say('Received here')}: {{}}",
        source=say("source of the money"),
        held=f"{say('Still held')}: {{}}",
        outside=say("outside the ledger"),
        gathered=f"{{}} × {say('Smaller accounts')}",
        carried=f"{{}} ({say('Transfers')}: {{}})",
    )
    named = {(node.account, node.depth): node_name(node, names, words) for node in flow.nodes}
    rows = [(named[e.sender], named[e.receiver], names.money(e.amount), e.transfers) for e in flow.edges]
    title = f"{word(rule)}, {names.currency}"
    picture = flow_chart(flow, names, title, say("The table beside this picture holds the same figures."), words=words)
    return {**shown, "flow": rows, "picture": picture}
