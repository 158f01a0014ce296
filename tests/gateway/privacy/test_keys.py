"""Pictures sealed at rest: what a wrong, an absent and a changed key do."""

import sqlite3

import pytest
from journal_testing import frame, picture, reading
from waiting import wait_for

from gateway.journal import FrameCipher, FrameKeyError, FrameStore, Trouble
from gateway.journal.frame_cipher import MAGIC
from gateway.journal.verify import verify
from gateway.privacy import change_key, check_key, write_key

KEY, OTHER_KEY = FrameCipher(bytes(32)), FrameCipher(b"\1" * 32)


def _files(line):
    return [path.read_bytes() for path in sorted((line.journal.directory / "frames").glob("??/*"))]


def _frames(line, cipher):
    return FrameStore(
        line.journal.directory / "frames", line.journal.directory / "framelog", log_bytes=2**20, cipher=cipher
    )


def test_no_picture_reaches_the_disk_in_the_clear(open_line):
    line = open_line(cipher=KEY)
    line.keep(*(frame(n) for n in range(5)))
    line.journal.execute_apart(lambda *_: line.journal.frames.checkpoint()).result(30)
    for path in line.journal.directory.rglob("*"):
        if path.is_file():
            assert picture(2)[:32] not in path.read_bytes(), path
    assert line.journal.frames.read(line.query("SELECT sha256 FROM frame ORDER BY record_id")[2][0]) == picture(2)


@pytest.mark.parametrize("wrong", [OTHER_KEY, None], ids=["another key", "no key"])
def test_a_gateway_with_the_wrong_key_says_so_and_keeps_nothing(open_line, wrong):
    line = open_line(cipher=KEY)
    line.keep(frame(1))
    line.close()
    again = open_line(cipher=wrong, started=False)
    again.journal.start()
    wait_for(lambda: again.journal.condition.trouble is Trouble.KEY, "the trouble")
    assert "key" in again.journal.condition.reason
    again.append(frame(2))
    assert not again.durable
    again.close()
    right = open_line(cipher=KEY)
    assert right.query("SELECT count(*) FROM frame") == [(1,)]
    assert right.journal.frames.read(right.query("SELECT sha256 FROM frame")[0][0]) == picture(1)


def test_turning_sealing_on_leaves_earlier_pictures_readable(open_line):
    line = open_line()
    line.keep(frame(1))
    line.close()
    sealed = open_line(cipher=KEY)
    sealed.keep(frame(2))
    digests = [row[0] for row in sealed.query("SELECT sha256 FROM frame ORDER BY record_id")]
    assert [sealed.journal.frames.read(d) for d in digests] == [picture(1), picture(2)]
    sealed.close()
    report = check_key(sealed.journal.directory, KEY)
    assert (report.noted, report.fits, report.sealed, report.plain) == (True, True, 1, 1)
    assert not check_key(sealed.journal.directory, OTHER_KEY).fits
    assert not check_key(sealed.journal.directory, None).fits


def test_a_key_is_changed_and_given_up_for_every_picture(open_line):
    line = open_line(cipher=KEY)
    line.keep(*(frame(n) for n in range(6)))
    line.close()
    state = line.journal.directory
    assert change_key(state, KEY, OTHER_KEY) == 6
    assert all(content.startswith(MAGIC) for content in _files(line))
    seen = verify(line.journal.path, frames=_frames(line, OTHER_KEY))
    assert seen.pictures == 6
    assert seen.whole
    with pytest.raises(FrameKeyError):
        change_key(state, KEY, None)
    assert change_key(state, OTHER_KEY, None) == 6
    assert not any(content.startswith(MAGIC) for content in _files(line))
    again = open_line()
    assert again.keep(frame(7))[0].record_id == 7


def test_an_interrupted_change_keeps_every_gateway_out_until_it_is_finished(open_line, monkeypatch):
    line = open_line(cipher=KEY)
    line.keep(*(frame(n) for n in range(4)))
    line.close()
    done = []

    def seal_and_stop(sha256, image):
        if len(done) == 2:
            raise OSError(28, "no space left")
        done.append(sha256)
        return OTHER_KEY.seal(sha256, image)

    class StoppingCipher:
        seal, open = staticmethod(seal_and_stop), OTHER_KEY.open

    with pytest.raises(OSError):
        change_key(line.journal.directory, KEY, StoppingCipher())
    for cipher in (KEY, OTHER_KEY):
        kept_out = open_line(cipher=cipher, started=False)
        kept_out.journal.start()
        wait_for(lambda j=kept_out.journal: j.condition.trouble is Trouble.KEY, "the trouble")
        kept_out.close()
    assert change_key(line.journal.directory, KEY, OTHER_KEY) == 2
    assert verify(line.journal.path, frames=_frames(line, OTHER_KEY)).pictures == 4


def test_a_key_cannot_be_changed_under_a_running_gateway(open_line):
    line = open_line(cipher=KEY)
    line.keep(frame(1), reading(1))
    with pytest.raises(sqlite3.OperationalError, match="in use"):
        change_key(line.journal.directory, KEY, OTHER_KEY)


def test_a_key_file_is_its_owners_alone_and_never_overwritten(tmp_path):
    path = tmp_path / "frame.key"
    write_key(path)
    assert path.stat().st_mode & 0o077 == 0
    FrameCipher.from_hex(path.read_text().strip())
    with pytest.raises(FileExistsError):
        write_key(path)


def test_a_sealed_picture_that_was_exchanged_for_another_does_not_open(open_line):
    line = open_line(cipher=KEY)
    line.keep(frame(1), frame(2))
    line.close()
    first, second = sorted((line.journal.directory / "frames").glob("??/*"))
    first.write_bytes(second.read_bytes())
    assert not verify(line.journal.path, frames=_frames(line, KEY)).whole
