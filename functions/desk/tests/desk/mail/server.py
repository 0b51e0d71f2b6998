"""A mail server for the tests: aiosmtpd, told by files what to answer.

Each accepted mail is a line of `received.jsonl`, written before the answer leaves,
its headers and text decoded by Python's own reader of mail. `answers.json`
holds, by recipient, what is said of the next mails to it: a line of SMTP, or a
number of seconds to stay silent once the mail is written.
"""

import asyncio
import email
import email.policy
import json
import os
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

folder, port, mode = sys.argv[1], int(sys.argv[2]), sys.argv[3]
ANSWERS = os.path.join(folder, "answers.json")
RECEIVED = os.path.join(folder, "received.jsonl")


def next_answer(recipient, kind):
    """The next answer that the test wants for a recipient, if it is of this kind."""
    try:
        with open(ANSWERS) as file:
            answers = json.load(file)
    except FileNotFoundError:
        return None
    waiting = answers.get(recipient) or []
    if not waiting or not isinstance(waiting[0], kind):
        return None
    answer = waiting.pop(0)
    with open(ANSWERS + ".new", "w") as file:
        json.dump(answers, file)
    os.replace(ANSWERS + ".new", ANSWERS)
    return answer


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = next_answer(address, str)
        if answer is not None:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        user = getattr(session, "auth_data", None)
        line = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "headers": {name.lower(): str(value) for name, value in mail.items()},
            "text": mail.get_content(),
            "raw": envelope.original_content.decode("utf-8"),
            "tls": session.ssl is not None,
            "user": user.login.decode() if user else None,
        }
        with open(RECEIVED, "a") as file:
            file.write(json.dumps(line) + "\n")
        silence = next_answer(envelope.rcpt_tos[0], (int, float))
        if silence is not None:
            await asyncio.sleep(silence)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=data.password == b"le mot de passe", auth_data=data)


settings = {}
if mode == "starttls":
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem"))
    settings = {
        "tls_context": context,
        "require_starttls": True,
        "authenticator": authenticate,
        "auth_required": True,
    }
controller = Controller(Handler(), hostname="127.0.0.1", port=port, **settings)
controller.start()
print("ready", flush=True)
# The test ends it by closing this line, or by killing it.
sys.stdin.read()
