/**
 * Text to vectors: an ONNX sentence-transformer, its tokenizer, the catalogue of models. Uses
 * {@code model}, {@code config}, {@code json}, ONNX Runtime and the DJL tokenizers; ONNX stands
 * nowhere else.
 */
@NullMarked
package dev.openmemory.embedding;

import org.jspecify.annotations.NullMarked;
