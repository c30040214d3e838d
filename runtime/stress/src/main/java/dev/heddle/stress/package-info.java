/** Races for what programs see. Not null-marked, since what jcstress generates beside them is not. */
package dev.heddle.stress;
