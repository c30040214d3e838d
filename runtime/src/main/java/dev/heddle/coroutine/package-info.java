/**
 * The private ABI between woven code and the runtime. Public only because woven code lives in the packages of its users;
 * nothing here is meant to be called by hand, and it changes together with the transformer.
 */
@NullMarked
package dev.heddle.coroutine;

import org.jspecify.annotations.NullMarked;
