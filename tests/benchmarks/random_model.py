"""A random-weight package of the size of an official one: for speed and memory, never for quality.

Transformer 6 x 6 layers, width 512, feed-forward 2048, 8 heads, 32,000 pieces, int8. Its output is
noise of a fixed length (forced through the position table), so that a sentence costs what a real
model of this size costs.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
from ctranslate2.specs import common_spec, transformer_spec

DIM, FFN, HEADS, LAYERS, VOCABULARY = 512, 2048, 8, 6, 32_000
LENGTH = 32  # output tokens of every sentence
SPECIAL = ["<unk>", "<s>", "</s>"]

_random = np.random.default_rng(0)


def make_package(sample: Path, folder: Path) -> Path:
    """Write a package to `folder`, with the tokenizer and the splitter of `sample`, an unpacked one."""
    spec = _spec()
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(sample / "sentencepiece.model"))
    known = [pieces.id_to_piece(i) for i in range(pieces.get_piece_size())]
    tokens = (SPECIAL + [p for p in dict.fromkeys(known) if p not in SPECIAL])[:VOCABULARY]
    tokens += [f"\u2581w{i}" for i in range(VOCABULARY - len(tokens))]
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(list(tokens))
    spec.validate()
    spec.optimize(quantization="int8")
    (folder / "model").mkdir(parents=True)
    spec.save(str(folder / "model"))
    shutil.copy(sample / "sentencepiece.model", folder)
    shutil.copytree(sample / "minisbd", folder / "minisbd")
    shutil.copy(sample / "metadata.json", folder)
    assert json.loads((folder / "metadata.json").read_text("utf-8"))["from_code"]
    return folder


def _weights(*shape: int) -> Any:
    return _random.normal(0, 0.03, shape).astype(np.float32)


def _linear(spec: Any, size_out: int, size_in: int) -> None:
    spec.weight, spec.bias = _weights(size_out, size_in), np.zeros(size_out, np.float32)


def _norm(spec: Any) -> None:
    spec.gamma, spec.beta = np.ones(DIM, np.float32), np.zeros(DIM, np.float32)


def _spec() -> Any:
    spec = transformer_spec.TransformerSpec.from_config(
        (LAYERS, LAYERS), HEADS, pre_norm=True, activation=common_spec.Activation.RELU
    )
    wave = np.arange(512)[:, None] * np.exp(-np.arange(DIM) / DIM * 9)[None]
    positions = (0.1 * np.sin(wave)).astype(np.float32)
    ending = positions.copy()
    ending[:, 0] = 0
    ending[LENGTH:, 0] = 1000.0  # forces the end of the sentence
    for side, table in ((spec.encoder, positions), (spec.decoder, ending)):
        embeddings = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        embeddings.weight = _weights(VOCABULARY, DIM)
        side.scale_embeddings = True
        side.position_encodings.encodings = table
        _norm(side.layer_norm)
        for layer in side.layer:
            _layer(layer, decodes=side is spec.decoder)
    projection = spec.decoder.projection
    _linear(projection, VOCABULARY, DIM)
    projection.weight[:, 0] = 0
    projection.weight[2] = 0
    projection.weight[2, 0] = 10.0
    projection.bias[:3] = -100.0
    return spec


def _layer(layer: Any, decodes: bool) -> None:
    _linear(layer.self_attention.linear[0], 3 * DIM, DIM)
    _linear(layer.self_attention.linear[1], DIM, DIM)
    _norm(layer.self_attention.layer_norm)
    if decodes:
        _linear(layer.attention.linear[0], DIM, DIM)
        _linear(layer.attention.linear[1], 2 * DIM, DIM)
        _linear(layer.attention.linear[2], DIM, DIM)
        _norm(layer.attention.layer_norm)
    _linear(layer.ffn.linear_0, FFN, DIM)
    _linear(layer.ffn.linear_1, DIM, FFN)
    _norm(layer.ffn.layer_norm)
