/** Races inside of loops. Not null-marked, since what jcstress generates beside them is not. */
package dev.heddle;
