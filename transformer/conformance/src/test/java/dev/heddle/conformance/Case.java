package dev.heddle.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an entry of a differential case: a static method without parameters that returns an awaitable. It runs under the
 * {@link Oracle} and woven, in every {@link Mode}, and must leave the same {@link Trace}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Case {
    /** Which classes a run sees: those of the runs before, or new ones because it observes static state. */
    enum Classes {
        SHARED,
        FRESH
    }

    Classes classes() default Classes.SHARED;

    /** How many of its awaits are made to fail, one after the other; the cases that await thousands of times set it low. */
    int failing() default 12;
}
