package dev.heddle.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.platform.commons.annotation.Testable;

/**
 * A test that is a coroutine: a method without parameters that returns a {@link dev.heddle.Coroutine}, most often an
 * {@code @Async} one. It runs on virtual time, which jumps to the next timer when nothing can run, with the network in memory.
 *
 * <p>What hangs fails and tells which tasks wait for what. So does what is left behind: tasks, timers, sockets, locks. See {@link
 * dev.heddle.testing.Exploration}, which does the runs. Each run has an instance of the class of its own. Jupiter's
 * {@code @BeforeEach} and {@code @AfterEach} methods are called around it, the former inside the loop; {@code @Tag} and
 * {@code @Disabled} have their meaning. Jupiter's extensions and parameters have none here: it does not know of these tests,
 * since its own must not return anything.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Testable
public @interface AsyncTest {
    /** What the test is tried with, in each of its orders. */
    Explore explore() default Explore.ORDERS;

    /** In how many orders the tasks that are ready take their turns. The first is the usual one, others are random. */
    int seeds() default 1;

    /** The first seed. A failure names its seed; given here, with {@code seeds = 1}, it happens again. */
    int seed() default 0;

    /** The seconds of virtual time after which a program that still runs counts as one that hangs. */
    long withinSeconds() default 24 * 60 * 60;
}
