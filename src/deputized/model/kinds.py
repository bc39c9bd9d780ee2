"""The models of agreement, as people write them: three for states, counties and towns, one for tribes."""

from __future__ import annotations

MODELS = ("TFM", "JEM", "WSO")
TRIBAL = "TTFM"
"""The Tribal Task Force Model, which ICE offers since December 2025; no list we hold has one."""

EVERY_MODEL = (*MODELS, TRIBAL)
MODEL_TITLES = {
    "TFM": "Task Force Model", "JEM": "Jail Enforcement Model", "WSO": "Warrant Service Officer",
    "TTFM": "Tribal Task Force Model",
}  # fmt: skip
_WRITTEN = {
    "TFM": ("tfm", "tf", "task force", "task force model", "task force officer", "task force agreement"),
    "JEM": ("jem", "jail", "jail enforcement", "jail enforcement model", "jail model"),
    "WSO": ("wso", "warrant", "warrant service", "warrant service officer", "warrant service officer model",
            "warrant service model"),
    "TTFM": ("ttfm", "tribal", "tribal task force", "tribal task force model", "tribal model"),
}  # fmt: skip
_READ = {written: model for model, names in _WRITTEN.items() for written in names}


def model_code(model: str | None) -> str | None:
    """TFM, JEM, WSO or TTFM, given as such or in words; None for None. ValueError if it is none.

    >>> model_code("task force"), model_code("wso")
    ('TFM', 'WSO')
    """
    if model is None:
        return None
    wanted = " ".join(model.casefold().replace("-", " ").split()) if isinstance(model, str) else ""
    if wanted not in _READ:
        raise ValueError(
            f"{model}: not a model; give tfm (task force), jem (jail enforcement), wso (warrant service) or "
            "ttfm (tribal task force)"
        )
    return _READ[wanted]
