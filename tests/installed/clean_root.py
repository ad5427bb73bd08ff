"""A clean Debian in a folder: made by debootstrap, entered by chroot, thrown away afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

RELEASE = "trixie"
READER = "reader"
"""The user who runs Liseuse in it."""

_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_MOUNTS = (("proc", "proc"), ("sysfs", "sys"), ("tmpfs", "dev/shm"))
_KEPT_BY_APT = (
    "/var/cache/",
    "/var/lib/apt/",
    "/var/lib/dpkg/",
    "/var/log/",
    "/tmp/",
    "/dev/",
    "/proc/",
    "/sys/",
)


class CleanRoot:
    """A Debian that has nothing of ours.

    Args:
        folder: where it is made. cache: a folder for the base system, which is the same at each run.
    """

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.home = folder / "home" / READER
        base = cache / f"{RELEASE}.tar"
        if not base.is_file():
            _make_base(base)
        self.close()  # what an interrupted run left
        folder.mkdir(parents=True)
        subprocess.run(["tar", "-C", folder, "-xf", base], check=True)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def _prepare(self) -> None:
        services = self.folder / "usr/sbin/policy-rc.d"
        services.write_text("#!/bin/sh\nexit 101\n")  # none is started
        services.chmod(0o755)
        shutil.copyfile("/etc/resolv.conf", self.folder / "etc/resolv.conf")
        for kind, name in _MOUNTS:
            self._mount(["-t", kind, kind], name)
        self._mount(["--bind", "/tmp/.X11-unix"], "tmp/.X11-unix")
        self.run("apt-get", "update", "--quiet")
        self.run("useradd", "--create-home", READER)
        self.run("install", "-d", "-m", "700", "-o", READER, "/run/reader")

    def _mount(self, what: list[str], name: str) -> None:
        target = self.folder / name
        target.mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", *what, target], check=True)

    def command(self, *words: str, display: str = "", user: str = READER) -> tuple[list[str], dict[str, str]]:
        """A command in it and its environment: that of a login, nothing of this machine's."""
        environment = {"PATH": _PATH, "LANG": "C.UTF-8", "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive"}
        if user != "root":
            environment |= {"HOME": f"/home/{user}", "USER": user, "XDG_RUNTIME_DIR": "/run/reader"}
            environment |= {"XDG_SESSION_TYPE": "x11", "DISPLAY": display} if display else {}
        return ["chroot", f"--userspec={user}", str(self.folder), *words], environment

    def run(self, *words: str, display: str = "", user: str = "root", check: bool = True) -> str:
        """Run a command in it; what it wrote."""
        command, environment = self.command(*words, display=display, user=user)
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=900, check=False, cwd="/"
        )
        assert not check or done.returncode == 0, f"{words}: {done.stdout[-2000:]} {done.stderr[-2000:]}"
        return done.stdout

    def files(self) -> set[str]:
        """Every path in it that is neither a package manager's own note nor the reader's."""
        found = set()
        for place, folders, names in os.walk(self.folder):
            inside = "/" + os.path.relpath(place, self.folder).removeprefix(".").lstrip("/")
            folders[:] = [name for name in folders if not os.path.ismount(os.path.join(place, name))]
            found |= {f"{inside.rstrip('/')}/{name}" for name in names + folders}
        left_alone = (*_KEPT_BY_APT, "/home/", "/run/")
        return {path for path in found if not path.startswith(left_alone)}

    def close(self) -> None:
        """Unmount everything and delete it; processes in it have ended by then.

        Nothing is deleted while anything is mounted: that would be this machine's own.
        """
        for target in reversed(self._mounted()):
            subprocess.run(["umount", "--lazy", target], check=False)
        if self.folder.exists() and not self._mounted():
            shutil.rmtree(self.folder)

    def _mounted(self) -> list[str]:
        """What is mounted in it, in order."""
        places = [line.split()[1] for line in Path("/proc/self/mounts").read_text("utf-8").splitlines()]
        return [place for place in places if Path(place).is_relative_to(self.folder)]


def _make_base(base: Path) -> None:
    base.parent.mkdir(parents=True, exist_ok=True)
    made = base.with_suffix(".part")
    subprocess.run(
        ["debootstrap", "--variant=minbase", "--include=ca-certificates", RELEASE, made],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    subprocess.run(["tar", "-C", made, "-cf", base, "."], check=True)
    shutil.rmtree(made)
