/** Races for the package of the same name, whose members they see. Not null-marked, since what jcstress generates beside them is not. */
package dev.heddle.scheduling;
