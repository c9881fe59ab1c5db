"""Trains the network until it is told to end (SIGINT or SIGTERM), from the last checkpoint on.

Takes .build/training/checkpoint.pt up, else checkpoint.pt beside this file, else starts from nothing. Learning rate:
inverse square root of the step, so that it does not matter when the training ends; with --minutes it falls to 0 at the
end, which a run that is the last one wants. What is measured and exported is a
running mean of the weights.
"""
import argparse
import copy
import csv
import datetime
import math
import os
import pathlib
import random
import signal
import subprocess
import sys
import time

import numpy as np
import torch
from torch import nn

import shards
from alphabet import encode
from measure import held_out, read, score
from network import Reader, batch
from page import WIDEST
from prepare import BUILD

HERE = pathlib.Path(__file__).parent
BATCH = 32
RATE, WARM, STEADY = 2e-3, 300, 4000
"""Peak learning rate; steps of linear rise; steps after which it falls with the square root."""
MEAN = .998
"""Share of the old value that the running mean keeps at a step."""
COLUMNS = "utc step lines lines_per_s loss rate cer exact".split()


def compact(optimiser):
    """The optimiser's moments in half the bytes; what is lost is far below their own noise."""
    state = copy.deepcopy(optimiser.state_dict())
    for moments in state["state"].values():
        for key in ("exp_avg", "exp_avg_sq"):
            moments[key] = moments[key].to(torch.bfloat16)
    return state


def save(path, model, mean, optimiser, step, shard):
    """mean None leaves the running mean out: a later run forms it anew within minutes."""
    state = {"model": model.state_dict(), "optimiser": compact(optimiser), "step": step, "shard": shard}
    if mean is not None:
        state["mean"] = mean.state_dict()
    torch.save(state, f"{path}.part")
    os.replace(f"{path}.part", path)


def restore(model, mean, optimiser):
    """Loads the newest checkpoint; gives (step, shard), (0, 0) without one."""
    for path in (BUILD / "checkpoint.pt", HERE / "checkpoint.pt"):
        if path.exists():
            state = torch.load(path)
            model.load_state_dict(state["model"])
            mean.load_state_dict(state.get("mean", state["model"]))
            for moments in state["optimiser"]["state"].values():
                for key in ("exp_avg", "exp_avg_sq"):
                    moments[key] = moments[key].float()
            optimiser.load_state_dict(state["optimiser"])
            return state["step"], state["shard"]
    return 0, 0


def vary(gray, noise):
    """A line for its second use: moved up or down, widened, with grain."""
    moved = np.clip(np.arange(gray.shape[0]) + noise.randint(-2, 3), 0, gray.shape[0] - 1)
    wide = min(WIDEST, int(gray.shape[1] * noise.uniform(1, 1.2)))
    columns = np.arange(wide) * gray.shape[1] // wide
    return (gray[moved][:, columns] + noise.normal(0, noise.uniform(.5, 8), (gray.shape[0], wide))).clip(0, 255)


def batches(shard):
    """The lines of a shard, and those of the one before a second time: drawing costs a third of learning.

    Lines of like width are together, in an order that the shard's number fixes.
    """
    rng, noise = random.Random(shard), np.random.RandomState(shard)
    lines = shards.load(shard)
    if shard:
        lines += [(vary(gray, noise), text) for gray, text in shards.load(shard - 1)]
    lines.sort(key=lambda line: line[0].shape[1] + rng.uniform(0, 16))
    parts = [lines[i:i + BATCH] for i in range(0, len(lines), BATCH)]
    rng.shuffle(parts)
    return parts


def follow(mean, model, step):
    """Moves the running mean (and its normalisation statistics) towards the model."""
    keep = min(MEAN, (1 + step) / (10 + step))
    with torch.no_grad():
        for m, w in zip(mean.state_dict().values(), model.state_dict().values()):
            if m.dtype.is_floating_point:
                m.mul_(keep).add_(w, alpha=1 - keep)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--every", type=float, default=480, help="seconds between measurements")
    options.add_argument("--minutes", type=float, default=0,
                         help="end after so many, the learning rate falling to 0 in the second half; 0: never")
    args = options.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    half = "avx512_bf16" in pathlib.Path("/proc/cpuinfo").read_text()  # without it bfloat16 is slower, not faster
    model = Reader().to(memory_format=torch.channels_last)
    mean = copy.deepcopy(model).eval()
    optimiser = torch.optim.AdamW(model.parameters(), RATE, weight_decay=1e-3)
    step, shard = restore(model, mean, optimiser)
    print(f"{sum(p.numel() for p in model.parameters())} parameters, step {step}, shard {shard}, "
          f"bfloat16 {half}", flush=True)
    drawer = subprocess.Popen([sys.executable, str(HERE / "shards.py"), str(max(0, shard - 1)), "8"])
    ending = []
    for s in (signal.SIGINT, signal.SIGTERM):
        signal.signal(s, lambda *_: ending.append(True))
    lines, ctc = held_out(), nn.CTCLoss(zero_infinity=True)
    log = HERE / "log.tsv"
    if not log.exists():
        log.write_text("\t".join(COLUMNS) + "\n")
    since, step_then, losses = time.monotonic(), step, []
    step_first, cpu_first = step, time.process_time()
    start = time.monotonic()
    while not ending:
        for part in batches(shard):
            step += 1
            rate = RATE * min(step / WARM, 1, math.sqrt(STEADY / step))
            if args.minutes:
                left = 1 - (time.monotonic() - start) / 60 / args.minutes
                rate *= min(1, max(.01, 2 * left))
                ending += [True] * (left <= 0)
            for group in optimiser.param_groups:
                group["lr"] = rate
            x, columns = batch([g for g, _ in part])
            codes = [encode(t) for _, t in part]
            with torch.autocast("cpu", torch.bfloat16, enabled=half):
                out = model(x)
            loss = ctc(out.permute(1, 0, 2), torch.tensor(sum(codes, [])), columns,
                       torch.tensor([len(c) for c in codes]))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5)
            optimiser.step()
            follow(mean, model, step)
            losses.append(loss.item())
            if step % 50 == 0:
                print(f"step {step} loss {sum(losses[-50:]) / len(losses[-50:]):.3f} "
                      f"{(step - step_then) * BATCH / (time.monotonic() - since):.0f} lines/s, "
                      f"{(step - step_first) * BATCH / (time.process_time() - cpu_first):.0f} per CPU second", flush=True)
        shards.path(shard - 1).unlink(missing_ok=True)
        shard += 1
        if time.monotonic() - since > args.every or ending:
            speed = (step - step_then) * BATCH / (time.monotonic() - since)
            error, exact = score(read(mean, [g for g, _ in lines]), [t for _, t in lines])
            save(BUILD / "checkpoint.pt", model, mean, optimiser, step, shard)
            row = [datetime.datetime.utcnow().strftime("%Y-%m-%d %H:%M"), step, step * BATCH, f"{speed:.0f}",
                   f"{sum(losses) / len(losses):.4f}", f"{rate:.2e}", f"{error:.4f}", f"{exact:.4f}"]
            with open(log, "a", newline="") as file:
                csv.writer(file, delimiter="\t", lineterminator="\n").writerow(row)
            print("\t".join(map(str, row)), flush=True)
            since, step_then, losses = time.monotonic(), step, []
    drawer.terminate()
    drawer.wait()


if __name__ == "__main__":
    main()
