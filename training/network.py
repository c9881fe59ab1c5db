"""The network: convolutions only, so that it trains and runs fast on processors, also in bfloat16."""
import numpy as np
import torch
from torch import nn

from alphabet import CHARACTERS
from page import HEIGHT, STRIDE


def convolution(inputs, outputs, kernel, stride=1, padding=None, dilation=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, bias=False), nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True))


class Residual(nn.Module):
    """x + convolution(x), same shape."""

    def __init__(self, width, kernel, padding, dilation=1):
        super().__init__()
        self.block = convolution(width, width, kernel, 1, padding, dilation)

    def forward(self, x):
        return x + self.block(x)


class Reader(nn.Module):
    """Pictures N x 1 x 32 x W (W a multiple of 4; see `picture`) to scores N x W/4 x classes, log-softmax.

    Height 32 -> 16 -> 8 -> 4 -> 2 -> 1, width / 4; then three dilated rows for context of about six letters each side.
    """

    def __init__(self, widths=(32, 64, 96, 128, 160)):
        super().__init__()
        a, b, c, d, e = widths
        self.body = nn.Sequential(
            convolution(1, a, 5, 2, 2),
            convolution(a, b, 3, 2, 1), Residual(b, 3, 1),
            convolution(b, c, 3, (2, 1), 1), Residual(c, 3, 1),
            convolution(c, d, 3, (2, 1), 1),
            convolution(d, e, (2, 3), 1, (0, 1)),
            *[Residual(e, (1, 5), (0, 2 * n), (1, n)) for n in (1, 2, 4)],
            nn.Conv2d(e, len(CHARACTERS) + 1, 1))

    def forward(self, x):
        return self.body(x).squeeze(2).permute(0, 2, 1).float().log_softmax(2)


def picture(gray):
    """A line's gray levels (HEIGHT x W, 0 to 255) as the network wants them: dark positive, mean 0, deviation 1."""
    x = np.asarray(gray, "float32")
    return (x.mean() - x) / max(float(x.std()), 8.0)


def batch(lines):
    """Pictures side by side, padded on the right with 0: tensor N x 1 x HEIGHT x W, and the columns of each line."""
    width = -(-max(g.shape[1] for g in lines) // 16) * 16
    x = np.zeros((len(lines), 1, HEIGHT, width), "float32")
    for i, gray in enumerate(lines):
        x[i, 0, :, :gray.shape[1]] = picture(gray)
    columns = torch.tensor([-(-g.shape[1] // STRIDE) for g in lines])
    return torch.from_numpy(x).contiguous(memory_format=torch.channels_last), columns
