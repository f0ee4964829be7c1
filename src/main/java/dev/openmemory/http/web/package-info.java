/**
 * The web page's own JSON interface under {@code /ui/api}: what the page shows and does, guarded so
 * that no other page can call it in the person's name.
 *
 * <p>It may use what its parent may; the static files of the page are resources under {@code web}.
 */
@NullMarked
package dev.openmemory.http.web;

import org.jspecify.annotations.NullMarked;
