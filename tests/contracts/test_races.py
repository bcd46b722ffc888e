"""Contract 7 when other programs touch the same files: what they wrote is never lost.

Each race is forced: something happens at the very moment when the replacement calls into the system.
"""

import os
import signal
import stat
import struct
import threading

import pytest

from newsclean.disk import entry as entries
from newsclean.disk.directory import Directory
from newsclean.disk.entry import Entry
from newsclean.disk.files import Source, replace_file, write_file, writer
from newsclean.disk.files import entry as opened
from newsclean.disk.temporary import PATTERN, Temporary, sweep
from newsclean.errors import FileError


@pytest.fixture
def page(tmp_path):
    file = tmp_path / "page.txt"
    file.write_bytes(b"old")
    return file


def meanwhile(monkeypatch, action, call="fsync"):
    """Let something happen just before a call into the system, the first time."""
    original = getattr(os, call)
    happened = []

    def hook(*arguments, **named):
        if not happened:
            happened.append(True)
            action()
        return original(*arguments, **named)

    monkeypatch.setattr(f"newsclean.disk.entry.os.{call}", hook)
    return happened


def saved_by_an_editor(page):
    """As most editors do: a new file in the place of the old one."""
    other = page.with_name("other")
    other.write_bytes(b"new of another program")
    os.replace(other, page)


def written_into(page):
    with page.open("r+b") as file:
        file.write(b"own")  # as many bytes
    os.utime(page, ns=(1, 1))


def appended(page):
    with page.open("ab") as file:
        file.write(b" and more")


@pytest.mark.parametrize("change", [saved_by_an_editor, written_into, appended, os.unlink])
def test_what_another_program_saves_is_not_lost(page, monkeypatch, change):
    if change is written_into:
        os.utime(page, ns=(1, 1))  # neither size nor time tell: the content does
    happened = meanwhile(monkeypatch, lambda: change(page))
    with pytest.raises(FileError, match=r"page\.txt: not replaced: it has changed since it was read"):
        replace_file(page, b"clean")
    assert happened
    assert not page.exists() if change is os.unlink else page.read_bytes() not in (b"old", b"clean")
    assert not list(page.parent.glob(".*"))


def test_a_file_that_appears_meanwhile_is_not_lost(tmp_path, monkeypatch):
    file = tmp_path / "new.txt"
    assert meanwhile(monkeypatch, lambda: file.write_bytes(b"theirs")) == []
    with pytest.raises(FileError, match="another program has created it in the meantime"):
        replace_file(file, b"clean")
    assert file.read_bytes() == b"theirs"


def test_what_is_written_at_length_is_compared_too(page):
    def write():
        with writer(page) as file:
            file.write(b"clean")
            saved_by_an_editor(page)

    with pytest.raises(FileError, match="has changed since it was read"):
        write()
    assert page.read_bytes() == b"new of another program"


@pytest.fixture
def walked(tmp_path):
    """A file that was found in a walk, and one outside."""
    (tmp_path / "tree" / "sub").mkdir(parents=True)
    (tmp_path / "tree" / "sub" / "a.txt").write_bytes(b"old")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.txt").write_bytes(b"precious")
    top = tmp_path / "tree"
    return Source("tree/sub/a.txt", top / "sub" / "a.txt", "sub/a.txt", top)


def test_no_link_is_followed_to_a_walked_file(walked, tmp_path):
    walked.path.unlink()
    walked.path.symlink_to(tmp_path / "outside" / "a.txt")
    with opened(walked) as file, pytest.raises(FileError, match="a symbolic link has taken its place"):
        file.read()


def test_no_link_is_followed_on_the_way(walked, tmp_path):
    walked.path.unlink()
    walked.path.parent.rmdir()
    walked.path.parent.symlink_to(tmp_path / "outside")
    with pytest.raises(FileError, match=r"tree/sub/a\.txt: cannot read"):
        opened(walked)


@pytest.mark.parametrize("what", ["file", "directory"])
def test_a_link_that_is_swapped_in_is_not_written_through(walked, tmp_path, monkeypatch, what):
    def swap():
        if what == "file":
            walked.path.unlink()
            walked.path.symlink_to(tmp_path / "outside" / "a.txt")
        else:
            walked.path.parent.rename(tmp_path / "moved")
            walked.path.parent.symlink_to(tmp_path / "outside")

    with opened(walked) as file:
        assert file.read() == b"old"
        happened = meanwhile(monkeypatch, swap)
        if what == "file":
            with pytest.raises(FileError, match="has changed since it was read"):
                file.replace(b"clean")
        else:  # the file that was read is still there, in the directory that was opened
            assert file.replace(b"clean")
            assert (tmp_path / "moved" / "a.txt").read_bytes() == b"clean"
    assert happened
    assert (tmp_path / "outside" / "a.txt").read_bytes() == b"precious"


def test_a_backup_that_another_run_made_is_not_overwritten(page, monkeypatch):
    backup = page.with_name("page.txt.orig")

    def other_run():
        monkeypatch.undo()
        replace_file(page, b"clean", backup=".orig")

    happened = meanwhile(monkeypatch, other_run)
    assert not replace_file(page, b"clean", backup=".orig")  # the other run has done it
    assert happened
    assert (backup.read_bytes(), page.read_bytes()) == (b"old", b"clean")


def test_a_backup_that_appears_meanwhile_is_not_overwritten(page, monkeypatch):
    backup = page.with_name("page.txt.orig")
    happened = meanwhile(monkeypatch, lambda: backup.write_bytes(b"precious"))
    with pytest.raises(FileError, match=r"the backup page\.txt\.orig exists and differs"):
        replace_file(page, b"clean", backup=".orig")
    assert happened
    assert (backup.read_bytes(), page.read_bytes()) == (b"precious", b"old")


def test_a_backup_is_flushed_before_the_file_is_replaced(page, monkeypatch):
    calls = []
    for call in ("fsync", "link", "replace"):
        original = getattr(os, call)
        module = "directory" if call != "fsync" else "entry"
        monkeypatch.setattr(
            f"newsclean.disk.{module}.os.{call}",
            lambda *a, original=original, call=call, **n: (calls.append(call), original(*a, **n))[1],
        )
    replace_file(page, b"clean", backup=".orig")
    assert calls == ["fsync", "fsync", "link", "fsync", "replace"]  # file, copy, its name


def test_a_backup_keeps_times_owner_and_permissions(page):
    page.chmod(0o640)
    os.utime(page, ns=(10**18, 10**18))
    if os.geteuid() == 0:
        os.chown(page, 1234, 1234)
    before = page.stat()
    replace_file(page, b"clean", backup=".orig")
    after = page.with_name("page.txt.orig").stat()
    for key in ("st_mtime_ns", "st_mode", "st_uid", "st_gid"):
        assert getattr(after, key) == getattr(before, key)
    assert page.stat().st_mtime_ns > before.st_mtime_ns  # its content is new


def test_a_file_system_without_hard_links_has_backups(page, monkeypatch):
    def refused(*_arguments, **_named):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("newsclean.disk.directory.os.link", refused)
    replace_file(page, b"clean", backup=".orig")
    assert page.with_name("page.txt.orig").read_bytes() == b"old"
    page.write_bytes(b"third")
    with pytest.raises(FileError, match="exists and differs"):
        replace_file(page, b"clean", backup=".orig")
    assert page.with_name("page.txt.orig").read_bytes() == b"old"


# --- attributes -----------------------------------------------------------------------------------


def access_list(user, group, mask):
    """A list with an entry for user 1001, in the kernel's form (linux/posix_acl_xattr.h)."""
    rows = [(0x01, 6, 0xFFFFFFFF), (0x02, user, 1001), (0x04, group, 0xFFFFFFFF), (0x10, mask, 0xFFFFFFFF)]
    rows.append((0x20, 0, 0xFFFFFFFF))
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *row) for row in rows)


ACCESS, DEFAULT = "system.posix_acl_access", "system.posix_acl_default"


@pytest.fixture
def listed(page):
    try:
        os.setxattr(page, "user.origin", b"crawler")
        os.setxattr(page, ACCESS, access_list(6, 0, 6))
    except (OSError, AttributeError):
        pytest.skip("no access lists here")
    return page


def test_access_lists_and_attributes_stay(listed):
    before = listed.stat().st_mode
    replace_file(listed, b"clean", backup=".orig")
    for file in (listed, listed.with_name("page.txt.orig")):
        assert os.getxattr(file, "user.origin") == b"crawler"
        assert os.getxattr(file, ACCESS) == access_list(6, 0, 6)
        assert file.stat().st_mode == before


def test_a_directory_gives_nobody_access_to_a_file_that_had_none(page):
    try:
        os.setxattr(page.parent, DEFAULT, access_list(7, 7, 7))
    except (OSError, AttributeError):
        pytest.skip("no access lists here")
    page.chmod(0o600)
    os.removexattr(page, ACCESS) if ACCESS in os.listxattr(page) else None
    replace_file(page, b"clean")
    assert ACCESS not in os.listxattr(page)
    assert stat.S_IMODE(page.stat().st_mode) == 0o600


def test_a_file_whose_attributes_would_be_lost_is_refused(listed, monkeypatch):
    def refused(*_arguments, **_named):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("newsclean.disk.attributes.os.setxattr", refused)
    with pytest.raises(FileError, match=r"page\.txt: cannot write: its attribute \S+ would be lost"):
        replace_file(listed, b"clean")
    assert listed.read_bytes() == b"old"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_file_whose_owner_would_be_lost_is_refused(page, monkeypatch):
    os.chown(page, 1234, 4321)

    def refused(*_arguments):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("newsclean.disk.attributes.os.fchown", refused)
    with pytest.raises(FileError, match="its owner and group, 1234:4321, would be lost"):
        replace_file(page, b"clean")
    monkeypatch.undo()
    assert replace_file(page, b"clean")
    assert (page.stat().st_uid, page.stat().st_gid) == (1234, 4321)


# --- temporary files ------------------------------------------------------------------------------


def test_what_a_killed_run_left_is_removed(page):
    for name in (".page.txt.0123abcd.newsclean.tmp", ".other.00000000.newsclean.tmp"):
        (page.parent / name).write_bytes(b"half")
    kept = [".page.txt.0123abcd.tmp", "page.newsclean.tmp", ".a.0123abcg.newsclean.tmp"]
    for name in kept:
        (page.parent / name).write_bytes(b"theirs")
    replace_file(page, b"clean")
    assert sorted(os.listdir(page.parent)) == sorted([*kept, "page.txt"])


def test_what_a_run_could_not_remove_is_removed_where_nothing_is_to_be_done(newsclean, page):
    """Such as the name of a backup's temporary file: the backup is there, and the file is clean by now."""
    assert newsclean("clean", "-i", "-q", page).code == 0
    left = page.parent / ".page.txt.orig.0123abcd.newsclean.tmp"
    left.write_bytes(b"half")
    assert newsclean("clean", "-i", "-q", page).code == 0
    assert not left.exists()


def test_a_file_that_is_being_written_is_not_removed(tmp_path):
    with Directory.named(tmp_path) as directory:
        temporary = Temporary(directory, "page.txt")
        assert PATTERN.fullmatch(temporary.name)
        sweep(directory)
        assert os.listdir(tmp_path) == [temporary.name]
        temporary.close()
        assert os.listdir(tmp_path) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_another_users_temporary_file_is_not_removed(page):
    other = page.parent / ".page.txt.0123abcd.newsclean.tmp"
    other.write_bytes(b"theirs")
    os.chown(other, 1234, 1234)
    link = page.parent / ".page.txt.0123abce.newsclean.tmp"
    link.symlink_to(page)
    replace_file(page, b"clean")
    assert other.exists()
    assert link.is_symlink()


def test_a_signal_while_a_temporary_file_is_made_leaves_none(page, monkeypatch):
    """The signal comes with the call that makes the file, and is handled as soon as signals are let in."""

    def interrupted(_number, _frame):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupted)
    original = os.open

    def opened(path, flags, *arguments, **named):
        handle = original(path, flags, *arguments, **named)
        if flags & os.O_CREAT:
            # To this thread: of a process with others, one that does not block it would take it.
            signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
        return handle

    def write():
        with writer(page) as file:
            file.write(b"clean")

    monkeypatch.setattr("newsclean.disk.directory.os.open", opened)
    try:
        for action in (write, lambda: replace_file(page, b"newer")):
            with pytest.raises(KeyboardInterrupt):
                action()
            assert os.listdir(page.parent) == ["page.txt"]
    finally:
        signal.signal(signal.SIGTERM, before)
    assert page.read_bytes() == b"newer"  # the whole of a replacement is undisturbed


@pytest.mark.parametrize("name", ["文" * 80, "a" * 255, "😀" * 60])
def test_long_names_have_temporary_files(tmp_path, name):
    write_file(tmp_path / name, b"x")
    replace_file(tmp_path / name, b"y")
    assert (tmp_path / name).read_bytes() == b"y"


# --- what can only be written into ----------------------------------------------------------------


def test_a_fifo_is_written_into(tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    got = []
    reader = threading.Thread(target=lambda: got.append(fifo.read_bytes()))
    reader.start()
    write_file(fifo, b"clean")
    reader.join(10)
    assert got == [b"clean"]
    assert stat.S_ISFIFO(fifo.stat().st_mode)


def test_a_file_in_place_is_never_a_device(tmp_path):
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(FileError, match="cannot write: not a regular file"):
        replace_file(tmp_path / "fifo", b"x")
    with Entry.named(tmp_path / "fifo") as file, pytest.raises(FileError, match="not a regular file"):
        file.read()  # and it does not wait for a writer


@pytest.mark.parametrize("write", [replace_file, write_file])
def test_files_that_may_not_be_written_are_refused(page, write):
    page.chmod(0o444)
    with pytest.raises(FileError, match="the file is read-only"):
        write(page, b"clean")
    page.chmod(0o644)
    os.link(page, page.with_name("other.txt"))
    with pytest.raises(FileError, match="2 hard links"):
        write(page, b"clean")
    assert page.read_bytes() == b"old"


def test_nothing_is_written_when_the_run_is_over(page, monkeypatch):
    def over():
        raise SystemExit(1)

    monkeypatch.setattr(entries, "still_wanted", over)
    with pytest.raises(SystemExit):
        replace_file(page, b"clean")
    assert page.read_bytes() == b"old"
    assert os.listdir(page.parent) == ["page.txt"]
