/**
 * Text to vectors: an ONNX sentence-transformer, its tokenizer, the catalogue of models; and
 * re-rankers, which read a question and a text together. Uses {@code model}, {@code config}, {@code
 * json}, ONNX Runtime and the DJL tokenizers; ONNX stands nowhere else.
 */
@NullMarked
package dev.openmemory.embedding;

import org.jspecify.annotations.NullMarked;
