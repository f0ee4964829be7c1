/**
 * Distils with a language model: the prompt, the reading of answers, and models at endpoints over
 * HTTP. LangChain4j speaks the providers' APIs; its classes load when a model is first asked.
 */
@NullMarked
package dev.openmemory.distill.llm;

import org.jspecify.annotations.NullMarked;
