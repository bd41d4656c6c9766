import signal
import subprocess

from conftest import BIN

COMMAND = ["train", "--weights-only", "--limit", "500", "wide_resnet_mini_student", "-o"]


def test_training_that_is_interrupted_goes_on_where_it_was(tmp_path):
    command = [BIN / "tiersim-tier", *COMMAND, tmp_path]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    line = run.stderr.readline()  # the end of the first epoch
    assert "epoch 1/" in line
    run.send_signal(signal.SIGINT)
    rest = run.stderr.read()
    assert run.wait() == -signal.SIGINT
    step = int(rest.split("interrupted after step ")[1].split(":")[0])
    again = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert f"goes on at step {step + 1} of " in again.stderr.readline()
    again.send_signal(signal.SIGTERM)
    assert again.wait() == -signal.SIGTERM
