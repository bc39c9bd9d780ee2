"""How a digest leaves: e-mail, webhook, chat services, a file. Each raises if it did not get through."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from deputized.live.client import Client
from deputized.live.outbox import Digest
from deputized.live.settings import SettingsError
from deputized.live.subscriptions import Channel

TIMEOUT = 30.0


class NotSent(Exception):
    """A channel did not take a digest; the message says why."""


def send(channel: Channel, digest: Digest) -> str:
    """Send one digest; gives what is to be said of it though it was sent. Raises NotSent, SettingsError or an error of the
    network if nobody got it."""
    return {"smtp": _mail, "webhook": _webhook, "chat": _chat, "file": _file}[channel.kind](channel, digest)


def _mail(channel: Channel, digest: Digest) -> str:
    import smtplib
    import ssl
    from email.message import EmailMessage

    told = channel.told
    message = EmailMessage()
    message["From"], message["To"] = told["from"], ", ".join(told["to"])
    message["Subject"] = " ".join(digest.subject.split())
    message["Message-ID"] = (
        f"<{digest.digest_id}@deputized.invalid>"  # the same if it is sent again: mail programs fold it
    )
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(digest.text)
    tls = told.get("tls", "starttls")
    port = told.get("port", {"tls": 465, "starttls": 587, "none": 25}[tls])
    context = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(told["host"], port, timeout=TIMEOUT, context=context)
        if tls == "tls"
        else smtplib.SMTP(told["host"], port, timeout=TIMEOUT)
    )
    try:
        if tls == "starttls":
            server.starttls(context=context)
        if user := told.get("user"):
            server.login(user, channel.secret("password"))
        refused = server.send_message(message)
    except BaseException:
        server.close()
        raise
    with suppress(
        OSError, smtplib.SMTPException
    ):  # it is taken: how they part changes nothing, and nobody gets it twice
        server.quit()
    return f"the mail server refused {', '.join(sorted(refused))}; the others have it" if refused else ""


def _webhook(channel: Channel, digest: Digest) -> str:
    import urllib3

    body = {
        "id": digest.digest_id,
        "subject": digest.subject,
        "text": digest.text,
        "keys": list(digest.keys),
        "made_at": digest.made_at,
    }
    response = urllib3.PoolManager().request(
        "POST", channel.secret("url"), body=json.dumps(body).encode(), redirect=False, retries=False,
        timeout=urllib3.Timeout(TIMEOUT),
        headers={"Content-Type": "application/json", "User-Agent": Client().agent, "Idempotency-Key": digest.digest_id},
    )  # fmt: skip
    if not 200 <= response.status < 300:
        raise NotSent(f"the webhook answered HTTP {response.status}")
    return ""


def _chat(channel: Channel, digest: Digest) -> str:
    try:
        import apprise
    except ImportError as error:
        raise SettingsError("chat services need Apprise: pip install 'deputized[chat]'") from error
    service = apprise.Apprise()
    if not service.add(channel.secret("url")):
        raise SettingsError(f"channel {channel.name}: this is no address Apprise knows")
    if not service.notify(title=digest.subject, body=digest.text, body_format=apprise.NotifyFormat.TEXT):
        raise NotSent("the chat service did not take it")
    return ""


def _file(channel: Channel, digest: Digest) -> str:
    path = Path(str(channel.told["path"])).expanduser()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{digest.made_at}  {digest.subject}\n\n{digest.text}\n")
    return ""
