package dev.heddle.scheduling;

/** How closely a loop looks at the coroutines that are made in it. */
public enum Attention {
    /** At the first ones, and later at one now and then: what nobody notices in running time. */
    CHEAP,
    /** At each, and remembers where it was made and used. */
    FULL
}
