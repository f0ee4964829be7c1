/**
 * Facts without a language model: sentences are told apart, sorted, told from outside instead of in
 * the first person, dated, and searched for names and relations, by rules and small word lists.
 *
 * <p>The rules know English. A text that is clearly in another language gives no facts; it stays
 * searchable as it was said. The same holds for what the rules are not sure of: a fact that is
 * missing is still found in its passage, a wrong one is in the way.
 *
 * <p>Everything here is deterministic, reads nothing but word lists beside its classes, and takes
 * time linear in the length of the text.
 */
@NullMarked
package dev.openmemory.distill.rules;

import org.jspecify.annotations.NullMarked;
