"""Real servers for inboxes, on free ports of this machine, with small configurations of their own."""

from __future__ import annotations

import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SECONDS = 60.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def program(name: str) -> str:
    """Where a server lies; `./origin-audit test` installs what is missing."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    assert found, f"{name} is not installed; ./origin-audit test installs it"
    return found


@contextmanager
def running(command: list[str], log: Path, answers: Callable[[], None]) -> Iterator[None]:
    """A server from when it answers until the block ends."""
    with log.open("w") as to:
        process = subprocess.Popen(command, stdout=to, stderr=to, stdin=subprocess.DEVNULL)
    try:
        end = time.monotonic() + SECONDS
        while True:
            try:
                answers()
                break
            except OSError:
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < end, log.read_text()
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


@dataclass(frozen=True)
class Mail:
    """A Dovecot with one account."""

    port: int
    user: str = "broker"
    password: str = "only_for_tests"

    @property
    def address(self) -> str:
        return f"imap://{self.user}@127.0.0.1:{self.port}/INBOX"

    def connect(self) -> imaplib.IMAP4:
        client = imaplib.IMAP4("127.0.0.1", self.port)
        client.login(self.user, self.password)
        return client

    def deliver(self, message: bytes, folder: str = "INBOX") -> None:
        client = self.connect()
        assert client.append(folder, "", imaplib.Time2Internaldate(time.time()), message)[0] == "OK"
        client.logout()

    def folders(self) -> dict[str, int]:
        """Folder -> mails in it."""
        client = self.connect()
        found: dict[str, int] = {}
        for line in client.list()[1]:
            assert isinstance(line, bytes)
            name = line.decode().rsplit(" ", 1)[1].strip('"')
            found[name] = int((client.select(name, readonly=True)[1][0] or b"0").decode())
        client.logout()
        return found


@contextmanager
def dovecot(folder: Path) -> Iterator[Mail]:
    mail = Mail(free_port())
    account = pwd.getpwuid(os.getuid() or pwd.getpwnam("nobody").pw_uid)
    system = "root" if os.getuid() == 0 else account.pw_name
    home = folder / "mail"
    home.mkdir()
    if os.getuid() == 0:
        # Dovecot never serves mail as root, and every folder above must let it pass.
        os.chown(home, account.pw_uid, account.pw_gid)
        for above in [p for p in home.parents if p.is_relative_to(tempfile.gettempdir())][:-1]:
            above.chmod(above.stat().st_mode | 0o711)
    group = "root" if os.getuid() == 0 else str(account.pw_gid)
    anonymous = "dovenull" if os.getuid() == 0 else account.pw_name
    config = folder / "dovecot.conf"
    config.write_text(f"""
base_dir = {folder}/run
state_dir = {folder}/run
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {system if os.getuid() else "dovecot"}
default_internal_group = {group if os.getuid() else "dovecot"}
default_login_user = {anonymous}
first_valid_uid = 1
mail_location = maildir:{home}/Maildir
passdb {{
  driver = static
  args = password={{PLAIN}}{mail.password}
}}
userdb {{
  driver = static
  args = uid={account.pw_uid} gid={account.pw_gid} home={home}
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {mail.port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
""")
    with running(
        [program("dovecot"), "-F", "-c", str(config)], folder / "dovecot.log", lambda: mail.connect().logout()
    ):
        yield mail


@dataclass(frozen=True)
class Sftp:
    """An OpenSSH server that serves files to us, by a key."""

    port: int
    root: Path
    key: Path
    known_hosts: Path

    @property
    def address(self) -> str:
        return f"sftp://{pwd.getpwuid(os.getuid()).pw_name}@127.0.0.1:{self.port}{self.root}"


@contextmanager
def openssh(folder: Path) -> Iterator[Sftp]:
    for name in ("host", "user"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(command, check=True)
    port, root = free_port(), folder / "files"
    root.mkdir()
    (folder / "authorized").write_text((folder / "user.pub").read_text())
    kind, public = (folder / "host.pub").read_text().split()[:2]
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {kind} {public}\n")
    (folder / "sshd_config").write_text(f"""
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
PidFile {folder}/sshd.pid
AuthorizedKeysFile {folder}/authorized
PasswordAuthentication no
PermitRootLogin prohibit-password
StrictModes no
UsePAM no
Subsystem sftp internal-sftp
""")
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # what OpenSSH locks itself into

    def answers() -> None:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()

    with running([program("sshd"), "-D", "-e", "-f", str(folder / "sshd_config")], folder / "sshd.log", answers):
        yield Sftp(port, root, folder / "user", folder / "known_hosts")
