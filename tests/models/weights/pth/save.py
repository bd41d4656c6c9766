"""Writes zip.pth and legacy.pth beside itself: what PyTorch's own torch.save makes of one dict.

tests/models/weights/pth.cpp says what must come out. This needs Debian's python3-torch 1.13.1;
the tests do not.
"""

import pathlib

import torch

FOLDER = pathlib.Path(__file__).parent

grid = torch.arange(12.0).reshape(3, 4)
model = torch.nn.BatchNorm2d(2)
tensors = model.state_dict()  # an OrderedDict with attributes
tensors["grid"] = grid
tensors["transposed"] = grid.t()
tensors["column"] = grid[:, 1]
tensors["scalar"] = torch.tensor(7)
tensors["empty"] = torch.empty(0, 3)
tensors["parameter"] = torch.nn.Parameter(torch.full((2,), 0.5))
for kind in "double half bfloat16 int short int8 uint8 bool".split():
    tensors[kind] = torch.tensor([0, 1, 1], dtype=getattr(torch, kind))
checkpoint = {"state_dict": tensors, "epoch": 3, "note": "any text", "losses": [0.5, -1e9, 2**40]}

torch.save(checkpoint, FOLDER / "zip.pth")
torch.save(checkpoint, FOLDER / "legacy.pth", _use_new_zipfile_serialization=False)
