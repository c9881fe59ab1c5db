"""Writes model.onnx (the running mean of the weights) and checkpoint.pt beside this file, from .build/training.

Input `lines`: float32, N x 1 x 32 x W, W a multiple of 4, each line normalised as network.picture does it, padded on the
right with 0. Output `scores`: float32, N x W/4 x classes, natural log of the probabilities. Metadata of the model:
`alphabet` (class n is its character n - 1, class 0 the blank), `step` and `lines` (of the training).
The exported model is checked by onnx, and run in ONNX Runtime beside PyTorch.
"""
import os
import subprocess
import sys
import warnings

import numpy as np
import onnx
import torch

from alphabet import CHARACTERS, greedy
from measure import held_out
from network import Reader, batch
from prepare import BUILD
from train import BATCH, HERE

MODEL = HERE / "model.onnx"


def load_mean():
    """The running mean in a network that is set to evaluate, and the training's step."""
    state = torch.load(BUILD / "checkpoint.pt")
    model = Reader().eval()
    model.load_state_dict(state["mean"])
    return model, state["step"]


def export(model, step):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(model, torch.zeros(2, 1, 32, 64), str(MODEL), opset_version=13,
                          input_names=["lines"], output_names=["scores"],
                          dynamic_axes={"lines": {0: "n", 3: "width"}, "scores": {0: "n", 1: "columns"}})
    graph = onnx.load(MODEL)
    for key, value in (("alphabet", CHARACTERS), ("step", str(step)), ("lines", str(step * BATCH))):
        graph.metadata_props.add(key=key, value=value)
    onnx.checker.check_model(graph, full_check=True)
    onnx.save(graph, MODEL)


def run(x, shape):
    """The exported model's scores in ONNX Runtime."""
    command = ["node", str(HERE / "run_model.js"), str(MODEL), str(x.shape[0]), str(x.shape[3])]
    out = subprocess.run(command, input=x.tobytes(), capture_output=True, check=True,
                         env={**os.environ, "NODE_PATH": str(BUILD / "node_modules")}).stdout
    return np.frombuffer(out, "float32").reshape(shape)


def compare(model, count=6):
    """Ends with an error where the file does not answer as PyTorch does, on lines of several widths."""
    lines = held_out(count)
    x, columns = batch([gray for gray, _ in lines])
    with torch.no_grad():
        expected = model(x).numpy()
    got = run(x.contiguous().numpy(), expected.shape)
    worst = float(np.abs(np.exp(expected) - np.exp(got)).max())
    for row, other, n, (_, truth) in zip(expected, got, columns, lines):
        texts = [greedy(a[:n].argmax(1).tolist()) for a in (row, other)]
        print(f"{truth!r} torch {texts[0]!r} onnx {texts[1]!r}")
        if texts[0] != texts[1]:
            sys.exit("the exported model reads another text than PyTorch")
    print(f"largest difference of a probability: {worst:.1e}")
    if worst > 1e-3:
        sys.exit("the exported model's probabilities differ from PyTorch's")


def main():
    model, step = load_mean()
    export(model, step)
    compare(model)
    state = torch.load(BUILD / "checkpoint.pt")
    torch.save({key: state[key] for key in ("model", "optimiser", "step", "shard")}, HERE / "checkpoint.pt")
    for path in (MODEL, HERE / "checkpoint.pt"):
        print(f"{path.name} {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
